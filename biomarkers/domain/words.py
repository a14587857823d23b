"""A specimen's findings in one sentence, as a pathologist would dictate them."""

from decimal import Decimal

from .because import Because, because
from .evidence import ISHPart
from .her2 import Reason
from .record import HER2Reading
from .specimen import SpecimenStatus

_REASON_WORDS = {
    Reason.NEGATIVE_WITHOUT_SCORE: "reported negative, no IHC score on record",
    Reason.SCORE_BETWEEN: "IHC between 0 and 1+",
    Reason.ZERO_STAINING_NOT_STATED: "IHC 0, staining not stated",
    Reason.IHC_NEEDED: "ISH without an IHC score",
    Reason.NOT_EVALUABLE: "not evaluable",
    Reason.CONFLICT: "results contradict each other",
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
    Reason.NOT_EVALUABLE: "not evaluable",
    Reason.CONFLICT: "results in conflict",
    Reason.NO_RESULT: "no result",
    Reason.ISH_NEEDED: "ISH needed",
    Reason.ISH_PENDING: "ISH pending",
    Reason.RECOUNT_NEEDED: "recount needed",
    Reason.ISH_EQUIVOCAL: "ISH equivocal",
}


def specimen_sentence(status: SpecimenStatus) -> Because:
    """`HER2-low: IHC 1+, liver, read 2024-05-20`."""
    specimen, evidence = status.specimen, status.evidence
    head = f"HER2-{status.category}"
    if status.reason:
        head = f"HER2 {status.category} ({_REASON_WORDS[status.reason]})"
    tail = because(f"{head}: {', '.join(_findings(status))}, {specimen.site}, ")
    if evidence.read_on:
        return tail + because("read ", evidence.read_on)
    return tail + because("collected ", specimen.collected_on, ", no reading that counts")


def _findings(status: SpecimenStatus) -> list[str]:
    ihc, ish, word = status.evidence.ihc, status.evidence.ish, status.evidence.word
    found = []
    if ihc:
        found.append(f"IHC {ihc.score}")
    if ihc and ihc.zero_staining:
        found.append(f"staining {ihc.zero_staining}")
    if ihc and ihc.percent_stained is not None:
        found.append(f"{number(ihc.percent_stained)} % stained")
    if ish:
        found.extend(_ish_findings(ish))
    if word and (not ihc or status.evidence.recount == "changed"):
        found.append(f"reported {word}")
    return found or ["nothing reported"]


def _ish_findings(ish: ISHPart) -> list[str]:
    found = []
    if ish.status in ("pending", "failed", "not_done"):
        return [f"ISH {ish.status.replace('_', ' ')}"]
    if ish.result:
        found.append(f"ISH {ish.result}")
    if ish.probe == "single":
        found.append("single probe")
    if ish.ratio is not None:
        found.append(f"ratio {number(ish.ratio)}")
    if ish.her2_copies is not None:
        found.append(f"{number(ish.her2_copies)} copies")
    if ish.ratio is None and ish.cep17_copies is not None:
        found.append(f"CEP17 {number(ish.cep17_copies)}")
    if ish.recount:
        found.append(f"recount {ish.recount}")
    return found


def number(value: Decimal) -> str:
    """As reported, without the zeros that a column adds."""
    return f"{value.normalize():f}"


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
        "" if reading.adequate else "not evaluable",
    ]
    return ", ".join(word for word in words if word) or "nothing stated"
