"""Whether what a sentence says of its place agrees with where its results would stand.

Whatever rule placed a result: where the sentence itself names another side or another site, the
place is not clear, and a person says it.
"""

import re

from .anatomy import SITE, place_at, side_in, site_in
from .parts import Part

_ON = re.compile(
    rf"\b(?:on|in|from|at)\s{{1,2}}(?:(?:the|this|a|left|right)\s{{1,2}}){{0,2}}(?:{SITE.pattern})",
    re.IGNORECASE,
)


class PlacesNamed:
    """Site and side of each sentence that is of the report itself."""

    def __init__(self) -> None:
        self._of_report: list[tuple[str, str]] = []
        self._of_history: list[tuple[str, str]] = []
        self._at: dict[str, tuple[int, int]] = {}
        self._at_in_history: dict[str, tuple[int, int]] = {}

    def name(self, words: str, start: int, *, is_history: bool) -> None:
        """`start` is where the words are in the text."""
        named = self._of_history if is_history else self._of_report
        named.append((site_in(words), side_in(words)))
        at = self._at_in_history if is_history else self._at
        for place, (begins, ends) in place_at(words).items():
            at.setdefault(place, (start + begins, start + ends))

    @property
    def in_order(self) -> list[tuple[str, str]]:
        """Those of the clinical information last."""
        return [*self._of_report, *self._of_history]

    def where(self, place: str) -> tuple[int, int]:
        """Where the site or side is named first."""
        return self._at.get(place) or self._at_in_history[place]

    @property
    def first_side(self) -> str:
        return next((side for _, side in self.in_order if side), "")


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
