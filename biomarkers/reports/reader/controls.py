"""What a sentence says of control slides and of normal tissue: no result of the tumor."""

import re

from .items import ER, HER2, KI67, PR
from .painting import painted
from .pattern import pattern

_I = re.IGNORECASE
_CONTROL = re.compile(r"\bcontrols?\b|\bcell\s{1,3}line\b", _I)
_NAME = pattern(ER, PR, KI67, HER2)
_DID = (
    r"(?:was|were|is|are|did|shows?|showed|stains?|stained|react\w{0,3}|gave|perform\w{0,3}"
    r"|worked)\b"
)
# “Controls: ducts negative; tissue for ER and HER2 (3+) as expected”, to the end of its line; also
# “Internal control epithelium: present, ER positive” and “Internal control | positive”.
_OF_CONTROLS = re.compile(
    rf"^(?![^:|\n]{{0,90}}(?:{_NAME}))[^:|\n]{{0,60}}\bcontrols?\b(?!\s{{1,3}}{_DID})[^:|\n]{{0,40}}[:|][^\n]*",
    _I,
)
# “Internal control (normal ducts) was positive for ER and PR.”
_CONTROL_DID = re.compile(
    r"^[\W_]{0,6}(?:[\w-]{2,12}\s{1,3}){0,4}controls?(?:\s?\([^()\n]{1,60}\))?\s{1,3}"
    rf"{_DID}"
    r"(?:(?!\s(?:and|but|while|whereas)\b|\s-\s)[^;,\n])*",
    _I,
)
# A line that begins with the controls is a clause of its own.
_CLAUSE = re.compile(r"(?:(?!\n\s{0,4}(?:\w{3,12}\s){0,2}controls?\b)(?!\.\s)[^;(,|])+", _I)
_SUITABLE = re.compile(
    r"\b(?:with|and)\s{1,3}(?:appropriate\w{0,2}|adequate|satisfactory|valid|proper|suitable)\s{1,3}[\w\s]{0,24}\bcontrols?\b",
    _I,
)
_TUMOR = r"(?:tumou?r|carcinoma|cancer|invasive|dcis|in[\s-]situ|lesion)"
# “Normal ducts on the slide are positive for ER”, “Benign epithelium ER: positive”: to the end of
# its clause, if the tissue is what a clause begins with and no tumor is named in it.
_NORMAL = re.compile(
    r"(?:^|(?<=[;(])|(?<=\.\s)|(?<=\bwhile\s)|(?<=\bwhereas\s))[\W_]{0,6}(?:(?:the|of|any)\s){0,2}"
    r"(?:normal|benign|non-?neoplastic|entrapped)\s(?:[\w/-]{3,12}\s){0,2}?"
    r"(?:ducts?|duct(?:al|s)|lobul\w{1,3}|acin\w{1,2}|glands?|glandular|epitheli\w{2,3}|breast|tissue"
    rf"|parenchyma|cells)\b(?=[^.;:,()|\n]{{0,60}}(?:{_NAME}))"
    rf"(?:(?!\b(?:{_TUMOR}|but|while|whereas)\b)[^.;\n])*+(?!{_TUMOR}\b)",
    _I,
)


def without_controls(sentence: str) -> str:
    """The sentence with what it says of controls and of normal tissue painted over, clause by
    clause."""
    sentence = _NORMAL.sub(painted, sentence)
    if not _CONTROL.search(sentence):
        return sentence
    for rule in (_OF_CONTROLS, _CONTROL_DID, _SUITABLE):
        sentence = rule.sub(painted, sentence)
    return _CLAUSE.sub(lambda c: painted(c) if _CONTROL.search(c[0]) else c[0], sentence)
