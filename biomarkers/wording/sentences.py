"""Why a patient stands on the worklist, in one sentence that names its datum."""

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.history import Reclassification
from biomarkers.domain.specimen import SpecimenStatus
from biomarkers.domain.words import REASON_SHORT, specimen_sentence
from biomarkers.domain.work import Why, Work, by_change, opened_options
from patients.dates import PartialDate

from .requests import specimen_words, why_biopsy

NAMED = 3  # regimens or specimens, so that a row stays a row


def because_of(work: Work, assessment: Assessment) -> str:
    match work.why:
        case Why.OPTION_OPENED:
            return _opened(assessment)
        case Why.PROGRESSED:
            return why_biopsy(assessment)
        case Why.CONFIRM_LINE:
            return _lines(assessment)
        case Why.DATE_ECOG:
            return f"{work.basis} is on record without a date"
    if work.accession:
        return _of_specimen(_status(assessment, work.accession))
    return _each_specimen(assessment)


def _opened(assessment: Assessment) -> str:
    opened = opened_options(assessment)
    regimens = list(dict.fromkeys(option.row.regimen for option in opened))
    if any(by_change(option) for option in opened):
        reason = _change(assessment.history.reclassification)
    else:
        approved = max(option.row.approved_on for option in opened)
        reason = f"Approved since its last change, {PartialDate.of(approved).in_words}"
    return f"{reason} · opens {named_of(regimens)}"


_CAUSES = {"definition": "Definition of", "reread": "Read again", "new_specimen": "New specimen"}


def _change(reclassification: Reclassification | None) -> str:
    """`Definition of 5 Aug 2022`: the row already shows what it was and what it is."""
    if reclassification is None:
        return ""
    entry = reclassification.entry
    return f"{_CAUSES[entry.cause]} {PartialDate.of(entry.on).in_words}"


def named_of(things: list[str]) -> str:
    more = len(things) - NAMED
    named = ", ".join(things[:NAMED])
    return f"{named} and {more} more" if more > 0 else named


def _lines(assessment: Assessment) -> str:
    suggested = [line for line in assessment.lines if not line.confirmed]
    newest = suggested[-1]
    return f"Line {newest.number} is suggested: {newest.suggestions[0].because.in_words}"


def _status(assessment: Assessment, accession: str) -> SpecimenStatus:
    return next(s for s in assessment.her2.specimens if s.specimen.accession == accession)


def _of_specimen(status: SpecimenStatus) -> str:
    if status.reason:
        return f"{specimen_words(status)}: {REASON_SHORT[status.reason]}"
    return specimen_sentence(status).in_words


def _each_specimen(assessment: Assessment) -> str:
    said = [
        f"{specimen_words(status)}: {status.category}"
        for status in assessment.her2.specimens
        if status.is_determined
    ]
    return " · ".join(said[:NAMED])
