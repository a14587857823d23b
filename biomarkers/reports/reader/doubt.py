"""Doubt and negation: which words put a value in doubt, and how far they reach.

A hedge reaches to the end of its clause; a condition to the end of its sentence; a negation three
words. A negation that agrees with the value (“negative, no cells stained”) supports it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .items import ER, HER2, KI67, PR
from .painting import MASK
from .pattern import compiled, pattern

_CONDITION = compiled(
    r"\b(?:if|unless|whether|should|in case of)\b",
    # “Had the immunostain been 3+, the tumor would have been positive”
    r"\bhad\b(?=[^.;]{1,80}\b(?:been|shown)\b[^.;]{1,100}\bwould\b)",
)
_REASON = compiled(r"\b(?:in view of|owing to)\b")  # what follows can well be so
_BEFORE = compiled(
    r"\b(?:possibl[ey]|probabl[ey]|likely|suspicious(?: for)?|suggest\w{0,6}|favou?r(?:s|ed|ing)?"
    r"|consistent with|compatible with|questionabl[ey]|presum\w{3,6}|expected|assumed|at least"
    r"|at most"
    r"|may(?!\s{1,3}\d)|might|could|would|versus|vs|unclear|uncertain|inconclusive|doubtful"
    r"|exclude|rule out"
    r"|perhaps|mimic\w{0,4}|simulat\w{2,4}|art[ei]factual|appears?|appeared|seems?|seemed|approaching|focal(?:ly)?(?=\s{1,3}[1-3]\s?\+)"
    r"|foci of|areas of)\b",
    r"\?(?=\s?\w)",
)
_AFTER = compiled(
    r"(?<=[\w+%)])\s?\?",
    r"\b(?:cannot|can not|could not) be (?:entirely |completely )?(?:excluded|ruled out)\b",
    r"\b(?:must|should|is to|has to) be (?:disregarded|ignored|discounted)\b",
    r"\b(?:cannot|can not|should not) be relied (?:on|upon)\b|\bis (?:not reliable|unreliable)\b",
    r"\b(?:is|are|was) (?:questionable|uncertain|doubtful|unclear|inconclusive)\b",
    r"\bor (?:more|higher|greater|above|less|lower|below)\b",
    r"\b(?:is |are |was )?(?:not (?:seen|identified|observed|present|confirmed|supported|found)"
    r"|absent)\b",
    r"\+\/-",
)
_NOT = compiled(
    r"\b(?:not|no|never|without|neither|nor|isn't|wasn't|rather than|instead of|lacks?|lacking"
    r"|denies)\b"
    r"(?! (?:special|otherwise|further|additional|change|significant|evidence of (?:lympho|in)))"
)
_BY_OTHERS = compiled(
    rf"(?:\b(?:referring|outside|submitting|original|external|contributing|local)|{MASK}{{5,11}}) "
    r"(?:laborator\w{1,3}|lab|institution|hospital|pathologist|facility|cent(?:er|re))"
    r"(?:'s)? (?:\w{2,12} ){0,2}"
    r"(?:scored|reported|called|interpreted|graded|read|regarded|gave|stated|considered|found)\b",
    r"\b(?:you|they) (?:had |have )?(?:originally |initially )?(?:scored|reported|called"
    r"|interpreted|graded|read"
    r"|regarded)\b",
    r"\b(?:there|elsewhere) (?:scored|reported|called|interpreted|graded|read|regarded)\b",
    r"\b(?:scored|reported|called|interpreted|graded|read|regarded) (?:there|elsewhere)\b",
)
_NEXT = compiled(
    rf"\s{{0,2}}(?:and )?(?:{pattern(ER, PR, KI67, HER2)})(?! (?:is|was|by us|here)\b)"
)
# “We do not agree with the submitted score of 3+”
_DISAGREES = compiled(
    r"\b(?:not|cannot|can't|unable to) (?:agree|concur|confirm|reproduce|support|endorse)\b"
    r"|\bdisagree\w{0,3}\b"
)
# “The outside score of 3+ is not confirmed”
_REJECTED = compiled(
    r"\b(?:submitted|referring|outside|original|external|their)\b[^.;]{1,80}?"
    r"\b(?:(?:is|was|are|were|could) not (?:be )?|(?:cannot|can not) be )"
    r"(?:confirmed|reproduced|supported|upheld|agreed)\b"
)
# “ER (6F11, for comparison only): positive, 65%”.
_FOR_COMPARISON = compiled(
    r"\b(?:for|as) (?:a )?(?:comparison|information|research|reference) (?:purposes )?only\b",
    r"\bnot (?:the |a )?(?:reported|reportable) (?:result|value)\b",
)
_CLAUSE_ENDS = re.compile(
    r"[,;:()|]|\.(?=\s|$)|\b(?:but|however|although|while|whereas)\b", re.IGNORECASE
)
_AGREES = {"negative", "0", "absent", "null", "not_done"}


@dataclass(frozen=True)
class Doubt:
    """text[start:end] is doubted because of `word`; `next_to` is where the word ends."""

    start: int
    end: int
    word: str
    next_to: int
    negates: bool = False
    is_condition: bool = False

    @property
    def tells_nothing(self) -> bool:
        """“Not HER2-low”, “had it been 3+”: beside a plain value it is no other one."""
        return self.negates or self.is_condition

    def reaches(self, start: int, value: str, text: str) -> bool:
        if not self.start <= start < self.end:
            return False
        if not self.negates or value not in _AGREES:
            return True
        return not text[self.next_to : start].strip()  # “not negative”


def doubts(text: str, start: int, end: int, known: list[tuple[int, int]]) -> list[Doubt]:
    """Those of the sentence text[start:end], but for words inside what is `known`, like “not
    amplified”."""
    found = [
        *_conditions(text, start, end),
        *_hedges(text, start, end),
        *_negations(text, start, end),
    ]
    return [one for one in found if not any(a < one.next_to <= b for a, b in known)]


def by_others(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where a sentence tells how another laboratory read the same slides."""
    told = []
    for word in _FOR_COMPARISON.finditer(text, start, end):
        stop = re.compile(r"[;.](?=\s|$)").search(text, word.end(), end)
        told.append((word.end(), stop.start() if stop else end))
    told += [word.span() for word in _REJECTED.finditer(text, start, end)]
    words = (*_BY_OTHERS.finditer(text, start, end), *_DISAGREES.finditer(text, start, end))
    for word in words:
        told.append((word.end(), _end_of_list(text, word.end(), end)))
    return told


