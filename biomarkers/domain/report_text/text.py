"""The report made ready to read, character for character as long as it came.

What is no result (a scale, a reference range, the history, what a correction replaces) is painted
over, so that no rule can take a value from it and every offset still points into the report.
"""

import re
from collections.abc import Iterator

from biomarkers.domain.proposal import Words

from .labels import HER2

MASK = "¤"

_PLAIN = {
    ord(odd): plain
    for plain, odds in {
        "-": "‐‑‒–—−",
        " ": "\t\r\f\v\u00a0\u2007\u2009\u202f",
        "%": "٪％",
        "+": "＋",
        "'": "‘’",
        '"': "“”",
        "i": "İ",  # lower-casing it would make two characters of one
    }.items()
    for odd in odds
}

_SCORE = r"(?:0|o|[1-3]\s{0,2}\+?)(?![\w.%])"
_SCORES = rf"{_SCORE}(?:\s{{0,2}}(?:-|to|/|or|and|,)\s{{0,2}}{_SCORE}){{0,2}}"
_GAP = r"[\s,;:=./()|-]{0,6}"
_NEGATIVE, _EQUIVOCAL, _POSITIVE = (
    r"\bnegative(?!\w)",
    r"\b(?:equivocal|borderline|indeterminate|weak(?:ly)?\s{1,3}positive)(?!\w)",
    r"\b(?:strong(?:ly)?\s{1,3})?positive(?!\w)",
)


def _in_turn(*items: str) -> str:
    return _GAP.join(items)


def _word_first(*words: str) -> str:
    return _in_turn(*(_in_turn(word, _SCORES) for word in words))


def _score_first(*words: str) -> str:
    return _in_turn(*(_in_turn(rf"(?<![\w.]){_SCORES}", word) for word in words))


# “Negative 0 - 1+, Equivocal 2+, Positive 3+”, in either direction and either order. Each word
# once: a result that stands just before is not swallowed.
_RANGES = [
    _word_first(_NEGATIVE, _EQUIVOCAL, _POSITIVE),
    _word_first(_POSITIVE, _EQUIVOCAL, _NEGATIVE),
    _score_first(_NEGATIVE, _EQUIVOCAL, _POSITIVE),
    _score_first(_POSITIVE, _EQUIVOCAL, _NEGATIVE),
    rf"{_NEGATIVE}{_GAP}[0o]\s{{0,2}}(?:-|to|/|or)\s{{0,2}}1\s?\+{_GAP}{_POSITIVE}{_GAP}{_SCORES}",
    # “0: no staining; 1+: faint, incomplete; 2+: …; 3+: …”
    r"(?<![\w.])0(?![\w.%])[^0.+]{0,100}(?<!\w)1\+[^+]{0,160}(?<!\w)2\+[^+]{0,160}(?<!\w)3\+",
    r"(?:\bscale\s{1,3}(?:(?:of|from)\s{1,3})?)?(?<![\w.])0\s{0,2}(?:-|to|through)\s{0,2}3\s{0,2}\+?(?![\w.%])",
]
_DEFINITIONS = [
    r"\bdefined\s{1,3}as\b[^.;]{0,120}",
    r"\breference\s{1,3}(?:range|interval|value)s?\b[^.\n]{0,160}",
    # “Ratio less than 2.0: amplification not observed”: a limit, with what it means
    r"\b(?:ratio|copies|copy\s{1,3}number|signals)\b[^.;\d]{0,30}(?:less|greater|more|lower|higher"
    r"|equal|above|below|[<>≤≥])[^.;\d]{0,30}\d{1,2}(?:\.\d{1,2})?[^.;)]{0,80}",
]
# “previously reported as 1+”: what a correction replaces.
_REPLACED = [
    r"\b(?:previously|originally|initially|formerly)\s{1,3}(?:reported|read|called|stated|issued"
    r"|given|scored)\s{1,3}(?:as|to\s{1,3}be)\b[^.;)\n]{0,60}",
    r"\b(?:corrected|changed|revised|amended)\s{1,3}from\b[^.;)\n]{0,60}",
    r"\boriginal\W{1,5}(?:report|result)\W{1,3}(?:stated|said|was|read)\b[^.;]{0,80}"
    r"(?:\.\s{1,3}based\b[^.]{0,80})?",
]
_HEADING = (
    r"(?:gross|microscopic|macroscopic|final|diagnosis|specimen|comment|addendum|amend|frozen"
    r"|pre-?\s?operative|results?|biomarker|immuno|synop|technique|her-?2|receptor)"
    r"[^.:\n]{0,40}:"
)
_HISTORY = (
    r"\b(?:clinical\s{1,3}(?:diagnosis\s{1,3}and\s{1,3})?(?:history|information|data)"
    rf"|indications?|history)\s{{0,2}}:(?:(?!\b{_HEADING})[\s\S]){{0,1500}}"
)

_ASIDE = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in [*_RANGES, *_DEFINITIONS, *_REPLACED, _HISTORY]
]


def plain(text: str) -> str:
    """Typographic dashes, spaces and signs as the plain ones."""
    return text.translate(_PLAIN)


def results_only(text: str) -> str:
    """The text with everything painted over that is no result of this report."""
    for pattern in _ASIDE:
        text = pattern.sub(lambda aside: MASK * len(aside[0]), text)
    return text


def not_read(text: str) -> Iterator[tuple[str, Words]]:
    """What was passed over and a person should know: a replaced result, HER2 in the history."""
    for pattern in _REPLACED:
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield "Replaced by a correction, and not read.", Words(found.start(), found.end())
    for history in re.finditer(_HISTORY, text, re.IGNORECASE):
        named = re.compile(HER2, re.IGNORECASE).search(text, history.start(), history.end())
        if named:
            because = "HER2 is named in the clinical history, which is not read."
            yield because, Words(named.start(), named.end())
