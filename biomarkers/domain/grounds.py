"""What a stored assessment or task rests on: codes, data and dates, never a sentence.

A list of grounds is plain JSON, so that it can be stored; `biomarkers/wording/grounds.py` makes
the sentence of it where it is shown. A page can therefore be reworded without a new row of a
patient's history.
"""

from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from patients.dates import PartialDate

from .actions import MOLECULAR_TESTS, Action
from .answer_codes import ActionCode
from .assessment import Assessment
from .findings import findings_of
from .options import State
from .specimen import SpecimenStatus
from .work import Why, Work, by_change, opened_options, untold_toxicities

Ground = dict[str, Any]
_ACTIONS = frozenset(ActionCode)


class GroundCode(StrEnum):
    """Each with the data that it holds beside its code."""

    RECLASSIFIED = "reclassified"  # meaning, on, cause
    APPROVED = "approved"  # on
    OPENED = "opened"  # regimens, and later where a line still works
    ASKED = "asked"  # action, specimen (findings, or null)
    TESTS = "tests"  # actions
    BIOPSY = "biopsy"  # newest, progressed
    SPREAD = "spread"  # nothing: of two tumors it is not known which has spread
    SPECIMEN = "specimen"  # specimen (findings)
    ECOG = "ecog"  # ecog, which has no date
    LINE = "line"  # number, agents, started_on
    TOXICITY = "toxicity"  # agents
    TAKEN_BACK = "taken_back"  # rested_on
    AMENDED = "amended"  # accession, change
    NEEDS_FIXING = "needs_fixing"  # fault


def grounds_of(assessment: Assessment) -> list[Ground]:
    """Of one patient, for a list: what changed and opened, else what is asked, else the result."""
    found = [*_reclassified(assessment), *_opened(newly_opened(assessment))]
    if found:
        return found
    if assessment.actions:
        return [_asked(assessment.actions[0], assessment)]
    deciding = assessment.her2.deciding
    return [_specimen(deciding)] if deciding else []


def grounds_of_work(work: Work, assessment: Assessment) -> list[Ground]:
    """Of one task, for a row of the worklist."""
    match work.why:
        case Why.TAKEN_BACK | Why.AMENDED:
            return [_misled(work, assessment)]
        case Why.OPTION_OPENED:
            return _of_opened_options(assessment)
        case Why.PROGRESSED:
            return [_biopsy(assessment)]
        case Why.MOLECULAR_TEST:
            codes = [str(a.code) for a in assessment.actions if a.code in MOLECULAR_TESTS]
            return [_ground(GroundCode.TESTS, actions=codes)]
        case Why.CONFIRM_LINE:
            return [_suggested_line(assessment)]
        case Why.TELL_TOXICITY:
            agents = sorted({t.agent.name for t in untold_toxicities(assessment.record)})
            return [_ground(GroundCode.TOXICITY, agents=agents)]
        case Why.DATE_ECOG:
            return [_ground(GroundCode.ECOG, ecog=assessment.record.undated_ecog)]
    if work.accession:
        return [_specimen(_status(assessment, work.accession))]
    if work.action in _ACTIONS:
        return [_ground(GroundCode.ASKED, action=str(work.action), specimen=None)]
    return [_specimen(status) for status in assessment.her2.specimens if status.is_determined]


def _misled(work: Work, assessment: Assessment) -> Ground:
    """What was taken for right, and is not."""
    if work.why is Why.AMENDED:
        return _ground(GroundCode.AMENDED, accession=work.accession, change=work.basis)
    acts = assessment.record.taken_back
    return _ground(GroundCode.TAKEN_BACK, rested_on=[x for a in acts for x in a.rested_on])


def grounds_of_fault(fault: str) -> list[Ground]:
    """Of a record that cannot be read or assessed."""
    return [_ground(GroundCode.NEEDS_FIXING, fault=fault)]


def newly_opened(assessment: Assessment) -> list[str]:
    """Regimens that the reclassification opened, each once, in the order of the catalog."""
    opened = (o.row.regimen for o in assessment.options if o.new_with_reclassification)
    return list(dict.fromkeys(opened))


def newest_progression(assessment: Assessment) -> PartialDate | None:
    """None: there is none, or none with a date."""
    ended = [
        t.ended_on
        for line in assessment.lines
        for t in line.treatments
        if t.end_reason == "progression" and t.ended_on
    ]
    recorded = [progression.on for progression in assessment.record.progressions]
    return max([*recorded, *ended], key=lambda day: day.last, default=None)


def _ground(code: GroundCode, **data: Any) -> Ground:
    return {"code": code.value, **data}


def _reclassified(assessment: Assessment) -> Iterator[Ground]:
    reclassification = assessment.history.reclassification
    if reclassification:
        entry = reclassification.entry
        yield _ground(
            GroundCode.RECLASSIFIED,
            meaning=entry.meaning,
            on=entry.on.isoformat(),
            cause=str(entry.cause),
        )


def _opened(regimens: list[str], *, later: bool = False) -> Iterator[Ground]:
    """`later`: the present line still works."""
    if regimens:
        yield _ground(GroundCode.OPENED, regimens=regimens, **({"later": True} if later else {}))


def _of_opened_options(assessment: Assessment) -> list[Ground]:
    opened = opened_options(assessment)
    regimens = list(dict.fromkeys(option.row.regimen for option in opened))
    later = all(option.state is State.NEXT for option in opened)
    if any(by_change(option) for option in opened):
        return [*_reclassified(assessment), *_opened(regimens, later=later)]
    approved = max(option.row.approved_on for option in opened)
    return [_ground(GroundCode.APPROVED, on=approved.isoformat()), *_opened(regimens, later=later)]


def _asked(action: Action, assessment: Assessment) -> Ground:
    if action.code == ActionCode.CONSIDER_BIOPSY:
        return _biopsy(assessment)
    specimen = _findings(action.specimen) if action.specimen else None
    return _ground(GroundCode.ASKED, action=str(action.code), specimen=specimen)


def _biopsy(assessment: Assessment) -> Ground:
    if assessment.which_tumor_has_spread_is_unknown:
        return _ground(GroundCode.SPREAD)
    collected = [status.specimen.collected_on for status in assessment.her2.specimens]
    newest = max(collected, key=lambda day: day.first, default=None)
    progressed = newest_progression(assessment)
    return _ground(
        GroundCode.BIOPSY,
        newest=str(newest) if newest else None,
        progressed=str(progressed) if progressed else None,
    )


def _suggested_line(assessment: Assessment) -> Ground:
    newest = [line for line in assessment.lines if not line.confirmed][-1]
    return _ground(
        GroundCode.LINE,
        number=newest.number,
        agents=sorted({suggested.treatment.agent.name for suggested in newest.suggestions}),
        started_on=str(newest.suggestions[0].treatment.started_on),
    )


def _specimen(status: SpecimenStatus) -> Ground:
    return _ground(GroundCode.SPECIMEN, specimen=_findings(status))


def _findings(status: SpecimenStatus) -> dict[str, Any]:
    """As JSON gives it back: with lists for tuples."""
    findings = asdict(findings_of(status))
    return {**findings, "found": [list(pair) for pair in findings["found"]]}


def _status(assessment: Assessment, accession: str) -> SpecimenStatus:
    return next(s for s in assessment.her2.specimens if s.specimen.accession == accession)
