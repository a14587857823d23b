"""Accounts: made by invitation, opened by who was invited. Nobody knows another's password."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from patients.audit.recording import acting
from patients.language import to_say
from patients.models import CareTeam, Invitation, RoleRequest

from .groups import STAFF_ROLES
from .two_people import to_confirm


def refuse_taken_email(email: str, *, but: User | None = None) -> None:
    """In words what the database holds to (migration 0025): one account an address."""
    others = User.objects.exclude(pk=but.pk) if but else User.objects
    if email and others.filter(email__iexact=email).exists():
        raise ValidationError(to_say("Another account already uses this e-mail address."))


@transaction.atomic
def create_account(
    *, username: str, role: Group | None, email: str = "", teams: Iterable[CareTeam] = (), by
) -> User:
    """An account that nobody can log in to yet. Raises ValidationError where it cannot be."""
    user = User(username=username, email=email)
    user.set_unusable_password()
    refuse_taken_email(email)
    with acting(by):
        user.full_clean()
        user.save()
        user.care_teams.set(teams)
        give_roles(user=user, roles=[role] if role else [], by=by)
    return user


@transaction.atomic
def give_roles(*, user: User, roles: Iterable[Group], by) -> list[Group]:
    """All roles of a person, but for new ones that a second person has to confirm: those come back.

    What is done at the server (`by` is None) waits for nobody.
    """
    waiting = to_confirm(user, roles, by) if by else []
    _set_roles(user, [role for role in roles if role not in waiting], by)
    with acting(by):
        for role in waiting:
            RoleRequest.objects.get_or_create(
                user=user,
                role=role,
                decided_at=None,
                defaults={"asked_by": by, "asked_at": timezone.now()},
            )
    return waiting


@transaction.atomic
def decide(*, asked: RoleRequest, is_granted: bool, by) -> bool:
    """The second person grants or declines; who asked may only withdraw. Raises PermissionDenied.

    False for a request that was decided meanwhile, which stays as it is.
    """
    if is_granted and by.pk in (asked.asked_by_id, asked.user_id):
        raise PermissionDenied
    still = RoleRequest.objects.select_for_update().filter(pk=asked.pk, decided_at=None).first()
    if still is None:
        return False
    with acting(by):
        still.decided_by, still.decided_at, still.is_granted = by, timezone.now(), is_granted
        still.save()
        if is_granted:
            _set_roles(still.user, [*still.user.groups.all(), still.role], by)
    return True


def _set_roles(user: User, roles: Iterable[Group], by) -> None:
    """Who works in the admin by one of them may enter it, others not."""
    with acting(by):
        user.groups.set(roles)
        user.is_staff = user.is_superuser or any(role.name in STAFF_ROLES for role in roles)
        user.save(update_fields=["is_staff"])


@transaction.atomic
def invite(*, user: User, by) -> str:
    """What makes the link; it is told once and kept nowhere. An earlier link ends."""
    now = timezone.now()
    token = secrets.token_urlsafe(32)
    with acting(by):
        for earlier in user.invitations.filter(used_at=None):
            earlier.used_at = earlier.ends_at = now
            earlier.save()
        Invitation.objects.create(
            user=user,
            token_hash=_hash(token),
            invited_by=by,
            invited_at=now,
            ends_at=now + timedelta(days=settings.INVITATION_DAYS),
        )
    return token


def open_invitation(token: str) -> Invitation | None:
    """None for what was used, has ended, was never made, or is of a closed account."""
    lasting = Invitation.objects.filter(used_at=None, ends_at__gt=timezone.now())
    return lasting.filter(token_hash=_hash(token), user__is_active=True).first()


@transaction.atomic
def accept(*, token: str, password: str | None) -> User | None:
    """The password of who was invited. Second factors of before are gone: they may be lost.

    Who comes by single sign-on sets none, and the one of before is gone too. None where the link
    is not open any more; of two at the same time one gets in.
    """
    invitation = open_invitation(token)
    still = Invitation.objects.select_for_update().filter(pk=getattr(invitation, "pk", None))
    if not (invitation := still.filter(used_at=None).first()):
        return None
    user = invitation.user
    with acting(user):
        invitation.used_at = timezone.now()
        invitation.save()
        for factor in Authenticator.objects.filter(user=user):
            factor.delete()
        user.set_password(password)
        user.save()
    return user


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
