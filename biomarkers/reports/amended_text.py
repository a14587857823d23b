"""Whether a report says of itself that it amends another.

A form that answers “Amended: No”, what may be issued one day, the history of the patient and an
amended guideline say nothing of this report. Where the words leave room, it does not amend.
"""

import re

from .reader.doubt import doubts
from .reader.pattern import compiled
from .reader.sentences import Sentence, sentences
from .reader.zones import HISTORY, LEGEND, METHODS, Zones

_OF_REPORT = "(?:report|results?|diagnosis)"
_AMENDS = compiled(
    rf"\b(?:amm?end(?:ed|ment|s)(?: {_OF_REPORT})?|corrected {_OF_REPORT}|correction (?:report|of)"
    rf"|revised {_OF_REPORT}|supersed\w{{2,4}}|incorrectly reported)\b"
)
_BOX = r"\[\s?\]|\(\s?\)|☐|□"
# “Amended: No”, “Amendments: none to date”, “Amended report (Y/N): N”; not “AMENDED: no tumor”.
_ANSWERED_NO = re.compile(
    rf"s?\s{{0,3}}(?:\([^()\n]{{0,20}}\))?[\s:=?|.–-]{{0,12}}(?:{_BOX}|none\b|nil\b|n/a\b"
    r"|not (?:applicable|required|amended)"
    r"|(?:no|n|false)(?=\s{0,9}(?:$|[.;,|()\]/]|\n|\w+\s?:)|\s{2}))",
    re.IGNORECASE,
)
_LATER = compiled(
    r"s?(?: is| are)? (?:will|may|can|would|should|shall|must|to follow|to be|pending|follows?"
    r"|issued(?! (?:on )?\d)|by)\b"
)
_POINTS_ELSEWHERE = re.compile(
    rf"(?:{_BOX}|\b(?:see|refer to|any|each|every|all|as|when|until|previous(?:ly)?)"
    r"(?: (?:the|an?|separate|later|further))*)\s{0,3}$",
    re.IGNORECASE,
)
_RULES = r"(?:guidelines?|recommendations?|criteria|definitions?|asco|cap|ajcc|clia|act|edition)"
_OF_RULES = compiled(rf"[^.:;\n]{{0,30}}\b{_RULES}\b")
_AFTER_RULES = compiled(rf"\b{_RULES}\b[^.:;\n]{{0,30}}$")
_NAMES_REPORT = compiled(rf"\b{_OF_REPORT}$")


def is_amended(text: str) -> bool:
    zones = Zones()
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        zone = zones.of(words, sentence.opens_line, sentence.after_gap)
        if zone not in (HISTORY, METHODS, LEGEND) and _amends(text, sentence):
            return True
    return False


def _amends(text: str, sentence: Sentence) -> bool:
    start, end = sentence.start, sentence.end
    found = list(_AMENDS.finditer(text, start, end))
    doubted = doubts(text, start, end, known=[]) if found else []
    return any(
        not any(doubt.next_to <= word.start() < doubt.end for doubt in doubted)
        and not _ANSWERED_NO.match(text, word.end())
        and not _LATER.match(text, word.end(), end)
        and not _POINTS_ELSEWHERE.search(text[start : word.start()])
        and not _is_of_rules(text, word, sentence)
        for word in found
    )


def _is_of_rules(text: str, word: re.Match[str], sentence: Sentence) -> bool:
    """“amended ASCO/CAP guideline”, “guideline as amended in 2023”."""
    if _NAMES_REPORT.search(word[0]):
        return False
    return bool(
        _OF_RULES.match(text, word.end(), sentence.end)
        or _AFTER_RULES.search(text[sentence.start : word.start()])
    )
