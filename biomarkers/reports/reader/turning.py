"""Where a sentence turns to a part, a tumor, a component or a side that it names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

from .anatomy import SITE, side_in
from .blocks import blocks_in
from .parts import Part, clock_in
from .pattern import compiled
from .reach import SAYS_RESULT, holds_from
from .references import references
from .spot import Spot

_TUMOR = re.compile(
    r"\b(?P<word>tumou?r|lesion|mass|focus|nodule|carcinoma)\s{1,2}(?:no\.?\s?|#\s?)?(?P<number>[1-9]|[RL][1-9]|[A-D](?=\W)(?!/[wo]\b)|I{1,3}(?=\W))"
    r"(?![\w.]\d|\w|:(?:00|15|30|45)\b|\s?(?:cm|mm|of|x)\b)(?P<after>\s{0,2}[:,().\-|/]|\s{0,3}$|\s{1,3}(?:is|was|has|had|lacks?|er|pr|her-?2|estrogen"
    r"|positive|negative|equivocal|not|amplified"
    r"|(?:show|express|demonstrat|display|exhibit|stain|reveal|yield|gave|scor)\w{0,3}"
    r"|(?:and|but|while)(?!\s{1,2}(?:tumou?r\s)?[1-9](?![\d+%.])))\b)?",
    re.IGNORECASE,
)
# “Tumour 2  grade 2, 12 mm, ER positive”: it begins the line, and a word follows.
_BEGINS_LINE = re.compile(r"\W{0,6}")
_WORD_FOLLOWS = re.compile(r"\s{1,12}[a-z]", re.IGNORECASE)
_SIZE_ONLY = re.compile(
    r"\W{0,4}(?:size\W{1,3})?\d{1,3}(?:\.\d)?(?:\s?x\s?\d{1,3}(?:\.\d)?){0,2}\s?(?:cm|mm)\W{0,3}",
    re.IGNORECASE,
)
_IN_SITU = compiled(
    r"\b(?:dcis|(?:ductal carcinoma )?in[\s-]situ)\b(?! hybridi)(?=[^.;\n]{0,40}$"
    r"|[^.;\n]{0,24}[:)(])",
    r"\((?:dcis|in[\s-]situ\w{0,4})(?: component)?\)",
    r"\b(?:in[\s-]situ|dcis) (?:component|part|carcinoma|tumou?r)\b",
)
_INVASIVE = compiled(
    r"\b(?:invasive|infiltrating)(?: (?:ductal|lobular|tumou?r))? (?:component|part|carcinoma"
    r"|tumou?r|cancer)\b",
    r"\(invasive\)",
)
_COMPONENT_HEADING = compiled(r"[\W_]{0,6}[\w -]{2,40}(?:\([\w -]{2,20}\))?\s{0,2}:\s{0,3}$")
# “DCIS (block A9)”, “Invasive carcinoma, block A5.”: alone on its line above its receptors.
_COMPONENT_ALONE = compiled(
    r"[\W_]{0,6}(?:[A-H] )?\W{0,2}(?:invasive|infiltrating|in[\s-]situ|dcis)"
    r"(?: (?:(?:ductal|lobular|mammary|breast) )?(?:component|carcinoma|tumou?r|disease))?"
    r"(?: in~situ)?\)?"
    r"[\s,]{0,3}\(?(?:blocks?|cassette|slide) \w{1,4}\)?\s{0,2}[.:]?\s{0,3}$"
)
# “HER2 DUAL ISH, BLOCK 1D (INVASIVE)”
_COMPONENT_OF_TITLE = compiled(
    r"\((?:invasive|in~situ|dcis)(?: (?:component|carcinoma))?\)\s{0,2}:?\s{0,3}$"
)
# “In situ component: DCIS, intermediate grade.”, with no result of its own.
_COMPONENT_LABEL = compiled(r"\W{0,6}(?:invasive|infiltrating|in[\s-]situ|dcis)\b[^:\n]{0,30}:")
_SIDE = compiled(r"\b(?:left|right)\b")
# “The liver is negative for HER2”: the site is what is spoken of.
_SITE_IS = compiled(
    r"(?: \w{3,12}){0,1} (?:is|was) (?:now )?(?:positive|negative|equivocal|her|er\b|pr\b)"
)
_NAMED_SITE = re.compile(rf"{SITE.pattern}|\b(?P<node>nod(?:es?|al))\b", re.IGNORECASE)
_NEAR = 40  # characters from a marker to the component that it is of
_BOTH = compiled(r"\b(?:invasive|infiltrating) (?:carcinoma )?and in[\s-]situ\b")
# From which offset on, to which spot, and whether it holds for what follows the sentence.
Turn = tuple[int, Callable[[Spot], Spot], bool]


def turns(
    words: str,
    marker_at: int,
    is_head: bool,
    parts: dict[str, Part],
    letters: set[str],
    heading: str,
    blocks: dict[str, str],
) -> Iterator[Turn]:
    """Where a part, a tumor, a component or a side is named; `letters` are those of parts,
    `heading` the one of results above (spot.py), `blocks` the tumors of blocks."""
    named = references(words, letters)
    yield from _parts(words, marker_at, is_head, named)
    tumors = list(_tumors(words, marker_at))
    yield from tumors or _of_blocks(words, marker_at, is_head, blocks)
    yield from _components(words, marker_at, is_head)
    if not named:
        yield from _sites(words, parts if heading == "report" else {})
        yield from _clocks(words[:marker_at] if is_head else words, parts, is_head)
    if not named and len({part.side for part in parts.values()} - {""}) > 1:
        yield from _sides(words, parts)
        side = side_in(words[:marker_at] if is_head else words)
        keys = [part.key for part in parts.values() if part.side == side and not part.is_benign]
        if side and len(keys) == 1:
            yield 0, partial(replace, part=keys[0], is_named=True), is_head


def _clocks(words: str, parts: dict[str, Part], is_head: bool) -> Iterator[Turn]:
    """“10:00 lesion: ER 90%”, where parts were taken at several hours."""
    clock = clock_in(words)
    keys = [part.key for part in parts.values() if part.clock == clock and not part.is_benign]
    if clock and len({part.clock for part in parts.values()} - {""}) > 1 and len(keys) == 1:
        yield 0, partial(replace, part=keys[0], is_named=True), is_head


def _parts(
    words: str, marker_at: int, is_head: bool, named: list[tuple[int, int, str]]
) -> Iterator[Turn]:
    letters = {letter for _, _, letter in named}
    holds = holds_from(words, [(start, end) for start, end, _ in named])
    for (start, _, letter), begins in zip(named, holds, strict=True):
        at = 0 if len(letters) == 1 else begins
        yield (
            at,
            partial(replace, part=letter, is_named=True),
            is_head and start < max(marker_at, 1),
        )


def _tumors(words: str, marker_at: int) -> Iterator[Turn]:
    tumors = [
        found
        for found in _TUMOR.finditer(words)
        if (found["after"] or _begins_row(words, found))
        and not _SIZE_ONLY.match(words, found.end("number"))
    ]
    holds = holds_from(words, [(found.start(), found.end("number")) for found in tumors])
    for found, begins in zip(tumors, holds, strict=True):
        label = f"{found['word'].capitalize()} {found['number'].upper()}"
        heads = found.start() < max(marker_at, 1) or not SAYS_RESULT.search(words)
        heads = heads and bool(found["after"])
        yield begins, partial(replace, tumor=label, in_situ=False), heads


def _of_blocks(words: str, marker_at: int, is_head: bool, blocks: dict[str, str]) -> Iterator[Turn]:
    """“A3: ER 95%”, where the report lists “Tumor 1 (block A3)”."""
    found = blocks_in(words, blocks)
    holds = holds_from(words, [(start, end) for start, end, _ in found])
    for (start, _, tumor), begins in zip(found, holds, strict=True):
        heads = is_head and start < max(marker_at, 1)
        yield begins, partial(replace, tumor=tumor, in_situ=False), heads


def _begins_row(words: str, found: re.Match[str]) -> bool:
    return bool(
        _BEGINS_LINE.fullmatch(words, 0, found.start())
        and _WORD_FOLLOWS.match(words, found.end("number"))
    )


def _components(words: str, marker_at: int, is_head: bool) -> Iterator[Turn]:
    if _BOTH.search(words):
        return
    if alone := _COMPONENT_ALONE.match(words):
        is_in_situ = re.search(r"in[\s-]?situ|dcis", alone[0], re.IGNORECASE) is not None
        yield 0, partial(replace, in_situ=is_in_situ), True
        return
    components = sorted(
        (found.start(), found.end(), value)
        for pattern, value in ((_IN_SITU, True), (_INVASIVE, False))
        for found in pattern.finditer(words)
        if not (value and found.start() > marker_at + _NEAR)
    )
    if components and marker_at >= len(words) and _COMPONENT_LABEL.match(words):
        yield 0, partial(replace, in_situ=components[0][2]), True
        return
    heads = _COMPONENT_HEADING.match(words) or (is_head and _COMPONENT_OF_TITLE.search(words))
    holds = holds_from(words, [(start, end) for start, end, _ in components])
    for (_, _, value), begins in zip(components, holds, strict=True):
        yield begins, partial(replace, in_situ=value), bool(heads)


def _sites(words: str, parts: dict[str, Part]) -> Iterator[Turn]:
    """“COMMENT: The node is HER2 negative; the breast is positive”: the only part of each site."""
    found = [(one.start(), one.end(), _of_site(one, parts)) for one in _NAMED_SITE.finditer(words)]
    several = len({part.site for part in parts.values()} - {""}) > 1
    if not several or not found or any(len(keys) != 1 for _, _, keys in found):
        return
    between = [words[one[1] : other[0]] for one, other in pairwise(found) if one[2] != other[2]]
    are_contrasted = bool(between) and all(map(SAYS_RESULT.search, between))
    if not (are_contrasted or (not between and _SITE_IS.match(words, found[-1][1]))):
        return
    holds = holds_from(words, [(start, end) for start, end, _ in found])
    for (_, _, (key,)), begins in zip(found, holds, strict=True):
        yield begins if len(found) > 1 else 0, partial(replace, part=key, is_named=True), False


def _of_site(named: re.Match[str], parts: dict[str, Part]) -> list[str]:
    site = "lymph node" if named["node"] else (named.lastgroup or "").replace("_", " ")
    return [part.key for part in parts.values() if part.site == site and not part.is_benign]


def _sides(words: str, parts: dict[str, Part]) -> Iterator[Turn]:
    """“The left is ER positive, while the right is ER negative”: a value stands between."""
    found = [(one.start(), one.end(), one[0].lower()) for one in _SIDE.finditer(words)]
    turns = [(a, b) for a, b in pairwise(found) if a[2] != b[2]]
    if not turns or not all(SAYS_RESULT.search(words[a[1] : b[0]]) for a, b in turns):
        return
    of_side = {
        side: [p.key for p in parts.values() if p.side == side and not p.is_benign]
        for side in ("left", "right")
    }
    if all(len(keys) == 1 for keys in of_side.values()):
        holds = holds_from(words, [(start, end) for start, end, _ in found])
        for (_, _, side), begins in zip(found, holds, strict=True):
            yield begins, partial(replace, part=of_side[side][0], is_named=True), False
