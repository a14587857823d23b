"""What would change if an action were done: found by trying each result that it can bring."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from patients.dates import PartialDate
from patients.language import to_say

from .actions import Action
from .assessment import Assessment, assess
from .catalog import Catalog
from .difference import Difference, difference
from .record import HER2Reading, ReceptorReading, Record, Specimen, Treatment

_GROUP_5: dict[str, Any] = {
    "ish_status": "done",
    "ish_probe": "dual",
    "ish_ratio": Decimal(1),
    "her2_copies": Decimal(2),
}
_GROUP_1: dict[str, Any] = {**_GROUP_5, "ish_ratio": Decimal(3), "her2_copies": Decimal(8)}

_SCORES: dict[str, dict[str, Any]] = {
    to_say("the score is 0 without staining"): {"ihc_score": "0", "zero_staining": "absent"},
    to_say("the score is 0 with faint staining"): {"ihc_score": "0", "zero_staining": "present"},
    to_say("the score is 1+"): {"ihc_score": "1+"},
    to_say("the score is 2+ and ISH negative"): {"ihc_score": "2+", **_GROUP_5},
    to_say("the score is 3+"): {"ihc_score": "3+"},
}
_ISH: dict[str, dict[str, Any]] = {
    to_say("ISH is negative"): _GROUP_5,
    to_say("ISH is positive"): _GROUP_1,
}

# The results that an action can bring, in words and as a reading.
RESULTS: dict[str, dict[str, dict[str, Any]]] = {
    "find_ihc_score": _SCORES,
    "request_ihc": _SCORES,
    "repeat_test": _SCORES,
    "ask_faint_staining": {
        to_say("there is faint staining"): {"zero_staining": "present"},
        to_say("there is no staining"): {"zero_staining": "absent"},
    },
    "request_ish": _ISH,
    "await_ish": _ISH,
    "request_recount": {
        to_say("the recount confirms the group"): {"ish_recount": "confirmed"},
        to_say("ISH is positive after recount"): _GROUP_1,
        to_say("ISH is negative after recount"): _GROUP_5,
    },
}


@dataclass(frozen=True)
class Outcome:
    """`condition` in words; `change` against what is known now."""

    condition: str
    change: Difference


def outcomes_of(action: Action, assessment: Assessment, catalog: Catalog) -> Iterator[Outcome]:
    """One for each result; none where an action brings no HER2 result of a known specimen."""
    for condition, result in RESULTS.get(action.code, {}).items():
        reading = HER2Reading(read_on=PartialDate.of(assessment.as_of), **result)
        tried = with_reading(assessment.record, action.accession or "", reading)
        yield Outcome(condition, difference(assessment, assess(tried, catalog, assessment.as_of)))


def with_reading(record: Record, accession: str, reading: HER2Reading) -> Record:
    """The record as if the specimen had this reading too; one of the same place is replaced."""

    def read(specimen: Specimen) -> Specimen:
        if specimen.accession != accession:
            return specimen
        others = (r for r in specimen.her2_readings if not r.ref or r.ref != reading.ref)
        return replace(specimen, her2_readings=(*others, reading))

    return replace(record, specimens=tuple(read(specimen) for specimen in record.specimens))


def with_receptor_reading(record: Record, accession: str, reading: ReceptorReading) -> Record:
    """The record as if the specimen had this reading of its receptors too."""

    def read(specimen: Specimen) -> Specimen:
        if specimen.accession != accession:
            return specimen
        return replace(specimen, receptor_readings=(*specimen.receptor_readings, reading))

    return replace(record, specimens=tuple(read(specimen) for specimen in record.specimens))


def without_readings(record: Record, refs: Collection[str]) -> Record:
    """The record as if the readings of these places had left it."""

    def left(specimen: Specimen) -> Specimen:
        return replace(
            specimen,
            her2_readings=tuple(r for r in specimen.her2_readings if r.ref not in refs),
            receptor_readings=tuple(r for r in specimen.receptor_readings if r.ref not in refs),
        )

    return replace(record, specimens=tuple(left(specimen) for specimen in record.specimens))


def with_specimen(record: Record, specimen: Specimen) -> Record:
    """The record as if this tissue had been taken too."""
    return replace(record, specimens=(*record.specimens, specimen))


def with_treatments(record: Record, treatments: Iterable[Treatment]) -> Record:
    """The record as if these drugs had been started too."""
    return replace(record, treatments=(*record.treatments, *treatments))
