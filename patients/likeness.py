"""What may be one thing written twice: record numbers, people, accessions."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from .dates import PartialDate
from .names import folded

# Other patients. A code that more share, as “primary” or “1”, is numbered by patient.
ALIKE_AT_MOST = 3
_LONGEST_NUMBER = 12
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
Person = tuple[str, str]  # family and given name, folded


def is_shortened(record_number: str) -> bool:
    """“1.00E+05”, as a spreadsheet shows a long number: its digits are lost."""
    return bool(_SHORTENED.fullmatch(record_number))


def plain(code: str) -> str:
    """Equal for “S20-17336” and “s20 17336”."""
    return re.sub(r"[\s\-_/.]", "", code).casefold()


def number_of(record_number: str) -> str:
    """Equal for “000123”, “123” and “123.0”."""
    return plain(re.sub(r"\.0+$", "", record_number)).lstrip("0")


def other_spellings(record_number: str) -> Iterator[str]:
    """With and without zeros before it, as a spreadsheet takes them away."""
    number = re.sub(r"\.0+$", "", record_number)
    if not number.isascii() or not number.isdigit():
        return
    bare = number.lstrip("0") or "0"
    yield f"{bare}.0"
    for length in range(len(bare), _LONGEST_NUMBER + 1):
        yield bare.zfill(length)


def person_of(family_name: str, given_name: str) -> Person:
    """Without case, accents, apostrophes, hyphens and spaces."""
    return folded(family_name), folded(given_name)


def days_like(day: PartialDate) -> list[str]:
    """The day itself, and of a whole one those before and after it."""
    if day.is_partial or not 1 < day.first.year < date.max.year:
        return [day.text]
    around = [day.first + timedelta(days=step) for step in (0, -1, 1)]
    return [each.isoformat() for each in around]
