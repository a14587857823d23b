"""In which language and form of dates the reader of the present page is answered.

Plain Python, without Django: the medicine words its reasons with it. Where no reader is set the
words are English: what is stored, written by the worker, or taken out as a table.
"""

import calendar
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key")


class DateForm(StrEnum):
    """How dates are shown; what is entered and stored is always 2016-05-09."""

    WORDS = "words"  # 9 May 2016
    ISO = "iso"  # 2016-05-09
    US = "us"  # 05/09/2016


@dataclass(frozen=True)
class Reader:
    """Who reads. `translate` is None for English, which costs nothing."""

    language: str = "en"
    translate: Callable[[str], str] | None = None
    date_form: DateForm = DateForm.WORDS
    months: tuple[str, ...] = tuple(calendar.month_abbr)  # from 1
    long_months: tuple[str, ...] = tuple(calendar.month_name)
    zone: tzinfo | None = None  # None: the clinic's


ENGLISH = Reader()
_reader: ContextVar[Reader] = ContextVar("reader", default=ENGLISH)


@contextmanager
def answering(reader: Reader) -> Iterator[None]:
    """Words and dates inside are those of this reader."""
    before = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(before)


def language() -> str:
    return _reader.get().language


def month_called(word: str) -> int | None:
    """1 to 12 by its name, whole or from three letters on, of the reader's language or English."""
    word = word.casefold()
    for names in (_reader.get().long_months, ENGLISH.long_months):
        found = [n for n, name in enumerate(names) if name and name.casefold().startswith(word)]
        if len(word) > 2 and len(found) == 1:
            return found[0]
    return None


def zone() -> tzinfo | None:
    """In which instants are shown; days, such as today, are always the clinic's."""
    return _reader.get().zone


def say(text: str) -> str:
    """The text in the reader's language; as it is where the catalog does not hold it."""
    translate = _reader.get().translate
    return translate(text) if translate else text


def to_say(text: str) -> str:
    """The text as it is: marks a constant for the catalog of messages; `say` words it later."""
    return text


class Words(dict[Key, str]):
    """A table of words by code: written in English, read in the reader's language.

    Built from a literal, so that the catalog of messages finds its words.
    """

    def __getitem__(self, key: Key) -> str:
        return say(super().__getitem__(key))

    def get(self, key: Key, default: str = "") -> str:  # type: ignore[override]
        found = super().get(key)
        return default if found is None else say(found)

    def english(self, key: Key) -> str:
        return super().__getitem__(key)

    def items(self) -> list[tuple[Key, str]]:  # type: ignore[override]
        return [(key, self[key]) for key in self]


def date_words(year: int, month: int | None = None, day: int | None = None) -> str:
    """`2016`, `May 2016` or `9 May 2016`, in the form that the reader chose."""
    reader = _reader.get()
    if month is None:
        return str(year)
    if reader.date_form is DateForm.ISO:
        return f"{year}-{month:02}" if day is None else f"{year}-{month:02}-{day:02}"
    if reader.date_form is DateForm.US:
        return f"{month:02}/{year}" if day is None else f"{month:02}/{day:02}/{year}"
    named = f"{reader.months[month]} {year}"
    return named if day is None else f"{day} {named}"


def day_words(day: date) -> str:
    return date_words(day.year, day.month, day.day)
