"""Which tumor a place in the report is about: its parts, the tumors it numbers, free comments."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from biomarkers.domain.proposal import Words

_SITE = (
    r"breast|axilla(?:ry)?(?:\s{1,3}lymph\s{1,3}nodes?)?|lymph\s{1,3}nodes?|liver|lung|bone|brain"
    r"|skin|chest\s{1,3}wall|pleura|ovary|meme"
)
_PROCEDURES = {
    "resection": r"mastectomy|quadrantectomy|mastektomi|resection",
    "core": r"core(?:\s{1,3}needle)?\s{1,3}biops(?:y|ies)|tru-?\s?cut",
    "fine_needle": r"fine[\s-]{1,3}needle(?:\s{1,3}aspirat\w{1,3})?|fna",
    "excision": r"lumpectomy|lumpektomi|excision(?:al\s{1,3}biopsy)?|excison",
    "cytology": r"cytology",
}
_PROCEDURE = "|".join(_PROCEDURES.values())
# “B. BREAST, LEFT, LUMPECTOMY:”, “LEFT BREAST, LUMPECTOMY”, “PART 1: BREAST, LEFT, …”
_PART = re.compile(
    rf"\b(?:(?P<before>left|right|sol|sağ)\s{{1,3}})?(?P<site>{_SITE})\b"
    rf"(?P<head>[^:.;]{{0,80}}?\b(?:{_PROCEDURE}|biopsy)\b)[^:.;\n]{{0,60}}",
    re.IGNORECASE,
)
_TUMOR = re.compile(
    r"\b(?:tumou?r|lesion|mass)\s{1,3}#?\s?(?P<number>[1-9]|[A-D])\s{0,2}[,:(][^.:\n]{0,40}",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?:^|[.\n]\s{0,4})(?:comments?|notes?|addendum|ammendment|amendment|case\s{1,3}synopsis)\b"
    r"(?:\s{1,3}(?:comment|\#?\d))?\s{0,2}[:.]",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?:^|[.\n]\s{0,4})(?:amm?endment|amended|correct(?:ed|ion)|revised)\b[^.:]{0,40}[.:]",
    re.IGNORECASE,
)
_SIDES = {"left": "left", "sol": "left", "right": "right", "sağ": "right"}
_SIDE = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A part of the report; `tumor` is its own number for a tumor within the part."""

    words: Words
    title: str = ""
    site: str = ""
    laterality: str = ""
    procedure: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.title)


UNPLACED = Place(Words(0, 0))


@dataclass(frozen=True)
class Parts:
    """Where each part, each numbered tumor and each free comment begins."""

    parts: tuple[Place, ...]
    tumors: tuple[tuple[int, str], ...]
    free: tuple[int, ...]
    corrections: tuple[int, ...]

    def place(self, at: int) -> tuple[Place, str]:
        """The part and the numbered tumor that a statement stands under, as far as it is sure."""
        before = bisect_left(self.parts, at, key=lambda part: part.words.start)
        part = self.parts[before - 1] if before else UNPLACED
        before = bisect_left(self.free, at)
        free = self.free[before - 1] if before else -1
        if free > part.words.start and len(self.parts) > 1:
            part = UNPLACED
        tumor = next(
            (
                label
                for start, label in reversed(self.tumors)
                if max(part.words.start, free) < start < at
            ),
            "",
        )
        return part, tumor

    def corrects(self, first: int, at: int) -> bool:
        """A correction stands between the first statement and this one, and near this one."""
        return any(first < start < at < start + 1500 for start in self.corrections)


def parts_of(text: str) -> Parts:
    return Parts(
        parts=tuple(_part(match) for match in _PART.finditer(text)),
        tumors=tuple(
            (m.start(), " ".join(m[0].split()).rstrip(" ,:(")) for m in _TUMOR.finditer(text)
        ),
        free=tuple(match.start() for match in _FREE.finditer(text)),
        corrections=tuple(match.start() for match in _CORRECTION.finditer(text)),
    )


def _part(match: re.Match[str]) -> Place:
    head = match[0]
    before = (match["before"] or "").lower()
    sides = {side.lower() for side in _SIDE.findall(head)} | ({_SIDES[before]} if before else set())
    site = re.sub(r"\s+", " ", match["site"].lower())
    return Place(
        words=Words(match.start(), match.end()),
        title=" ".join(head.split()),
        site="breast" if site == "meme" else site,
        laterality=sides.pop() if len(sides) == 1 else "",
        procedure=procedure_in(match["head"]),
    )


def procedure_in(words: str) -> str:
    """The procedure that is named first, or nothing."""
    found = [
        (match.start(), name)
        for name, pattern in _PROCEDURES.items()
        if (match := re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE))
    ]
    return min(found)[1] if found else ""
