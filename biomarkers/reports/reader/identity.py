"""Whose report it is, as far as its text says: record number, name, birth date."""

import re
from dataclasses import dataclass

from .dates import DAY, day_of
from .layout import even
from .letters import plain
from .readable import readable

_MRN = re.compile(
    r"\b(?:mrn|mr\s?#|med(?:ical)?\.?\s{1,2}rec(?:ord)?\.?(?:\s{1,2}(?:number|no\.?|#))?"
    r"|(?:patient|hospital|unit|record)\s{1,2}(?:id|number|no\.?|#))"
    r"[\s:.#|-]{1,20}(?P<value>[A-Z]{0,4}[\d][\w-]{2,20})",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:^|[|\n]|\s{2})[ ]{0,6}"
    r"(?:patient(?:'s)?(?:\s{1,2}name)?|name|pt\.?(?:\s{1,2}name)?)\s{0,2}[:|]"
    r"[\s|]{0,20}(?P<value>[^\W\d_][^\n|:;()\d]{2,60})",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"\b(?:dob|d\.o\.b\.?|date\s{{1,2}}of\s{{1,2}}birth|birth\s?date|born(?:\s{{1,2}}on)?)"
    rf"[\s:.|]{{1,20}}(?:{DAY})",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"^PID\|(?P<fields>[^\n]{5,600})$", re.MULTILINE)  # HL7, version 2
_LATER_LABEL = re.compile(
    r"\s{2,}|\s(?:mrn|dob|d\.o\.b|age|sex|gender|date|accession|case|physician|born)\b.*",
    re.IGNORECASE,
)
_REMOVED = re.compile(
    r"anonym|de-?id|removed|redacted|x{3,}|patient\s?x|not\s{1,2}(?:given|stated)|unknown|\?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Identity:
    """What the text says of its patient; each empty where it says nothing. Names are as written,
    the day of birth is ISO."""

    mrns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    born_on: tuple[str, ...] = ()


def identity_in(text: str) -> Identity:
    """Of the first page; a report names its patient at its head and at its end."""
    page = readable(even(plain(text))).text
    mrns = [found["value"] for found in _MRN.finditer(page)]
    names = [_LATER_LABEL.split(found["value"])[0].strip(" ,.-") for found in _NAME.finditer(page)]
    born = [day_of(found) for found in _BORN.finditer(page)]
    if segment := _SEGMENT.search(text):
        fields = [field.split("^") for field in f"|{segment['fields']}".split("|")]
        if len(fields) > 7:
            mrns += [fields[3][0]]
            names += [" ".join(fields[5][:2])]
            digits = fields[7][0][:8]
            born += [f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else ""]
    return Identity(*(tuple(dict.fromkeys(filter(_is_said, said))) for said in (mrns, names, born)))


def _is_said(value: str) -> bool:
    """Not a place from which it was removed."""
    return bool(value) and not _REMOVED.search(value)
