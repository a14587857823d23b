"""By which words a patient is found, and what a typed text asks for.

A name is found by the beginning of each of its parts, a number by its own, a birth date as the
pages print it, as ISO, with dots or with slashes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from patients.dates import PartialDate
from patients.likeness import number_of
from patients.models.search import LONGEST
from patients.names import folded

MOST_TERMS = 8  # of one search
_BORN = "born "  # no typed word holds a space: a birth date is found by dates alone
_LAST = "\U0010ffff"
_PARTS = re.compile(r"[^\W_]+")
_MONTHS = {
    month: f"{number:02}"
    for number, month in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\S)(?P<year>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?![^\s,])",
        r"(?<!\S)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>\d{4})(?![^\s,])",
        r"(?<!\S)(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<year>\d{4})(?![^\s,])",
        rf"(?<!\S)(?P<d>\d{{1,2}})\s+{_MONTH}\s+(?P<year>\d{{4}})(?![^\s,])",
        rf"(?<!\S){_MONTH}\s+(?P<d>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?![^\s,])",
        rf"(?<!\S){_MONTH}\s+(?P<year>\d{{4}})(?![^\s,])",
    )
]


@dataclass(frozen=True)
class Span:
    """Words from `low` to before `high`: one stretch of an index."""

    low: str
    high: str

    @classmethod
    def beginning(cls, word: str) -> "Span":
        return cls(word[:LONGEST], word[:LONGEST] + _LAST)


Term = tuple[Span, ...]  # any of them


# What a patient is found by.


def words_of(family_name: str, given_name: str, born: PartialDate | None) -> Iterator[str]:
    """Each part of a name with what follows it: “O’Brien-Núñez” is "obriennunez", "briennunez"
    and "nunez"."""
    for name in (family_name, given_name):
        parts = _PARTS.findall(name)
        for place in range(len(parts)):
            yield folded("".join(parts[place:]))[:LONGEST]
    if born:
        yield f"{_BORN}{born}"


def words_of_number(number: str) -> Iterator[str]:
    """As it is, and without zeros before it."""
    yield from filter(None, (folded(number)[:LONGEST], folded(number_of(number))[:LONGEST]))


# What was typed.


def terms_of(text: str) -> list[Term]:
    """What a patient must have, all of it. A date that can be read two ways is meant in both."""
    terms = []
    for pattern in _DATES:
        while found := pattern.search(text):
            text = text[: found.start()] + " " + text[found.end() :]
            terms.append(_term_of_date(found))
    terms += [term for word in re.split(r"[\s,;]+", text) if (term := _term_of_word(word))]
    return terms[:MOST_TERMS]


def _term_of_word(word: str) -> Term:
    if not folded(word):
        return ()
    term: Term = (Span.beginning(folded(word)),)
    if re.fullmatch(r"(19|20)\d\d", word):  # whose birth date is a year and no more
        term += (Span(f"{_BORN}{word}", f"{_BORN}{word}-"),)
    return term


def _term_of_date(found: re.Match[str]) -> Term:
    said = found.groupdict()
    month = said.get("m") or _MONTHS[said["month"].lower()]
    orders = [(said.get("d"), month)]
    if "/" in found[0]:
        orders.append((month, said["d"]))
    days = ["-".join([said["year"], month.zfill(2), *([day.zfill(2)] if day else [])])
            for day, month in orders]  # fmt: skip
    spans = [Span.beginning(f"{_BORN}{day}") for day in days]
    return (*dict.fromkeys(spans), Span.beginning(folded(found[0])))


def is_whole_name(text: str, family_name: str, given_name: str) -> bool:
    """The whole name in either order, as “Whitlock, Dana” and “Dana Whitlock”."""
    family, given = folded(family_name), folded(given_name)
    return folded(text) in (family + given, given + family)
