"""Quarters of the year, counted back from today."""

from dataclasses import dataclass
from datetime import date, timedelta

from patients.language import Words, say

PERIOD_WORDS = Words({"4": "last 4 quarters", "12": "last 12 quarters", "0": "all quarters"})
USUAL = "12"


@dataclass(frozen=True)
class Period:
    """So many quarters with the one that is running; 0: all."""

    quarters: int
    first: date | None

    @classmethod
    def of(cls, code: str, today: date) -> "Period":
        quarters = int(code or USUAL)
        return cls(quarters, quarter_of(today, back=quarters - 1) if quarters else None)


def quarter_of(day: date, *, back: int = 0) -> date:
    """The first day of its quarter, or of one so many quarters earlier."""
    months = day.year * 12 + (day.month - 1) // 3 * 3 - 3 * back
    return date(months // 12, months % 12 + 1, 1)


def quarter_end(first: date) -> date:
    return quarter_of(first, back=-1) - timedelta(days=1)


def quarters_between(first: date, last: date) -> list[date]:
    """The first day of each, both included."""
    found = [first]
    while found[-1] < last:
        found.append(quarter_of(found[-1], back=-1))
    return found


def quarter_words(first: date) -> str:
    return say("Q{quarter} {year}").format(quarter=(first.month + 2) // 3, year=first.year)
