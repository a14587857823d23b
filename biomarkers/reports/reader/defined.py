"""Words whose meaning a legend gives, where only the meaning is known as one and painted over.

“Amplified: ratio >= 2.0, or average HER2 >= 6.0”: the ratio with its limit is a definition by
itself, and so the word that it is set equal to is none of this specimen.
"""

import re
from collections.abc import Iterator

from .painting import MASK

_I = re.IGNORECASE
_WORD = (
    r"(?:(?:not\s|non-?)?amplified|(?:low\s|weakly\s)?positive|negative|equivocal|border\s?line"
    r"|indeterminate|intermediate|(?:ultra-?)?low|high)"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_LIMIT = rf"(?:[<>≤≥]\s?=?\s?{_NUMBER}|{_NUMBER}\s?(?:-|to)\s?{_NUMBER})\s?%?"
_NAMES = (
    r"(?:(?:mean|average|avg\.?|the|her-?2(?:/neu)?|copy|number|ratio|or|and|is|of|if|a)\s{1,2})"
)
_DEFINED = [
    # “gene amplified = HER2 copy number >= 6, or ratio >= 2.0”
    re.compile(
        rf"\b(?:gene\s)?{_WORD}\s{{0,2}}[:=]\s{{0,3}}{_NAMES}{{0,3}}[<>≤≥=]{{0,2}}\s?{MASK}{{4,}}"
        r"(?:(?!\.\s)[^;\n]){0,80}",
        _I,
    ),
    # “ratio >2.2 amplified; 1.8-2.2 borderline; <1.8 not amplified”
    re.compile(
        rf"{MASK}{{4,}}[:\s]{{1,2}}{_WORD}(?:[;,]\s{{0,3}}{_LIMIT}[\s:=]{{1,3}}(?:is\s)?{_WORD}\b){{1,3}}",
        _I,
    ),
    # “ER/PR: 1% or more is positive”
    re.compile(
        r"(?:(?:[>≥]\s?=?\s?|\bat\sleast\s)(?:1|10)\s?%|\b(?:1|10)\s?%\sor\s(?:more|above|over|greater|higher))"
        r"\s(?:is|are|=|means|counts\sas)\s(?:positive|negative)\b",
        _I,
    ),
    # “Positive for ER/PR: 1% or more”: the word stands first, and a bound of two markers after it
    re.compile(
        r"\b(?:positiv(?:e|ity)|negative)\s(?:for\s|cut-?off\s|\()?(?:ER|PR|PgR)\s?(?:/|,|and|&|or)"
        r"\s?(?:ER|PR|PgR)\)?"
        r"\s{0,2}[:=]\s{0,3}(?:(?:[<>≤≥]\s?=?\s?|at\sleast\s|less\sthan\s)1\s?%"
        r"|1\s?%\sor\s(?:more|above|over|greater|higher)|1\s?%\sand\sabove)",
        _I,
    ),
]


def defined(text: str) -> Iterator[tuple[int, int]]:
    """Where a word stands with its painted meaning."""
    for rule in _DEFINED:
        yield from (found.span() for found in rule.finditer(text))