def _end_of_list(text: str, place: int, end: int) -> int:
    """The end of the clause, or of the list of markers that it begins: “reported: grade 2; ER
    positive (95%), PR positive (60%)”."""
    is_list = text.startswith(":", place)
    for stop in _CLAUSE_ENDS.finditer(text, place + is_list, end):
        is_sentence = stop[0] == "."
        if is_sentence or not (is_list or stop[0] in "()" or _NEXT.match(text, stop.end())):
            return stop.start()
    return end


def _conditions(text: str, start: int, end: int) -> Iterator[Doubt]:
    for word in _CONDITION.finditer(text, start, end):
        yield Doubt(word.start(), end, word[0], word.end(), is_condition=True)
    for word in _REASON.finditer(text, start, end):
        yield Doubt(word.start(), end, word[0], word.end())


def _hedges(text: str, start: int, end: int) -> Iterator[Doubt]:
    for word in _BEFORE.finditer(text, start, end):
        stop = _CLAUSE_ENDS.search(text, word.end(), end)
        yield Doubt(word.end(), stop.start() if stop else end, word[0].strip(), word.end())
    for word in _AFTER.finditer(text, start, end):
        clause = [stop.end() for stop in _CLAUSE_ENDS.finditer(text, start, word.start())]
        yield Doubt(clause[-1] if clause else start, word.start(), word[0].strip(), word.end())


def _negations(text: str, start: int, end: int) -> Iterator[Doubt]:
    for word in _NOT.finditer(text, start, end):
        stop = _CLAUSE_ENDS.search(text, word.end(), end)
        upto = stop.start() if stop else end
        reached = re.compile(r"\s{0,3}(?:\S{1,30}(?:\s{1,3}|$)){0,3}").match(text, word.end(), upto)
        reach = min(upto, reached.end() + 1 if reached else word.end())
        yield Doubt(word.end(), reach, word[0], word.end(), negates=True)
