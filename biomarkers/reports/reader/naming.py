"""Which markers a sentence names, and whose the values before a name are: “negative for ER”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .anatomy import SITE
from .context import MARKERS
from .neutral import is_neutral, is_place
from .tokens import Token

# Between names that share values: “ER/PR are negative”, “estrogen and progesterone receptors (PR)”.
_JOINT = re.compile(
    r"[\s)]{0,3}(?:receptors?\s{0,2})?(?:[/,;&+(]|\band\b|\bor\b){1,2}(?:\s{0,2}and\b)?\s{0,2}(?:the\s)?\(?",
    re.IGNORECASE,
)
_SAME = re.compile(r"[\s(|,:)/-]{0,8}(?:receptors?\s{0,2})?", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:for|of|expres\w{1,6}|stain\w{0,3})\.?\s{1,3}(?:both\s{1,3})?(?:the\s{1,3})?$",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?:with|by)\s{1,3}(?:the\s{1,3})?$", re.IGNORECASE)
_LABEL = re.compile(r"(?:^|(?<=[;|,(\n]))[ -]{0,6}([A-Za-z][\w /%-]{1,40}?)\s{0,3}[:=]")
# “ER 90% (prior core: 10%)”: the label of the same marker on another specimen
_SAMPLE = re.compile(
    r"\b(?:prior|previous|earlier|original|primary|core|biopsy|bx|excision|resection|mastectomy"
    r"|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# “Ki-67 on part A, right breast: 25%”: where that part was taken
_OF_PART = re.compile(
    r"\b(?:part|specimen|sample|block)\s{1,2}(?:[A-H]\d{0,2}|\d{1,2})\s{0,2},?[ -]{0,6}$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?|the)\s{1,2}$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:(|]|(?<!for)\.\s(?!for\b)|\band\b|\bbut\b|\bwhile\b", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|;)\s*$")
_OPENS = re.compile(r"[ ]{0,2}\([ ]?")
_BESIDE = re.compile(r"[ ]{1,2}")
_GOES_ON = re.compile(r"(?:,|\band)\s*$")
_NUMBERS = ("percent", "score")
VERBS = ("expresses", "lacks")  # their marker is the object that follows
VALUES = frozenset(VERBS) | frozenset(
    "percent positive negative equivocal low_positive old_positive score mixed no_staining zero "
    "amplified"
    " not_amplified".split()
)


@dataclass(frozen=True)
class Name:
    """One or several markers that are named together, from `start` to `end`; `first` and `last`
    are the places of their tokens."""

    markers: tuple[str, ...]
    start: int
    end: int
    first: int
    last: int


def names(text: str, found: list[Token]) -> Iterator[Name]:
    current: Name | None = None
    for place, token in enumerate(found):
        markers = MARKERS.get(token.kind)
        if markers is None:
            continue
        if current and place == current.last + 1 and _belongs(text, current, markers, token):
            both = current.markers + tuple(m for m in markers if m not in current.markers)
            current = Name(both, current.start, token.end, current.first, place)
            continue
        if current:
            yield current
        current = Name(markers, token.start, token.end, place, place)
    if current:
        yield current


def _belongs(text: str, before: Name, markers: tuple[str, ...], token: Token) -> bool:
    between = _SAME if set(markers) == set(before.markers) else _JOINT
    gap = text[before.end : token.start]
    if ")" in gap and "(" not in text[before.start : before.end] and between is _JOINT:
        return False
    return bool(between.fullmatch(gap))


def claims(text: str, start: int, named: list[Name], found: list[Token]) -> dict[int, Name]:
    """Values that stand before the name of their marker, by their place among the tokens.

    “90% positive for ER, 1+ for HER2”; the word right before the first name: “positive ER”.
    """
    claimed: dict[int, Name] = {}
    for number, name in enumerate(named):
        since = named[number - 1].end if number else start
        is_for = _FOR.search(text, max(since, name.start - 30), name.start)
        # “no membrane staining is present with HER2”
        is_with = number == 0 and _WITH.search(text, max(since, name.start - 12), name.start)
        breaks = [stop.end() for stop in _CLAUSE.finditer(text, since, name.start)]
        for place in range(name.first - 1, -1, -1):
            token = found[place]
            if token.start < since or token.kind in MARKERS:
                break
            if token.kind not in VALUES:
                continue
            is_adjective = not text[token.end : name.start].strip() and _is_adjective(
                text, token, number
            )
            is_adjective |= _leads(text, start, found, place, name, bool(claimed))
            is_adjective |= number == 0 and _is_explained(text, token, name)
            is_object = token.kind in VERBS or (token.kind == "no_staining" and is_with)
            if (is_for and _in_clause(text, token, breaks)) or is_adjective or is_object:
                claimed[place] = name
    return claimed


def _is_explained(text: str, score: Token, name: Name) -> bool:
    """“Score: 1+ (HER2-low)”"""
    is_beside = _OPENS.fullmatch(text, score.end, name.start)
    return score.kind == "score" and name.markers == ("her2",) and is_beside is not None


def _leads(
    text: str, start: int, found: list[Token], place: int, name: Name, goes_on: bool
) -> bool:
    """“90% ER positive, 1+ HER2”: a value that begins its clause, right before the name, where no
    other of its kind follows the name. `goes_on`: the name before has its value so too."""
    token = found[place]
    if token.kind not in _NUMBERS or not _BESIDE.fullmatch(text, token.end, name.start):
        return False
    before = text[start : token.start]
    if not (_BEGINS.search(before) or (goes_on and _GOES_ON.search(before))):
        return False
    after = next((one for one in found[name.last + 1 :] if one.kind == token.kind), None)
    return after is None or bool(_CLAUSE.search(text, name.end, after.start))


def _in_clause(text: str, token: Token, breaks: list[int]) -> bool:
    """No clause ends between the value and the name, but for brackets: “1+ (negative) for HER2”."""
    return not [stop for stop in breaks if stop > token.end and text[stop - 1] != "("]


def _is_adjective(text: str, token: Token, number: int) -> bool:
    """“positive ER” before any other name, “an equivocal HER2 immunostain” anywhere."""
    if token.kind not in ("positive", "negative", "equivocal", "low_positive"):
        return False
    return number == 0 or bool(_ARTICLE.search(text, max(0, token.start - 6), token.start))


def _without(text: str, start: int, end: int, found: list[Token]) -> str:
    said = []
    for token in found:
        said.append(text[start : token.start])
        start = token.end
    return " ".join([*said, text[start:end]])


def other_labels(text: str, start: int, end: int, found: list[Token]) -> list[tuple[int, int]]:
    """Places of labels with a colon that name nothing known: what follows is theirs."""
    labels = []
    for label in _LABEL.finditer(text, start, end):
        inside = [t for t in found if label.start(1) <= t.start < label.end(1)]
        known = any(token.kind != "percentage" for token in inside)
        named = _without(text, label.start(1), label.end(1), inside)
        is_bracketed = text[start : label.start(1)].rstrip().endswith("(")
        is_sample = is_bracketed and _SAMPLE.search(named)
        is_site = _OF_PART.search(text, start, label.start(1)) and SITE.search(named)
        if not (known or is_neutral(named) or is_place(named) or is_sample or is_site):
            labels.append((label.start(1), label.end()))
    return labels
