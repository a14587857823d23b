"""Legends as lines of two sides: “0, no staining = HER2 null”, and groups with the limits of each.

A tumor has one score, and is in one group. Lines that follow one another and set scores or limits
equal to different words explain them, and so do groups that are told in turn.
"""

import re
from collections.abc import Iterator

from .items import ER, HER2, KI67, PR

_I = re.IGNORECASE
_SIDES = re.compile(
    r"^(?P<left>[^=\n]{1,110}?)(?<![<>≤≥])\s=\s(?P<right>[^=\n]{1,110})$", re.MULTILINE
)
_WORD = re.compile(
    r"\b(?P<word>positive|negative|equivocal|indeterminate|(?:ultra-?)?low|null"
    r"|(?:not |non-?)?amplified)\b",
    _I,
)
_MEANS = re.compile(
    r"(?<![\w.+])(?:0|[1-3]\s?\+)(?![\w.%])|[<>≤≥]|\b(?:less|more|fewer|greater|at least|up to)\b",
    _I,
)
_MARKERS = re.compile(rf"(?P<er>{ER})|(?P<pr>{PR})|(?P<ki67>{KI67})|(?P<her2>{HER2})", _I)
# “ISH reference: negative = ratio <2.0 and copies <4.0”
_REFERENCE = re.compile(
    r"^[^\n:]{0,40}\b(?:references?|criteri(?:a|on)|definitions?|cut-?offs?|thresholds?|limits?|guide)"
    rf"\b[^\n:]{{0,20}}:[^\n=]{{0,24}}{_WORD.pattern}\s{{0,3}}=\s[^\n]{{1,160}}$",
    re.IGNORECASE | re.MULTILINE,
)
# “HER2-low | IHC 1+, or IHC 2+ and ISH not amplified”: a term, and its meaning beside it
_TERM = re.compile(
    r"^[\W_]{0,8}(?:HER-?2[\s-]{1,3})?(?P<word>null|ultra-?low|low)\b[\"')]{0,2}"
    r"(?:\s{2,40}|\s{0,40}[│|:–-]|\smeans\b)(?P<meaning>[^\n]{1,160})$",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST = 2
# “Group 1  ratio >=2.0, HER2 >=4.0”, of which other rules may have painted some
_GROUP = re.compile(
    r"\bgroup\s?(?P<number>[1-5])\b(?=[^\n|;\d]{0,60}(?:[<>≤≥]|¤))[^\n|;]{0,100}", _I
)
_APART = 120  # characters between two groups of one list


def equations(text: str) -> Iterator[tuple[int, int]]:
    """Where each list of such lines begins and ends."""
    yield from (found.span() for found in _REFERENCE.finditer(text))
    yield from _terms(text)
    for run in _runs(text):
        words = {word for _, word in run}
        if len(words) >= _LEAST:
            yield run[0][0].start(), run[-1][0].end()


def _terms(text: str) -> Iterator[tuple[int, int]]:
    """Where one line after another gives another category its score."""
    run: list[re.Match[str]] = []
    for found in [one for one in _TERM.finditer(text) if _MEANS.search(one["meaning"])]:
        is_next = run and text[run[-1].end() : found.start()].count("\n") == 1
        if not (is_next and found["word"].lower() != run[-1]["word"].lower()):
            run = []
        run.append(found)
        if len(run) >= _LEAST:
            yield run[0].start(), run[-1].end()


def _runs(text: str) -> Iterator[list[tuple[re.Match[str], str]]]:
    run: list[tuple[re.Match[str], str]] = []
    markers: set[str | None] = set()
    for found in _SIDES.finditer(text):
        word = _defined(found)
        named = {one.lastgroup for one in _MARKERS.finditer(found[0])}
        is_next = run and text[run[-1][0].end() : found.start()].count("\n") == 1
        if run and not (word and is_next and len(markers | named) < _LEAST):
            yield run
            run, markers = [], set()
        if word:
            run.append((found, word))
            markers |= named
    yield run


def _defined(sides: re.Match[str]) -> str:
    """The word that one side has, where the other gives its score or limit; a result has its
    marker beside its score: “HER2 2+ = equivocal”."""
    for one, other in (("left", "right"), ("right", "left")):
        word = _WORD.search(sides[one])
        means = _MEANS.search(sides[other])
        if word and means and not _MEANS.search(sides[one]):
            return word["word"].lower()
    return ""


def groups(text: str) -> Iterator[tuple[int, int]]:
    """Where groups of ISH are told one after the other, with the limits of each."""
    run: list[re.Match[str]] = []
    for found in _GROUP.finditer(text):
        is_next = run and found.start() - run[-1].end() < _APART
        if is_next and found["number"] > run[-1]["number"]:
            run.append(found)
            continue
        if len(run) >= _LEAST:
            yield run[0].start(), run[-1].end()
        run = [found]
    if len(run) >= _LEAST:
        yield run[0].start(), run[-1].end()
