"""The specimens of the status card, a row each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.codes import ISHStatus
from biomarkers.domain.evidence import readings_known_by
from biomarkers.domain.findings import findings_of
from biomarkers.domain.her2 import Reason
from biomarkers.domain.ish import ISH
from biomarkers.domain.specimen import SpecimenStatus
from biomarkers.domain.words import reason_short
from biomarkers.wording.requests import site_words
from patients.language import say


@dataclass(frozen=True)
class SpecimenRow:
    status: SpecimenStatus
    key: str
    site: str
    dates: str
    score: str
    tone: str
    ish: str
    reported: str
    today: str
    detail: str
    deciding: bool
    verb: str
    said: str


def specimen_row(status: SpecimenStatus, assessment: Assessment) -> SpecimenRow:
    ihc = status.evidence.ihc
    readings = readings_known_by(status.specimen, assessment.as_of)
    reported = next((r.reported_as for r in readings if r.reported_as), None)
    return SpecimenRow(
        status=status,
        key=status.specimen.ref.split("/")[-1],
        site=site_words(findings_of(status)),
        dates=_dates(status, readings),
        score=ihc.score if ihc else "?",
        tone=status.category.value,
        ish=_ish_words(status),
        reported=reported or "",
        today=status.category.value if status.has_reading else "not read",
        detail=_detail(status),
        deciding=status is assessment.her2.deciding,
        verb=verb_of(status),
        said=said_with(status),
    )


_ASKS_ISH = (Reason.ISH_NEEDED, Reason.ISH_PENDING, Reason.ISH_EQUIVOCAL)
_ASKS_SCORE = (Reason.NEGATIVE_WITHOUT_SCORE, Reason.SCORE_BETWEEN, Reason.IHC_NEEDED)


def verb_of(status: SpecimenStatus) -> str:
    """What can be entered about it next."""
    if status.reason in _ASKS_ISH:
        return say("Enter ISH")
    if status.reason in _ASKS_SCORE:
        return say("Enter score")
    return say("Add re-read") if status.has_reading else say("Enter result")


def said_with(status: SpecimenStatus) -> str:
    """What the form of a reading begins with, as the query of its address."""
    said = {"biopsy": status.specimen.ref.split("/")[-1]}
    if status.reason in _ASKS_ISH:  # whatever the button says in the language of the reader
        said["ish_status"] = ISHStatus.DONE.value
    return urlencode(said)


def _dates(status: SpecimenStatus, readings: list) -> str:
    collected = status.specimen.collected_on
    read = status.evidence.read_on
    if read and len(readings) > 1:
        return say("{collected}, read again {read}").format(
            collected=collected.in_words, read=read.in_words
        )
    return collected.in_words


def _ish_words(status: SpecimenStatus) -> str:
    if status.evidence.ish is None:
        return ""
    group = say("group {group}").format(group=status.ish.group) if status.ish.group else ""
    kind = status.ish.kind.value.replace("_", " ")
    return f"ISH {group or kind}"


def _detail(status: SpecimenStatus) -> str:
    if not status.has_reading:
        return ""
    is_said = status.reason is Reason.ISH_EQUIVOCAL and status.ish.kind is ISH.EQUIVOCAL
    words = [reason_short(findings_of(status))] if status.reason and not is_said else []
    if status.tumor == "other":
        words.append(say("another primary tumor, does not count"))
    if status.low_confidence:
        words.append(say("low confidence"))
    return ", ".join(words)
