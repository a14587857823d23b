"""From a cell of another's table to a cell of the contract."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from patients.dates import PartialDate

NOT_KNOWN = ""
# Faint staining was a finding of its own only once a drug was approved for it (27 January 2025):
# before, “0+” was another way to write 0.
ZERO_PLUS_MEANS_STAINING_FROM = date(2025, 1, 1)
DAYS_IN_A_MONTH = Decimal("30.4375")
_MOST_DAYS = 60_000  # some 164 years
_SCORES = {"0": "0", "0+": "0", "1+": "1+", "2+": "2+", "3+": "3+"}
_BETWEEN_SCORES = re.compile(r"[0-3]\+?\s*(-|–|/|to)\s*[0-3]\+?")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,12})?")


class NotMapped(ValueError):
    """The mapping does not say what this cell means."""


def number_of(cell: str) -> str:
    if not _NUMBER.fullmatch(cell) or not cell.isascii():
        raise NotMapped
    return cell


def percent_of(cell: str) -> str:
    return number_of(cell.removesuffix("%").strip())


def date_of(cell: str) -> str:
    if not cell.isascii():
        raise NotMapped
    try:
        return str(PartialDate(cell))
    except ValueError:
        raise NotMapped from None


def days_after(base: date, cell: str, each: Decimal = Decimal(1)) -> str:
    """The day that is so many days, or other stretches of `each` days, after the base date."""
    days = Decimal(number_of(cell)) * each
    if abs(days) > _MOST_DAYS:
        raise NotMapped
    try:
        return (base + timedelta(days=round(days))).isoformat()
    except OverflowError:
        raise NotMapped from None


def ihc_score_of(cell: str) -> str:
    """A score between two, such as “1-2+”, is none: the words stay in as_written."""
    if _BETWEEN_SCORES.fullmatch(cell):
        return NOT_KNOWN
    if cell not in _SCORES:
        raise NotMapped
    return _SCORES[cell]


def zero_staining_of(cell: str, read_on: str) -> str:
    """“0+” is faint staining present if it was read from 2025 on; else nothing is stated."""
    if cell != "0+" or not read_on:
        return NOT_KNOWN
    from_then_on = PartialDate(read_on).first >= ZERO_PLUS_MEANS_STAINING_FROM
    return "present" if from_then_on else NOT_KNOWN


PLAIN_WAYS: dict[str, Callable[[str], str]] = {
    "number": number_of,
    "percent": percent_of,
    "date": date_of,
    "ihc_score": ihc_score_of,
}
