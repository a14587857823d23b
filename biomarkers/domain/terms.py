"""Which harms the written term of an adverse event names.

An entry of the table is in a term as whole words, without regard to case, or, where the entry
says so, only as the whole term ("TEN", but not "for ten days"). The longest entry goes first, and
what it took is gone for the others: "radiation pneumonitis" is not "pneumonitis".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from .once import once

# "ILD excluded by CT": what was denied is not an event, and what was meant is for a person to say.
_DENIED = re.compile(r"(?<!\w)(no|not|without|excluded|denied|ruled out)(?!\w)")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_TERMS_REMEMBERED = 10_000


@dataclass(frozen=True)
class TermEntry:
    """One row of the table; `whole`: only where it is the whole term."""

    list_name: str
    words: str
    whole: bool = False


@dataclass(frozen=True)
class TermReading:
    """`lists` are those of every entry found, the list "other" (known, without a rule) too."""

    lists: frozenset[str]
    denied: bool

    @property
    def is_recognised(self) -> bool:
        return bool(self.lists) and not self.denied


@dataclass(frozen=True)
class EventTerms:
    """The table, and how it reads a term."""

    entries: tuple[TermEntry, ...] = ()

    @once
    def lists(self) -> frozenset[str]:
        return frozenset(entry.list_name for entry in self.entries)

    def read(self, term: str) -> TermReading:
        return self._remembered(_plain(term))

    @once
    def _remembered(self) -> Callable[[str], TermReading]:
        """Records repeat themselves: each term is read once."""
        return lru_cache(_TERMS_REMEMBERED)(self._read)

    def _read(self, term: str) -> TermReading:
        denied = bool(_DENIED.search(term))
        rest = term
        found: set[str] = set()
        for words, lists, whole in self._longest_first:
            left = _without(rest, words, whole=whole)
            if left != rest:
                found |= lists
                rest = left
        return TermReading(frozenset(found), denied)

    @once
    def _longest_first(self) -> list[tuple[str, frozenset[str], bool]]:
        lists: dict[tuple[str, bool], set[str]] = {}
        for entry in self.entries:
            lists.setdefault((_plain(entry.words), entry.whole), set()).add(entry.list_name)
        ordered = sorted(lists, key=lambda key: (-len(key[0]), key))
        return [(words, frozenset(lists[words, whole]), whole) for words, whole in ordered]


def _plain(text: str) -> str:
    return " ".join(text.casefold().translate(_DASHES).split())


def _without(text: str, words: str, *, whole: bool) -> str:
    """The text with a gap where the words stood as whole words, or, `whole`, as all of it."""
    if whole:
        return "" if text == words else text
    if words not in text:
        return text
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", "\N{SYMBOL FOR NULL}", text)
