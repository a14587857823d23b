"""Which harms the written term of an adverse event names.

An entry of the table is in a term as whole words, without regard to case, or, where the entry
says so, only as the whole term ("TEN", but not "for ten days"). The longest entry goes first, and
what it took is gone for the others: "radiation pneumonitis" is not "pneumonitis".

"ILD excluded by CT": what was denied is not an event, and what was meant is for a person to say. A
denial is of the harm that it names. It is in its clause before it, or says right behind it that it
was not found: "pneumonitis, not improving" and "ILD with no fever" deny nothing of the lungs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from .once import once

_BEFORE = re.compile(
    r"(?<!\w)(no|not|without|excluded|denied|ruled out)(?!\w)(?:(?!\bbut\b)[^,;.()])*$"
)
_BEHIND = re.compile(
    r"[\s,;:()-]*"
    r"(?:(?:was|were|is|are|has|have|had|been|could|be|suspected|suspicion|possible|first|initially"
    r"|but|and|later|then|finally|now|by|on|in|ct|mri|imaging)[\s,;:()-]+)*"
    r"(?:excluded|denied|ruled out|not (?:seen|found|present|confirmed|evident|detected|identified"
    r"|suspected|likely|proven|verified))(?!\w)"
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_TERMS_REMEMBERED = 10_000
_WITHOUT_RULE = "other"


@dataclass(frozen=True)
class TermEntry:
    """One row of the table; `whole`: only where it is the whole term."""

    list_name: str
    words: str
    whole: bool = False


@dataclass(frozen=True)
class TermReading:
    """`lists` are those of every entry found, the list "other" (known, without a rule) too;
    `denied` those of them of which each entry was denied."""

    lists: frozenset[str]
    denied: frozenset[str]

    @property
    def is_recognised(self) -> bool:
        """Something is meant, and no harm that has a rule is denied."""
        return bool(self.lists - self.denied) and not self.denied - {_WITHOUT_RULE}


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
        rest = term
        found: set[str] = set()
        said: set[str] = set()
        for words, lists, whole in self._longest_first:
            if places := _places_of(words, rest, whole=whole):
                found |= lists
                if not all(_is_denied(rest, place) for place in places):
                    said |= lists
                rest = _without(rest, places)
        return TermReading(frozenset(found), frozenset(found - said))

    @once
    def _longest_first(self) -> list[tuple[str, frozenset[str], bool]]:
        lists: dict[tuple[str, bool], set[str]] = {}
        for entry in self.entries:
            lists.setdefault((_plain(entry.words), entry.whole), set()).add(entry.list_name)
        ordered = sorted(lists, key=lambda key: (-len(key[0]), key))
        return [(words, frozenset(lists[words, whole]), whole) for words, whole in ordered]


def _plain(text: str) -> str:
    return " ".join(text.casefold().translate(_DASHES).split())


def _places_of(words: str, text: str, *, whole: bool) -> list[re.Match[str]]:
    """Where the words are, as whole words, or, `whole`, as all of it."""
    if words not in text or (whole and text != words):
        return []
    return list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def _is_denied(text: str, place: re.Match[str]) -> bool:
    return bool(_BEFORE.search(text[: place.start()]) or _BEHIND.match(text[place.end() :]))


def _without(text: str, places: list[re.Match[str]]) -> str:
    """The text with a gap in each of the places."""
    for place in reversed(places):
        text = f"{text[: place.start()]}\N{SYMBOL FOR NULL}{text[place.end() :]}"
    return text
