"""What is known of one specimen, as codes, data and dates: all that a sentence about it names.

Plain values, so that they can be stored as JSON; `words.py` makes the sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from .evidence import FAINT_AT_MOST, Evidence, ISHPart
from .specimen import SpecimenStatus, kind_of

Found = tuple[str, str]  # what was found, and its value


@dataclass(frozen=True)
class Findings:
    """Dates are partial dates as recorded; `found` is in the order in which it is read out."""

    category: str
    reason: str | None
    site: str
    laterality: str | None
    kind: str  # primary local_recurrence metastasis
    collected_on: str
    read_on: str | None
    found: tuple[Found, ...]

    @property
    def score_against_percent(self) -> tuple[str, str] | None:
        """A score of 1+ or 3+ and its percentage of 10 or less, which contradict each other."""
        found = dict(self.found)
        score, percent = found.get("ihc", ""), found.get("percent")
        if percent is None or score not in ("1+", "3+") or Decimal(percent) > FAINT_AT_MOST:
            return None
        return score, percent

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Of what was stored: JSON has lists where there were tuples."""
        return cls(**{**stored, "found": tuple((what, value) for what, value in stored["found"])})


def findings_of(status: SpecimenStatus) -> Findings:
    specimen, evidence = status.specimen, status.evidence
    return Findings(
        category=status.category.value,
        reason=status.reason.value if status.reason else None,
        site=specimen.site,
        laterality=specimen.laterality,
        kind=kind_of(specimen),
        collected_on=str(specimen.collected_on),
        read_on=str(evidence.read_on) if evidence.read_on else None,
        found=tuple(_found(evidence)),
    )


def _found(evidence: Evidence) -> Iterator[Found]:
    ihc, word = evidence.ihc, evidence.word
    if ihc:
        yield "ihc", ihc.score
    if ihc and ihc.zero_staining:
        yield "staining", ihc.zero_staining
    if ihc and ihc.percent_stained is not None:
        yield "percent", number(ihc.percent_stained)
    if evidence.ish:
        yield from _found_by_ish(evidence.ish)
    if word and (not ihc or evidence.recount == "changed"):
        yield "reported", word


def _found_by_ish(ish: ISHPart) -> Iterator[Found]:
    if ish.status in ("pending", "failed", "not_done"):
        yield "ish", ish.status
        return
    if ish.result:
        yield "ish", ish.result
    if ish.probe == "single":
        yield "probe", ish.probe
    if ish.ratio is not None:
        yield "ratio", number(ish.ratio)
    if ish.her2_copies is not None:
        yield "copies", number(ish.her2_copies)
    if ish.ratio is None and ish.cep17_copies is not None:
        yield "cep17", number(ish.cep17_copies)
    if ish.recount:
        yield "recount", ish.recount


def number(value: Decimal) -> str:
    """As reported, without the zeros that a column adds."""
    return f"{value.normalize():f}"
