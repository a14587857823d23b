"""Dates as clinicians know them: a year, a month of a year, or a day.

Plain Python, without Django: the domain reads these dates too (docs/adr/0001-one-partial-date.md).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, total_ordering

from .language import date_words, month_called, say

_SHAPE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# How people type a date with a named month: “9 May 2016”, “9 de mayo de 2016”, “May 9, 2016”.
_MONTH = r"(?P<month>[^\W\d_]+)\.?"
_NAMED = tuple(
    re.compile(form)
    for form in (
        rf"(?:(?P<day>\d\d?) +(?:de +)?)?{_MONTH} +(?:de +|del +)?(?P<year>\d{{4}})",
        rf"{_MONTH} +(?P<day>\d\d?), *(?P<year>\d{{4}})",
    )
)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date written `2016`, `2016-05` or `2016-05-09`; never more precise than it was stated.

    Raises ValueError for any other text and for days that no calendar has.
    Dates sort as their text does, so that 2024 < 2024-01 < 2024-01-01.
    """

    text: str

    def __post_init__(self) -> None:
        if not _SHAPE.fullmatch(self.text):
            wrong = say("“{text}” is not a date. Use 2016, 2016-05 or 2016-05-09")
            raise ValueError(wrong.format(text=self.text))
        try:
            self.first  # noqa: B018 - the calendar is asked now, not when the date is first used
        except ValueError:
            raise ValueError(say("“{text}” is not a real date").format(text=self.text)) from None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.isoformat())

    @property
    def _parts(self) -> list[int]:
        return [int(part) for part in self.text.split("-")]

    @cached_property
    def first(self) -> date:
        """The first day that is meant; facts are ordered by it."""
        year, month, day = [*self._parts, 1, 1][:3]
        return date(year, month, day)

    @cached_property
    def last(self) -> date:
        """The last day that is meant; ends are ordered by it."""
        match self._parts:
            case [year]:
                return date(year, 12, 31)
            case [year, month]:
                return date(year, month, calendar.monthrange(year, month)[1])
        return self.first

    @property
    def is_partial(self) -> bool:
        return len(self.text) < len("2016-05-09")

    @property
    def in_words(self) -> str:
        """`2016`, `May 2016` or `9 May 2016`, or as the reader wants dates."""
        return date_words(*self._parts)

    def __lt__(self, other: "PartialDate") -> bool:
        return self.text < other.text

    def __str__(self) -> str:
        return self.text


def iso_of(typed: str) -> str:
    """“May 2016” as 2016-05, “9 May 2016” as 2016-05-09; any other text as it is."""
    found = next(filter(None, (form.fullmatch(typed.strip()) for form in _NAMED)), None)
    month = month_called(found["month"]) if found else None
    if found is None or month is None:
        return typed
    try:
        named = date(int(found["year"]), month, int(found["day"] or 1)).isoformat()
    except ValueError:
        return typed
    return named if found["day"] else named[:7]


def age_on(birth_date: PartialDate, day: date) -> str:
    """Completed years; “about” where the birthday is not known."""
    born = birth_date.first
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return say("about {years}").format(years=years) if birth_date.is_partial else str(years)


class DamagedDate(PartialDate):
    """A stored text that is no date: shown, and never reckoned with."""

    def __post_init__(self) -> None:
        """Whatever stands there is kept, so that a person can see and mend it."""

    @property
    def _parts(self) -> list[int]:
        raise ValueError(f"“{self.text}” is not a date")

    @property
    def in_words(self) -> str:
        return f"data error: {self.text}"
