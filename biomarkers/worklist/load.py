"""How much work there is, and how much of it is done in a week: by owner, for planning."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Count, Min, Q

from biomarkers.models import Standing, WorkItem, WorkStep
from patients.language import say
from patients.models.access import teams_of

from .forms import name_of

WEEK = timedelta(days=7)


@dataclass
class Load:
    """`standing` patients are on the list now; `coming` come back within a week."""

    name: str
    standing: int = 0
    oldest: date | None = None
    coming: int = 0
    done: int = 0
    owner: str = field(default="none")


def load_of(user, today: date) -> list[Load]:
    """By owner, the most loaded first, in four queries."""
    items = WorkItem.objects.filter(team__in=teams_of(user))
    loads: dict[int | None, Load] = {None: Load(say("unassigned"))}

    def load(owner: int | None) -> Load:
        return loads.setdefault(owner, Load("", owner=str(owner)))

    now = items.filter(standing=Standing.LISTED).values("owner")
    for row in now.annotate(n=Count("pk"), oldest=Min("since")).order_by():
        load(row["owner"]).standing, load(row["owner"]).oldest = row["n"], row["oldest"]
    back = items.filter(standing=Standing.WAITING, waits_until__lte=today + WEEK).values("owner")
    for row in back.annotate(n=Count("pk")).order_by():
        load(row["owner"]).coming = row["n"]
    steps = WorkStep.objects.filter(
        ~Q(kind__in=("assigned", "commented", "brought_back")),
        patient__care_team__in=teams_of(user),
        on__gt=today - WEEK,
        by__isnull=False,
    )
    for row in steps.values("by").annotate(n=Count("patient", distinct=True)).order_by():
        load(row["by"]).done = row["n"]
    people = get_user_model().objects.in_bulk([owner for owner in loads if owner])
    for owner, person in people.items():
        loads[owner].name = name_of(person)
    return sorted(loads.values(), key=lambda one: (-one.standing, one.name))
