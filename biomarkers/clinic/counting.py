"""What the clinic page counts of stored rows, in a fixed number of queries.

It grows with the team by about a millionth of a second a patient. What a large team has is
therefore counted once a minute at most, and the page says when; a small team is counted each time.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from biomarkers.domain.work import Why
from biomarkers.models import ListedPatient, WorkItem
from patients.models import CareTeam

from .narrowing import (
    ANY,
    ASKED_AGES,
    COMPLETE_WORDS,
    NONE,
    OPENED_AGES,
    asked_items,
    between,
    complete,
    opened_items,
)
from .periods import quarter_of

LARGE = 1_000  # living patients
SECONDS_KEPT = 60


@dataclass(frozen=True)
class Counts:
    """Of the living patients of a team and subtype, as they were `at` an instant."""

    at: datetime
    flow: Counter[tuple[str, str]]
    missing: Counter[str]
    totals: dict[str, int]
    asked: int
    requests: dict[str, dict[str, int]]
    opened: dict[str, int]
    quarters: dict[date, Counter[str]]

    @property
    def is_kept(self) -> bool:
        return self.living >= LARGE

    @property
    def living(self) -> int:
        return self.flow.total()


def counts_of(team: CareTeam, subtype: str, today: date, *, again: bool = False) -> Counts:
    """Counted now, or less than a minute ago where the team is large; `again` asks for now."""
    key = f"clinic-counts-{team.pk}-{subtype}-{today.isoformat()}"
    kept = None if again else cache.get(key)
    if kept is not None:
        return kept
    counts = counted(team, subtype, today)
    if counts.is_kept:
        cache.set(key, counts, SECONDS_KEPT)
    return counts


def counted(team: CareTeam, subtype: str, today: date) -> Counts:
    listed = ListedPatient.objects.filter(team=team, deceased=False)
    if subtype:
        listed = listed.filter(subtype=subtype)
    flow, missing = _flow(listed)
    asked = _of(asked_items(), team, subtype)
    return Counts(
        at=timezone.now(),
        flow=flow,
        missing=missing,
        totals=_totals(listed, today),
        asked=asked.aggregate(n=_patients())["n"],
        requests=_requests(asked, today),
        opened=_opened(team, subtype, today),
        quarters=_quarters(listed),
    )


def _flow(listed: QuerySet[ListedPatient]) -> tuple[Counter, Counter]:
    """From the reported category to today's, and what the unsettled wait for."""
    flow: Counter[tuple[str, str]] = Counter()
    missing: Counter[str] = Counter()
    counted = listed.values_list("reported", "category", "reason").annotate(n=Count("pk"))
    for reported, category, reason, number in counted.order_by():
        flow[reported or NONE, category] += number
        if reason:
            missing[reason] += number
    return flow, missing


def _totals(listed: QuerySet[ListedPatient], today: date) -> dict[str, int]:
    """Completeness is of metastatic patients."""
    metastatic = Q(metastatic=True)
    wanted = {code: metastatic & complete(code, today) for code in COMPLETE_WORDS}
    wanted |= {"metastatic": metastatic, "changed": Q(changed_on__lte=today)}
    # named apart from the columns, which an aggregate must not hide
    counted = listed.aggregate(**{f"n_{k}": Count("pk", filter=q) for k, q in wanted.items()})
    return {name.removeprefix("n_"): number for name, number in counted.items()}


def _of(items: QuerySet[WorkItem], team: CareTeam, subtype: str) -> QuerySet[WorkItem]:
    items = items.filter(team=team)
    return items.filter(patient__listed__subtype=subtype) if subtype else items


def _patients(condition: Q | None = None) -> Count:
    return Count("patient", distinct=True, filter=condition)


def _requests(items: QuerySet[WorkItem], today: date) -> dict[str, dict[str, int]]:
    """By what was asked for and how long ago."""
    ages = {age: _patients(between("requested_on", a, today)) for age, a in ASKED_AGES.items()}
    counted: Iterable[Any] = items.order_by("why").values("why").annotate(**ages)
    found = {row["why"]: {age: row[age] for age in ages} for row in counted}
    return {why.value: found[why] for why in Why if why in found}


def _opened(team: CareTeam, subtype: str, today: date) -> dict[str, int]:
    """By how long ago; under `ANY` all of them."""
    ages = {age: _patients(between("since", a, today)) for age, a in OPENED_AGES.items()}
    return _of(opened_items(), team, subtype).aggregate(**ages, **{ANY: _patients()})


def _quarters(listed: QuerySet[ListedPatient]) -> dict[date, Counter[str]]:
    """Reclassifications by the quarter in which they came, and by what they led to."""
    changed = listed.filter(changed_on__isnull=False).order_by()
    found: dict[date, Counter[str]] = {}
    counted = changed.values_list("changed_on", "category").annotate(n=Count("pk"))
    for day, category, number in counted:  # by day: the database counts from its index alone
        if day:
            found.setdefault(quarter_of(day), Counter())[category] += number
    return found
