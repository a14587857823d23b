"""Whose specimen “outside slides” and “the original report” are: that of this report, where it is
a consultation on them, or an addendum to that report."""

import re

from .earlier import QUOTED
from .painting import MASK
from .pattern import compiled

_SENT = r"(?:slides?|materials?|cases?|blocks?|pathology|histology|specimens?)"
_OTHER = r"(?:outside|referred|referral|referring|submitted|submitting|external|extramural)"
_CONSULT = compiled(
    rf"\b{_OTHER}\W{{1,3}}(?:\w{{1,14}} ){{0,1}}{_SENT}\W{{1,3}}(?:for )?(?:review"
    rf"|consult\w{{0,6}}|opinion)",
    r"\b(?:slides?|pathology|expert|case|block|histology) (?:review|consultation)\b",
    rf"\b(?:review|consultation) (?:of|on) (?:the )?{_OTHER} (?:\w{{1,14}} ){{0,1}}{_SENT}",
    r"\boutside consult\w{0,6}|\bconsult(?:ation)?\W{1,3}(?:report|no\b|number|case)"
    r"|\bsecond opinion\b",
    rf"\b{_SENT} (?:were )?(?:received|submitted|sent) (?:for|in) (?:review|consult\w{{0,6}}"
    rf"|opinion)",
)
_THEIRS = compiled(
    rf"\b(?P<other>{_OTHER}|original|initial)(?= (?:\w{{1,14}} ){{0,1}}(?:{_SENT}|core"
    rf"|biops(?:y|ies)|bx"
    r"|excision|resection|accession|no\b|number|#))"
)
# Where nothing was stained again their report is on this tissue too.
_ALL_THEIRS = compiled(
    _THEIRS.pattern, rf"\b{_OTHER}(?= (?:\w{{1,14}} ){{0,1}}(?:reports?|stains?|interpretation)\b)"
)
# “The outside pathologist reported …”, of the same tissue.
_THEIR_READING = compiled(
    rf"\b(?:{_OTHER}|original|local)(?= (?:laborator\w{{1,3}}|lab|institution|hospital|pathologist"
    r"|facility)(?:'s)? (?:had )?(?:reported|scored|called|interpreted|found|read|graded)\b)"
)
# “HER2: 1+ (outside HER2 result as issued: 2+)”, behind the own result, and of no other specimen
_IN_BRACKETS = re.compile(
    rf"(?<=[\d%+a-z])\s{{1,40}}\((?:the\s)?(?:{_OTHER}|original|local)\b"
    r"(?![^()]{0,80}\b(?:cores?|biops(?:y|ies)|bx|specimen|blocks?|primary|tumou?rs?|resection"
    r"|excision|mastectomy|lumpectomy|(?:19|20)\d\d)\b)"
    r"[^()]{0,60}?(?:\d\s?[+%]|\b(?:positive|negative|equivocal)\b)[^()]{0,140}\)",
    re.IGNORECASE,
)
_REPEATED = compiled(
    r"\b(?:repeat(?:ed)?|re-?stained|freshly stained|new stains?|own stain(?:s|ing)?)\b"
)
_ADDS = compiled(r"\b(?:adden?dum|supplement(?:ary|al))\b")
_MAIN = compiled(
    r"\b(?:original|initial|main|first|previous|earlier|prior)(?= (?:pathology |surgical "
    r"|histology )?"
    r"(?:report|sign-?out|issue)\b)",
    r"\b(?:original|initial|previous|prior)(?= (?:\w{1,14} ){0,2}(?:on|of|from) (?:the "
    r"|this )?same "
    r"(?:block|specimen|tissue|biopsy|case|tumou?r))",
)
_NUMBER_WITHIN = 40  # characters


# “MATERIAL RECEIVED”, and below it their numbers
_RECEIVED = re.compile(
    r"(?m:^\W{0,6}(?:(?:outside|submitted|referred)\s)?(?:materials?|slides?|blocks?|specimens?)"
    r"\s(?:received|reviewed|submitted|examined)\s{0,2}:?[^\S\n]*\n(?:[^\n]*\S[^\n]*(?:\n|$)){1,12})",
    re.IGNORECASE,
)


def of_consult(text: str) -> tuple[str, set[str]]:
    """The text without what brackets behind a result tell of another reading of the same slides;
    that of a consultation without the words “outside slides” and the like, of an addendum without
    “original report”, at equal length; and the numbers that another laboratory gave the
    specimen."""
    text = _IN_BRACKETS.sub(_painted, text)
    if _ADDS.search(text):
        text = _MAIN.sub(_painted, text)
    if not _CONSULT.search(text):
        return text, set()
    numbers = {one[0] for part in _RECEIVED.finditer(text) for one in QUOTED.finditer(part[0])}
    for found in _THEIRS.finditer(text):
        number = QUOTED.search(text, found.end(), found.end() + _NUMBER_WITHIN)
        numbers |= {number[0]} if number else set()
    theirs = _THEIRS if _REPEATED.search(text) else _ALL_THEIRS
    return _THEIR_READING.sub(_painted, theirs.sub(_painted, text)), numbers


def _painted(found: re.Match[str]) -> str:
    return re.sub(r"\S", MASK, found[0])
