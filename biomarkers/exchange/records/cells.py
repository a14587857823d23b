"""Kinds of cells: from the text of a cell to a value, or a sentence that says what is wrong.

`empty` is the value of an empty cell: not known. Text and choices are then "", all else None.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from biomarkers.domain.percent import Percent
from biomarkers.models.percent_field import LONGEST
from patients.dates import PartialDate
from patients.spreadsheets import FORMULA, text_of

from .faults import quoted

_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.([0-9]{1,30}))?")
_DECIMALS = 3
_ANSWER = ("question", "text", "source")
_NO_TEXT = re.compile("[\\0\ud800-\udfff]")  # what no database stores


class BadCell(ValueError):
    """A cell that is not what its column holds; the message is the sentence to show."""


class Kind(Protocol):
    empty: ClassVar[Any]

    def value_of(self, cell: str) -> Any:
        """Raises BadCell."""


@dataclass(frozen=True)
class Text:
    """Free text, refused where a spreadsheet would run it as a formula.

    An apostrophe before a formula makes it text, in spreadsheets and here.
    """

    longest: int
    empty: ClassVar[str] = ""

    def value_of(self, cell: str) -> str:
        if FORMULA.match(cell):
            raise BadCell(
                f"{quoted(cell)} starts like a spreadsheet formula: put an apostrophe in front"
            )
        text = text_of(cell)
        if len(text) > self.longest:
            raise BadCell(
                f"{quoted(cell)} has {len(text)} characters; the maximum is {self.longest}"
            )
        return text


@dataclass(frozen=True)
class Choice:
    """One of some words, in any case and with or without spaces: `1 +` is `1+`."""

    words: tuple[str, ...]
    empty: ClassVar[str] = ""

    def value_of(self, cell: str) -> str:
        for word in self.words:
            if _plain(cell) == _plain(word):
                return word
        raise BadCell(f"{quoted(cell)} must be one of {', '.join(self.words)}")


def _plain(word: str) -> str:
    return "".join(word.casefold().replace("_", " ").split())


@dataclass(frozen=True)
class Date:
    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> PartialDate:
        if not cell.isascii() or len(cell) > len("2016-05-09"):
            raise BadCell(f"{quoted(cell)} is not a date: use 2016, 2016-05 or 2016-05-09")
        try:
            return PartialDate(cell)
        except ValueError as error:
            raise BadCell(str(error)) from None


@dataclass(frozen=True)
class Day:
    """A whole day; `to_come` where it may lie ahead."""

    to_come: bool = False
    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> date:
        try:
            return date.fromisoformat(cell if cell.isascii() and len(cell) == 10 else "")
        except ValueError:
            raise BadCell(f"{quoted(cell)} is not a full date such as 2016-05-09") from None


@dataclass(frozen=True)
class Instant:
    """A moment, with its distance from UTC."""

    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> datetime:
        try:
            moment = datetime.fromisoformat(cell if cell.isascii() else "")
            if moment.tzinfo is None:
                raise ValueError
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            wrong = f"{quoted(cell)} is not a date and time such as 2026-05-09T14:30:00+00:00"
            raise BadCell(wrong) from None


@dataclass(frozen=True)
class Answers:
    """Questions with the text and source of each answer, as JSON: what a handout says."""

    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> list[dict[str, str]]:
        try:
            answers = json.loads(cell)
        except (ValueError, RecursionError):
            raise BadCell(f"{quoted(cell)} is not JSON") from None
        if not isinstance(answers, list) or not all(map(_is_answer, answers)):
            wrong = f"must be a list of {', '.join(_ANSWER)}, each a text"
            raise BadCell(f"{quoted(cell)}: {wrong}")
        return answers


def _is_answer(found: Any) -> bool:
    if not isinstance(found, dict) or not set(found) <= set(_ANSWER):
        return False
    return all(isinstance(text, str) and not _NO_TEXT.search(text) for text in found.values())


@dataclass(frozen=True)
class Verbatim:
    """A text of which nothing may change, not a space nor a line end: as a JSON string."""

    longest: int
    empty: ClassVar[str] = ""

    def value_of(self, cell: str) -> str:
        try:
            text = json.loads(cell)
        except (ValueError, RecursionError):
            raise BadCell(f"{quoted(cell)} is not JSON") from None
        if not isinstance(text, str) or not text or _NO_TEXT.search(text):
            raise BadCell(f"{quoted(cell)} is not a text in JSON")
        if len(text) > self.longest:
            raise BadCell(
                f"the text is {len(text):,} characters long, at most {self.longest:,} fit"
            )
        return text


@dataclass(frozen=True)
class Places:
    """Places in a text, [[start, end], …] as JSON."""

    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> list[list[int]]:
        try:
            places = json.loads(cell)
        except (ValueError, RecursionError):
            raise BadCell(f"{quoted(cell)} is not JSON") from None
        if not isinstance(places, list) or not all(map(_is_place, places)):
            raise BadCell(f"{quoted(cell)} is not a list of text positions such as [[10, 14]]")
        return places


def _is_place(found: Any) -> bool:
    match found:
        case [int(start), int(end)]:
            return 0 <= start <= end
    return False


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds, both included."""

    least: int
    most: int
    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> int:
        if not _WHOLE.fullmatch(cell):
            raise BadCell(f"{quoted(cell)} is not a whole number")
        return within(int(cell), self, cell)


@dataclass(frozen=True)
class Number:
    """A decimal number within bounds, both included, of at most three decimals.

    More decimals are refused, not rounded: 1.9996 and 2.000 are different results.
    `above` says what a greater number is, where that is known.
    """

    least: int
    most: int
    above: str = ""
    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> Decimal:
        match = _NUMBER.fullmatch(cell)
        if not match:
            raise BadCell(f"{quoted(cell)} is not a number such as 12 or 12.5")
        if len((match[1] or "").rstrip("0")) > _DECIMALS:
            raise BadCell(f"{quoted(cell)} has more than {_DECIMALS} decimals")
        if self.above and Decimal(cell) > self.most:
            raise BadCell(f"{quoted(cell)}: {self.above}")
        return within(Decimal(cell), self, cell)


@dataclass(frozen=True)
class Percentage:
    """A number, a bound or a range between 0 and 100, kept as it is written."""

    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> Percent:
        try:
            return Percent(cell if cell.isascii() and len(cell) <= LONGEST else "")
        except ValueError as error:
            raise BadCell(str(error).replace("“”", quoted(cell))) from None


@dataclass(frozen=True)
class YesNo:
    empty: ClassVar[None] = None

    def value_of(self, cell: str) -> bool:
        if _plain(cell) not in ("yes", "no"):
            raise BadCell(f"{quoted(cell)} must be yes or no")
        return _plain(cell) == "yes"


def within(amount, bounds, cell):
    """The amount itself, if it lies within the bounds; raises BadCell."""
    if not bounds.least <= amount <= bounds.most:
        raise BadCell(f"{quoted(cell)} is not between {bounds.least} and {bounds.most}")
    return amount
