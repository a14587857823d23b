"""Entries of a list of specimens: the first words of each name it, and head its lines."""

import re
from dataclasses import replace

from .anatomy import procedure_in, side_in, site_in
from .dates import DAY
from .earlier import QUOTED, Earlier, earlier_in, is_own
from .reach import SAYS_RESULT

_MARK = r"[\s*•-]{0,8}(?:\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]\s{1,4})?"
# “1. FS15-1180, 09/2015, left breast”, “b) 03/2020  S20-771: …”
_NUMBERED = re.compile(
    rf"{_MARK}(?:(?:{DAY}|\d{{1,2}}/\d{{4}})[\s,|:-]{{1,9}})?(?P<number>{QUOTED.pattern})"
)
_LISTED = re.compile(r"[\s*•-]{0,8}\(?(?P<mark>\d{1,2}|[A-Za-z])[.)]\s{1,4}(?=\S)")
_DAY = re.compile(r"(?<![\d.])(?:\d{1,2}[/.-]){0,2}(?P<year>(?:19|20)\d\d)(?![\d-])")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|shows?|showed|see|compared)\b", re.IGNORECASE
)


def number_of_entry(words: str, own: set[str]) -> re.Match[str] | None:
    """The number that an entry begins with, if it is of another specimen and its label says of
    which place."""
    found = _NUMBERED.match(words)
    if found is None or not own or is_own(found["number"], own):
        return None
    return found if begins_with_number(words) else None


def begins_with_number(words: str) -> bool:
    """“2. S20-771, left breast, core biopsy.”, and no sentence on it."""
    found = _NUMBERED.match(words)
    return found is not None and _names_place(_label(words[found.end() :]))


def _label(words: str) -> str:
    """Up to the first result."""
    found = SAYS_RESULT.search(words)
    return words[: found.start()] if found else words


def _names_place(label: str) -> bool:
    named = site_in(label) or side_in(label) or procedure_in(label)
    return bool(named) and not _VERB.search(label)


def specimen_of_entry(words: str, start: int, own: set[str]) -> Earlier | None:
    """“2. 2016: right mastectomy”, below a heading of earlier specimens: one of its own, if what
    the entry begins with tells it apart."""
    listed = _LISTED.match(words)
    label = _label(words)
    if not (listed or _DAY.match(label.lstrip(" -*•"))) or not _names_place(label):
        return None
    named, day = earlier_in(words, 0, start, own), _DAY.search(label)
    named = replace(named, collected_on=day["year"]) if day else named
    return named if named.accession or named.collected_on or named.side else None


def place_in_list(words: str) -> int:
    """The place of an item in its list: of “2.” or “(b)” the second; none of other words."""
    found = _LISTED.match(words)
    mark = found["mark"].lower() if found else "0"
    return int(mark) if mark.isdigit() else ord(mark[0]) - ord("a") + 1
