"""The numbers of a clinic, each with the filters of the list that it opens.

What is counted: biomarkers/clinic/counting.py. The lists: biomarkers/clinic/narrowing.py.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from biomarkers.domain.her2 import Category, Reason
from biomarkers.domain.work import Why
from biomarkers.wording.codes import REASON_BADGES
from patients.codes import words_of
from patients.language import Words, say, to_say

from .counting import Counts
from .narrowing import ANY, ASKED_WORDS, COMPLETE_WORDS, NONE, OPENED_WORDS
from .periods import Period, quarter_end, quarter_of, quarter_words, quarters_between

ORDER = (Category.NULL, Category.NEGATIVE, Category.ULTRALOW, Category.LOW, Category.POSITIVE,
         Category.EQUIVOCAL, Category.UNDETERMINED)  # fmt: skip
REPORTED_ORDER = ("null", "negative", "ultralow", "low", "positive", "equivocal", NONE)
REPORTED_WORDS = Words({code: code for code in REPORTED_ORDER} | {NONE: to_say("not stated")})


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


def clinic_of(counts: Counts, period: Period, today: date) -> Clinic:
    """Living patients of a team, as they were counted."""
    missing, totals, opened = counts.missing, counts.totals, counts.opened
    return Clinic(
        living=Figure(say("living patients"), counts.living, {"section": "living"}),
        metastatic=Figure(say("metastatic"), totals["metastatic"], {"section": "metastatic"}),
        changed=Figure(
            say("HER2 means something else now"), totals["changed"],
            {"section": "living", "changed_to": today.isoformat()},
        ),
        opened=Figure(
            say("with a new option, not discussed"), opened[ANY], {"opened": ANY}
        ),
        unsettled=Figure(
            say("HER2 status not settled"),
            sum(missing.values()),
            {"section": "living", "missing": ANY},
        ),
        asked=Figure(
            say("waiting for a test that was requested"), counts.asked, {"asked": ANY}
        ),
        flow=counts.flow,
        missing=tuple(
            Figure(REASON_BADGES[reason], missing[reason],
                   {"section": "living", "missing": reason.value}, of=max(missing.values()))
            for reason in sorted(Reason, key=lambda r: (-missing[r], r))
            if missing[reason]
        ),
        requests=tuple(_request_line(why, ages) for why, ages in counts.requests.items()),
        opened_by_age=tuple(
            Figure(words, opened[age], {"opened": age}, of=max(opened[age] for age in OPENED_WORDS))
            for age, words in OPENED_WORDS.items()
        ),
        quarters=_quarters(counts, period, today),
        completeness=tuple(
            Figure(words, totals[code], {"section": "metastatic", "has": code},
                   of=totals["metastatic"])
            for code, words in COMPLETE_WORDS.items()
        ),
    )  # fmt: skip


def _request_line(why: str, ages: dict[str, int]) -> Line:
    return Line(
        words_of(Why, why),
        tuple(
            Figure(words, ages[age], {"asked": why, "asked_age": age})
            for age, words in ASKED_WORDS.items()
        ),
    )


def _quarters(counts: Counts, period: Period, today: date) -> tuple[Line, ...]:
    """Reclassifications by quarter of the period, up to this one; no quarter left out."""
    first = period.first or date.min
    found = {quarter: n for quarter, n in counts.quarters.items() if quarter >= first}
    if not found:
        return ()
    quarters = quarters_between(period.first or min(found), quarter_of(today))
    return tuple(
        Line(quarter_words(quarter), tuple(_changes(quarter, found.get(quarter, Counter()))))
        for quarter in quarters
    )


def _changes(quarter: date, numbers: Counter[str]) -> Iterable[Figure]:
    dates = {"changed_from": quarter.isoformat(), "changed_to": quarter_end(quarter).isoformat()}
    for category in ORDER:
        filters = {"section": "living", "category": category.value, **dates}
        yield Figure(category.value, numbers[category], filters)
