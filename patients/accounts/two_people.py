"""Privileged roles take two people: which of those that are given wait, and for whom."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.utils import timezone

from patients.audit.recording import acting
from patients.language import say, to_say
from patients.models import RoleRequest

from .groups import PRIVILEGED

NO_SECOND = to_say(
    "No other person can confirm it: run manage.py create_administrator NAME --another on the "
    "server."
)


def who_may_confirm(*, besides: Iterable[User]) -> QuerySet[User]:
    """Open accounts with a privileged role, but of those who ask or get one."""
    holders = User.objects.filter(groups__name__in=PRIVILEGED, is_active=True).distinct()
    return holders.exclude(pk__in=[user.pk for user in besides]).order_by("username")


def to_confirm(user: User, roles: Iterable[Group], by: User) -> list[Group]:
    """Of these roles, the privileged ones that the person does not have yet.

    The first of all waits for nobody: at the first set-up there is one administrator.
    """
    held = set(user.groups.all())
    new = [role for role in roles if role.name in PRIVILEGED and role not in held]
    if len(new) == 1 and _is_first_set_up(user, by):
        _note_first(user, new[0], by)
        return []
    return new


def _is_first_set_up(user: User, by: User) -> bool:
    """It does not come back when the others lose their roles: the first grant stays on file."""
    was_granted = RoleRequest.objects.filter(is_granted=True).exists()
    return not was_granted and not who_may_confirm(besides=[user, by]).exists()


def _note_first(user: User, role: Group, by: User) -> None:
    now = timezone.now()
    with acting(by, why="first set-up: there is no second person to confirm"):
        RoleRequest.objects.create(
            user=user, role=role, asked_by=by, asked_at=now, decided_at=now, is_granted=True
        )


def told(asked: RoleRequest) -> str:
    if asked.decided_at is None:
        return f"{asked.role}, given by {asked.asked_by}: waits for a second person"
    verb = "confirmed" if asked.is_granted else "declined"
    second = asked.decided_by or "no second person (first set-up)"
    return f"{asked.role}, given by {asked.asked_by}: {verb} by {second}"


def told_of_waiting(user: User, waiting: Iterable[Group], by) -> list[str]:
    """A sentence for each role that waits, with whom to ask."""
    names = ", ".join(other.username for other in who_may_confirm(besides=[user, by]))
    ask = say("Ask {names} to confirm it under Roles.") if names else say(NO_SECOND)
    waits = say("{role} waits for a second person.")
    return [f"{waits.format(role=say(role.name))} {ask.format(names=names)}" for role in waiting]
