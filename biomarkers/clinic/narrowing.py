"""What the list of patients can be narrowed by: by hand, and by each number of the clinic page."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from biomarkers.models import ListedPatient, Standing, WorkItem
from patients.language import Words
from patients.models import Patient

RECENT_DAYS = 183  # six months
ANY = "any"
NONE = "none"  # a reported category that no report states

SECTIONS = Words(
    {
        "all": "All",
        "living": "Living",
        "metastatic": "Metastatic",
        "early": "Early disease",
        "deceased": "Deceased",
    }
)
_IN_SECTION = {
    "living": Q(listed__deceased=False),
    "metastatic": Q(listed__deceased=False, listed__metastatic=True),
    "early": Q(listed__deceased=False, listed__metastatic=False),
    "deceased": Q(listed__deceased=True),
}

# Days since: from the first, below the second.
ASKED_AGES = {"week": (0, 8), "month": (8, 31), "over": (31, None)}
ASKED_WORDS = Words({"week": "up to 7 days", "month": "8 to 30 days", "over": "over 30 days"})
OPENED_AGES = {"quarter": (0, 90), "year": (90, 366), "over": (366, None)}
OPENED_WORDS = Words(
    {"quarter": "under 90 days", "year": "90 to 365 days", "over": "over 365 days"}
)


def recent(today: date) -> date:
    return today - timedelta(days=RECENT_DAYS)


COMPLETE_WORDS = Words(
    {
        "score": "HER2 IHC score",
        "receptors": "ER and PR",
        "ecog": "ECOG in the last 6 months",
        "lvef": "LVEF in the last 6 months",
        "ends": "reason and date each drug ended",
        "contact": "contact in the last 6 months",
    }
)


def complete(code: str, today: date) -> Q:
    """Of rows of ListedPatient: those whose record holds it."""
    since = recent(today)
    return {
        "score": Q(has_score=True),
        "receptors": Q(has_receptors=True),
        "ecog": Q(ecog_on__gte=since),
        "lvef": Q(lvef_on__gte=since),
        "ends": Q(ends_known=True),
        "contact": Q(heard_on__gte=since),
    }[code]


def between(name: str, ages: tuple[int, int | None], today: date) -> Q:
    """A column of dates so many days ago."""
    first, below = ages
    condition = Q(**{f"{name}__lte": today - timedelta(days=first)})
    if below is not None:
        condition &= Q(**{f"{name}__gt": today - timedelta(days=below)})
    return condition


def asked_items() -> QuerySet[WorkItem]:
    """Tasks that were requested and have no answer."""
    items = WorkItem.objects.filter(requested_on__isnull=False)
    return items.exclude(standing=Standing.ANSWERED)


def opened_items() -> QuerySet[WorkItem]:
    """Options opened and not discussed; one put off until a day still waits to be discussed."""
    return WorkItem.objects.filter(why="option_opened").exclude(standing=Standing.ANSWERED)


def _with(items: QuerySet[WorkItem]) -> Q:
    return Q(Exists(items.filter(patient=OuterRef("pk"))))


def _listed(condition: Q) -> Q:
    return Q(Exists(ListedPatient.objects.filter(condition, patient=OuterRef("pk"))))


_NARROW: dict[str, Callable[[Any, date], Q]] = {
    "section": lambda code, today: _IN_SECTION.get(code, Q()),
    "team": lambda team, today: Q(care_team=team),
    "category": lambda code, today: Q(listed__category=code),
    "subtype": lambda code, today: Q(listed__subtype=code),
    "cause": lambda code, today: Q(listed__cause=code),
    "reported": lambda code, today: Q(listed__reported="" if code == NONE else code),
    "missing": lambda code, today: (
        Q(listed__reason__gt="") if code == ANY else Q(listed__reason=code)
    ),
    "changed_from": lambda day, today: Q(listed__changed_on__gte=day),
    "changed_to": lambda day, today: Q(listed__changed_on__lte=day),
    "opened": lambda age, today: _with(
        opened_items().filter(between("since", OPENED_AGES[age], today))
        if age != ANY
        else opened_items()
    ),
    "has": lambda code, today: _listed(complete(code, today)),
    "counted": lambda counted, today: counted.condition,
    "lacks": lambda code, today: ~_listed(complete(code, today)),
}


def narrowed(patients: QuerySet[Patient], filters: dict) -> QuerySet[Patient]:
    today = timezone.localdate()
    for name, condition in _NARROW.items():
        if filters.get(name):
            patients = patients.filter(condition(filters[name], today))
    if filters.get("asked"):
        patients = patients.filter(_with(_asked(filters, today)))
    return patients


def _asked(filters: dict, today: date) -> QuerySet[WorkItem]:
    """Of one request both: what was asked for, and how long ago."""
    items = asked_items()
    if filters["asked"] != ANY:
        items = items.filter(why=filters["asked"])
    if filters.get("asked_age"):
        items = items.filter(between("requested_on", ASKED_AGES[filters["asked_age"]], today))
    return items
