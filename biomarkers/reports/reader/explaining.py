"""Paragraphs that explain how stains are scored: what they say is none of this specimen.

A legend is known where it is told in full. Around it stand sentences that are not: “ER positive
>= 1%.”, “Both belong to HER2-low.” A paragraph that begins with a legend, or with what is said of
all tumors, goes on with it; what it says beside counts only if the report says it nowhere else.
"""

import re

from .agreement import names_place
from .context import MARKERS
from .finding import Finding
from .letters import BORDER
from .painting import MASK
from .pattern import compiled
from .sentences import Sentence
from .spot import Spot
from .tokens import tokens
from .zones import CLONE

_LEAST = 6  # signs that are painted over
_SEVERAL = 2  # words or scores that a correction can name
_PAINTED = re.compile(rf"{MASK}{{{_LEAST},}}")
_GRADE = compiled(
    r"\b(?:positive|negative|equivocal|borderline|(?:not |non~?)?amplified|(?:ultra~)?low|null)\b",
    r"(?<![\w.])[0-3]\s?\+",
)
_LIMIT = compiled(r"[<>≤≥%]|\b(?:more|less|greater|above|below|staining|at least)\b")
_OF_THIS = compiled(
    r"\b(?:this|present|current|her|his|overall|final(?:ly)?|thus|therefore|hence)\b",
    r"\bthe (?:patient|(?:\w{4,10} )?(?:tumou?r|carcinoma|lesion)|case|specimen|sample|result"
    r"|status|score)\b",
)
_SCORE = re.compile(r"(?<![\w.+])(?:(?P<zero>0)(?![\w.%/]|\s?%)|(?P<plus>[1-3])\s?\+)")
_WORD = compiled(r"\b(?:positive|negative|equivocal|borderline|indeterminate)\b")
_PLACE = compiled(
    r"\b(?:tumou?r|lesion|mass|focus|nodule|part|specimen|block|core|slide)"
    r"\s{0,2}#?(?:[A-H]?\d|[A-H])\b",
    r"\b(?:left|right|nod(?:es?|al))\b",
)
_ALL_SCORES, _ALL_WORDS = 3, 2
# “HER2 2+: ISH by the reference centre”, a rule where a legend follows
_CONDITION = compiled(
    r"\W{0,6}(?:her~2|er|pr|ihc)(?: (?:ihc|score|status))? (?:[0-3]\s?\+?|positive|negative"
    r"|equivocal|low)\s{0,2}:"
)


def gives_scale(sentence: str) -> bool:
    """“3+ is positive, 2+ equivocal, 0 and 1+ negative”: a tumor has one of them. A sentence that
    runs through most of them, and names no tumor of several, explains them."""
    if BORDER in sentence or names_place(sentence) or _PLACE.search(sentence):
        return False
    scores = {found["plus"] or "0" for found in _SCORE.finditer(sentence)}
    words = {found[0].lower() for found in _WORD.finditer(sentence)}
    return len(scores) >= _ALL_SCORES and len(words) >= _ALL_WORDS


class Explaining:
    """Reads the sentences in their order; `asides` are the places of findings beside a legend."""

    def __init__(self) -> None:
        self.asides: set[int] = set()
        self._conditional: set[int] = set()
        self._is_on = self._has_results = False
        self._clones_line = self._line = -1

    def turn(self, sentence: Sentence, *, is_heading: bool) -> None:
        """A blank line or a heading ends it; what begins with the clones, the end of its line."""
        self._line = sentence.line
        if sentence.after_gap or is_heading:
            self._is_on = self._has_results = False
            self._conditional = set()

    def begin(self) -> None:
        """The title of a guide, whose lines follow."""
        self._is_on = True

    def of_all(self, words: str) -> None:
        """A sentence about tumors or tests at large, if it is on receptors or their scale."""
        named = any(token.kind in MARKERS for token in tokens(words, 0, len(words)))
        self._is_on |= (named or gives_scale(words)) and not self._has_results

    def said(self, words: str, printed: str, found: list[Finding], first: int) -> None:
        """What a sentence says; its findings are numbered from `first`."""
        numbers = set(range(first, first + len(found)))
        are_clones = len({clone[0].lower() for clone in CLONE.finditer(words)}) >= _SEVERAL
        is_beside = self._is_on or self._clones_line == self._line
        if is_beside and not _OF_THIS.search(words):
            self.asides |= numbers
        elif are_clones and not found:
            self._clones_line = self._line  # “ER SP1, PR 1E2. Positive: 1% of nuclei or more.”
        elif _CONDITION.match(words):
            self._conditional |= numbers
        elif any(one.is_sure for one in found):
            self._has_results = True
        elif not self._has_results:
            self._is_on |= _explains(words, printed)
            self.asides |= self._conditional if self._is_on else set()

    def without_asides(self, findings: list[tuple[Finding, Spot]]) -> list[tuple[Finding, Spot]]:
        """The findings but for what stands beside a legend and is told elsewhere."""
        told = {
            one.name
            for number, (one, _) in enumerate(findings)
            if one.is_sure and number not in self.asides
        }
        return [
            pair
            for number, pair in enumerate(findings)
            if number not in self.asides or pair[0].name not in told
        ]


def _explains(words: str, printed: str) -> bool:
    """Whether it holds a legend: what is painted over gives a word or a score its limit, or runs
    through several."""
    for painted in _PAINTED.finditer(words):
        grades = len(_GRADE.findall(printed, *painted.span()))
        if grades > _SEVERAL or (grades and _LIMIT.search(printed, *painted.span())):
            return True
    return False
