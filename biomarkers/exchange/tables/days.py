"""From a day as another's table writes it to 2016-05-09; the order of day and month is told, never
guessed for a cell alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from patients.dates import PartialDate

YEAR_FIRST, DAY_FIRST, MONTH_FIRST, SERIAL = "year first", "day first", "month first", "serial"
ORDERS = (YEAR_FIRST, DAY_FIRST, MONTH_FIRST, SERIAL)
_DAY_ZERO = date(1899, 12, 30)  # of the serial days of spreadsheets
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_TIME = re.compile(
    r"(?:T|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_MONTH = re.compile(r"(\d{1,2})[./-](\d{4})")
_NAMED = (  # 9 May 2016, 9-May-16, May 9, 2016, May 2016
    re.compile(r"(?P<day>\d{1,2})[.\s-]+(?P<month>[^\W\d_]+)\.?[,\s-]+(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<day>)(?P<month>[^\W\d_]+)\.?[\s-]+(?P<year>\d{4})"),
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt",
         "nov", "dec dez"], start=1
    )
    for name in names.split()
}  # fmt: skip
_MONTH_NAMES = frozenset(
    "january february march april may june july august september october november december "
    "januar februar märz mai juni juli oktober dezember sept".split()
)


class NoDay(ValueError):
    """The cell is no day, or may be two."""


@dataclass(frozen=True)
class DayForm:
    """How a column writes its days. `years_from`: two digits are a year of the hundred from it on;
    0 where two digits are no year."""

    order: str = YEAR_FIRST
    years_from: int = 0


WRITTEN_OUT = DayForm()  # 2016-05-09, and what has one meaning in every order


def day_of(cell: str, form: DayForm) -> str:
    """2016, 2016-05 or 2016-05-09: the day as it is written, whatever its hour and its distance
    from UTC. Raises NoDay."""
    if not cell.isascii() and not any(char.isalpha() for char in cell):
        raise NoDay
    text = _TIME.sub("", cell)
    if form.order == SERIAL and (found := _SERIAL.fullmatch(text)):
        return (_DAY_ZERO + timedelta(days=int(found[1]))).isoformat()
    return _written(*_parts(text, form))


def _parts(text: str, form: DayForm) -> tuple[int, int | None, int | None]:
    """Year, month, day."""
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        year, month, day = found[1], found[2], found[3]
    elif found := _NUMBERS.fullmatch(text):
        day, month = _ordered(found[1], found[2], found[3], form)
        year = _whole_year(found[4], form)
    elif found := _MONTH.fullmatch(text):
        year, month, day = found[2], found[1], None
    elif named := next(filter(None, (each.fullmatch(text) for each in _NAMED)), None):
        year, month, day = _whole_year(named["year"], form), _month(named["month"]), named["day"]
    else:
        raise NoDay
    return int(year), int(month) if month else None, int(day) if day else None


def _ordered(one: str, sign: str, two: str, form: DayForm) -> tuple[str, str]:
    """Day and month. Between dots the day is first in every country that writes so."""
    if form.order == DAY_FIRST or (sign == "." and form.order == YEAR_FIRST):
        return one, two
    if form.order == MONTH_FIRST and sign != ".":
        return two, one
    raise NoDay


def _whole_year(year: str, form: DayForm) -> str:
    if len(year) == 4:
        return year
    if not form.years_from:
        raise NoDay
    return str(form.years_from + (int(year) - form.years_from) % 100)


def _month(name: str) -> str:
    plain = name.casefold()
    if plain[:3] not in _MONTHS or (len(plain) > 3 and plain not in _MONTH_NAMES):
        raise NoDay
    return str(_MONTHS[plain[:3]])


def _written(year: int, month: int | None, day: int | None) -> str:
    text = f"{year:04d}" + "".join(f"-{part:02d}" for part in (month, day) if part is not None)
    try:
        return str(PartialDate(text))
    except ValueError:
        raise NoDay from None


def order_of(cells: Iterable[str]) -> str:
    """What the cells show of the order: one of ORDERS; “” where none of them tells day from month,
    or some tell otherwise than others."""
    told, open_ones, dotted, serial, others = set(), 0, 0, 0, 0
    for cell in cells:
        text = _TIME.sub("", cell)
        found = _NUMBERS.fullmatch(text)
        if found and found[2] == ".":
            dotted += 1
        elif found:
            one, two = int(found[1]), int(found[3])
            open_ones += min(one, two) <= 12  # else it is no day by either order
            if max(one, two) > 12 >= min(one, two):
                told.add(DAY_FIRST if one > 12 else MONTH_FIRST)
        elif _SERIAL.fullmatch(text):
            serial += 1
        else:
            others += 1
    if open_ones:
        return told.pop() if len(told) == 1 else ""
    if serial and not dotted and not others:
        return SERIAL
    return DAY_FIRST if dotted else YEAR_FIRST


def has_two_digit_years(cells: Iterable[str]) -> bool:
    """Whether some cell is a day only once its two-digit year is told."""
    return any(_is_day(cell, 1930) and not _is_day(cell, 0) for cell in cells)


def _is_day(cell: str, years_from: int) -> bool:
    for order in (DAY_FIRST, MONTH_FIRST):
        try:
            day_of(cell, DayForm(order, years_from))
        except NoDay:
            continue
        return True
    return False
