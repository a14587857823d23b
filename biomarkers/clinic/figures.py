"""The numbers of a clinic, counted from stored rows in a fixed number of queries.

Each number comes with the filters of the list that it opens (biomarkers/clinic/narrowing.py).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from biomarkers.domain.her2 import Category, Reason
from biomarkers.domain.work import Why
from biomarkers.models import ListedPatient, WorkItem
from biomarkers.wording.codes import REASON_BADGES
from patients.codes import words_of
from patients.models import CareTeam

from .narrowing import (
    ANY,
    ASKED_AGES,
    ASKED_WORDS,
    COMPLETE_WORDS,
    NONE,
    OPENED_AGES,
    OPENED_WORDS,
    asked_items,
    between,
    complete,
    opened_items,
)
from .periods import Period, quarter_end, quarter_of, quarter_words, quarters_between

ORDER = (Category.NULL, Category.NEGATIVE, Category.ULTRALOW, Category.LOW, Category.POSITIVE,
         Category.EQUIVOCAL, Category.UNDETERMINED)  # fmt: skip
REPORTED_ORDER = ("null", "negative", "ultralow", "low", "positive", "equivocal", NONE)
REPORTED_WORDS = {code: code for code in REPORTED_ORDER} | {NONE: "not stated"}


@dataclass(frozen=True)
class Figure:
    """A number of patients in words, and the filters of exactly these patients."""

    words: str
    number: int
    filters: dict[str, str]
    of: int = 0

    @property
    def rest(self) -> int:
        return self.of - self.number

    @property
    def percent(self) -> int:
        return round(100 * self.number / self.of) if self.of else 0


@dataclass(frozen=True)
class Line:
    """One row of a table of figures."""

    words: str
    figures: tuple[Figure, ...]

    @property
    def number(self) -> int:
        return sum(figure.number for figure in self.figures)


@dataclass(frozen=True)
class Clinic:
    living: Figure
    metastatic: Figure
    changed: Figure
    opened: Figure
    unsettled: Figure
    asked: Figure
    flow: Counter[tuple[str, str]]
    missing: tuple[Figure, ...]
    requests: tuple[Line, ...]
    opened_by_age: tuple[Figure, ...]
    quarters: tuple[Line, ...]
    completeness: tuple[Figure, ...]
    categories: tuple[str, ...] = field(default=ORDER)


def clinic_of(team: CareTeam, subtype: str, period: Period, today: date) -> Clinic:
    """Living patients of a team; a fixed number of queries, whatever the size of the clinic."""
    listed = ListedPatient.objects.filter(team=team, deceased=False)
    if subtype:
        listed = listed.filter(subtype=subtype)
    flow, missing = _flow(listed)
    totals = _totals(listed, today)
    requests, opened = _requests(team, subtype, today), _opened(team, subtype, today)
    return Clinic(
        living=Figure("living patients", sum(flow.values()), {"section": "living"}),
        metastatic=Figure("metastatic", totals["metastatic"], {"section": "metastatic"}),
        changed=Figure(
            "HER2 means something else now", totals["changed"],
            {"section": "living", "changed_to": today.isoformat()},
        ),
        opened=Figure(
            "with a new option, not discussed", opened.pop(ANY), {"opened": ANY}
        ),
        unsettled=Figure(
            "HER2 status not settled",
            sum(missing.values()),
            {"section": "living", "missing": ANY},
        ),
        asked=Figure("waiting for a test that was requested", requests.pop(ANY)[ANY],
                     {"asked": ANY}),
        flow=flow,
        missing=tuple(
            Figure(REASON_BADGES[reason], missing[reason],
                   {"section": "living", "missing": reason.value}, of=max(missing.values()))
            for reason in sorted(Reason, key=lambda r: (-missing[r], r))
            if missing[reason]
        ),
        requests=tuple(_request_line(why, counts) for why, counts in requests.items()),
        opened_by_age=tuple(
            Figure(words, opened[age], {"opened": age}, of=max(opened.values(), default=0))
            for age, words in OPENED_WORDS.items()
        ),
        quarters=_quarters(listed, period, today),
        completeness=tuple(
            Figure(words, totals[code], {"section": "metastatic", "has": code},
                   of=totals["metastatic"])
            for code, words in COMPLETE_WORDS.items()
        ),
    )  # fmt: skip


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


def _requests(team: CareTeam, subtype: str, today: date) -> dict[str, dict[str, int]]:
    """By what was asked for and how long ago; under `ANY` all of them."""
    items = _of(asked_items(), team, subtype)
    ages = {age: _patients(between("requested_on", a, today)) for age, a in ASKED_AGES.items()}
    counted: Iterable[Any] = items.order_by("why").values("why").annotate(**ages)
    found = {row["why"]: {age: row[age] for age in ages} for row in counted}
    everybody = items.aggregate(n=_patients())["n"]
    return {**{why: found[why] for why in Why if why in found}, ANY: {ANY: everybody}}


def _request_line(why: str, counts: dict[str, int]) -> Line:
    return Line(
        words_of(Why, why),
        tuple(
            Figure(words, counts[age], {"asked": why, "asked_age": age})
            for age, words in ASKED_WORDS.items()
        ),
    )


def _opened(team: CareTeam, subtype: str, today: date) -> dict[str, int]:
    ages = {age: _patients(between("since", a, today)) for age, a in OPENED_AGES.items()}
    return _of(opened_items(), team, subtype).aggregate(**ages, **{ANY: _patients()})


def _quarters(listed: QuerySet[ListedPatient], period: Period, today: date) -> tuple[Line, ...]:
    """Reclassifications by the quarter in which they came, up to this one; no quarter left out."""
    changed = listed.filter(changed_on__isnull=False)
    if period.first:
        changed = changed.filter(changed_on__gte=period.first)
    by_quarter: dict[date, Counter[str]] = {}
    counted = changed.order_by().values_list("changed_on", "category").annotate(n=Count("pk"))
    for day, category, number in counted:  # by day: the database counts from its index alone
        if day:
            by_quarter.setdefault(quarter_of(day), Counter())[category] += number
    if not by_quarter:
        return ()
    quarters = quarters_between(period.first or min(by_quarter), quarter_of(today))
    return tuple(
        Line(quarter_words(quarter), tuple(_changes(quarter, by_quarter.get(quarter, Counter()))))
        for quarter in quarters
    )


def _changes(quarter: date, numbers: Counter[str]) -> Iterable[Figure]:
    dates = {"changed_from": quarter.isoformat(), "changed_to": quarter_end(quarter).isoformat()}
    for category in ORDER:
        filters = {"section": "living", "category": category.value, **dates}
        yield Figure(category.value, numbers[category], filters)
