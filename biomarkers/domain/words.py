"""A specimen's findings in one sentence, as a pathologist would dictate them."""

from patients.dates import PartialDate

from .because import Because, because
from .findings import Findings, findings_of, number
from .her2 import Reason
from .record import HER2Reading
from .specimen import SpecimenStatus

_REASON_WORDS = {
    Reason.NEGATIVE_WITHOUT_SCORE: "reported negative, no IHC score on record",
    Reason.SCORE_BETWEEN: "IHC between 0 and 1+",
    Reason.ZERO_STAINING_NOT_STATED: "IHC 0, staining not stated",
    Reason.IHC_NEEDED: "ISH without an IHC score",
    Reason.NOT_EVALUABLE: "indeterminate",
    Reason.CONFLICT: "discordant results",
    Reason.NO_RESULT: "no result on record",
    Reason.ISH_NEEDED: "ISH needed",
    Reason.ISH_PENDING: "ISH pending",
    Reason.RECOUNT_NEEDED: "ISH recount needed",
    Reason.ISH_EQUIVOCAL: "ISH equivocal",
}


REASON_SHORT = {
    Reason.NEGATIVE_WITHOUT_SCORE: "no score on file",
    Reason.SCORE_BETWEEN: "score between 0 and 1+",
    Reason.ZERO_STAINING_NOT_STATED: "staining not stated",
    Reason.IHC_NEEDED: "IHC needed",
    Reason.NOT_EVALUABLE: "indeterminate",
    Reason.CONFLICT: "discordant results",
    Reason.NO_RESULT: "no result",
    Reason.ISH_NEEDED: "ISH needed",
    Reason.ISH_PENDING: "ISH pending",
    Reason.RECOUNT_NEEDED: "recount needed",
    Reason.ISH_EQUIVOCAL: "ISH equivocal",
}


def specimen_sentence(status: SpecimenStatus) -> Because:
    """`HER2-low: IHC 1+, liver, read 2024-05-20`."""
    return findings_sentence(findings_of(status))


def findings_sentence(of: Findings) -> Because:
    """The same of what was stored."""
    head = f"HER2-{of.category}"
    if of.reason:
        head = f"HER2 {of.category} ({_REASON_WORDS[Reason(of.reason)]})"
    found = [_FOUND_WORDS[what].format(value.replace("_", " ")) for what, value in of.found]
    tail = because(f"{head}: {', '.join(found) or 'no result reported'}, {of.site}, ")
    if of.read_on:
        return tail + because("read ", PartialDate(of.read_on))
    return tail + because("collected ", PartialDate(of.collected_on), ", no usable result")


_FOUND_WORDS = {
    "ihc": "IHC {}",
    "staining": "staining {}",
    "percent": "{}% stained",
    "ish": "ISH {}",
    "probe": "{} probe",
    "ratio": "ratio {}",
    "copies": "{} copies",
    "cep17": "CEP17 {}",
    "recount": "recount {}",
    "reported": "reported {}",
}


def reading_words(reading: HER2Reading) -> str:
    """One reading as reported: `IHC 1+, reported low`."""
    words = [
        f"IHC {score}" if (score := reading.ihc_score or reading.ihc_score_range) else "",
        f"staining {reading.zero_staining}" if reading.zero_staining else "",
        f"ISH {reading.ish_status.replace('_', ' ')}" if reading.ish_status else "",
        f"ISH {reading.ish_result}" if reading.ish_result else "",
        f"ratio {number(reading.ish_ratio)}" if reading.ish_ratio is not None else "",
        f"{number(reading.her2_copies)} copies" if reading.her2_copies is not None else "",
        f"recount {reading.ish_recount}" if reading.ish_recount else "",
        f"reported {reading.reported_as}" if reading.reported_as else "",
        "" if reading.adequate else "indeterminate",
    ]
    return ", ".join(word for word in words if word) or "no result stated"
