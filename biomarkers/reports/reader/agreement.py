"""Whether what a sentence says of its place agrees with where its results would stand.

Whatever rule placed a result: where the sentence itself names another side or another site, the
place is not clear, and a person says it.
"""

import re

from .anatomy import SITE, side_in
from .parts import Part

_ON = re.compile(
    rf"\b(?:on|in|from|at)\s{{1,2}}(?:(?:the|this|a|left|right)\s{{1,2}}){{0,2}}(?:{SITE.pattern})",
    re.IGNORECASE,
)


def names_place(words: str) -> bool:
    return bool(side_in(words) or SITE.search(words))


def is_of(words: str, part: Part) -> bool:
    """Whether what a heading says of side and site can be of this part: “A (right)”, “block B1,
    lymph node”. “Breast” alone heads the receptors of any tumor."""
    side = side_in(words)
    if side and part.side and side != part.side:
        return False
    said, own = _sites(words), _sites(part.title) | {part.site}
    return said <= {"breast"} or own == {""} or bool(said & own)


def _sites(words: str) -> set[str]:
    return {found.lastgroup.replace("_", " ") for found in SITE.finditer(words) if found.lastgroup}


def agrees(words: str, part: Part | None, side: str) -> bool:
    """`part` is where the results of the sentence stand; without one, `side` is the report's."""
    said, side = side_in(words), part.side if part else side
    if said and side and said != side:
        return False
    sites = {found.lastgroup.replace("_", " ") for found in _ON.finditer(words) if found.lastgroup}
    return not (part and part.site and sites) or part.site in sites
