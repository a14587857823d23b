"""A specimen's findings in one sentence, as a pathologist would dictate them."""

from patients.dates import PartialDate
from patients.language import Words, say

from .because import Because, because
from .findings import Findings, findings_of, number
from .her2 import Reason
from .record import HER2Reading
from .specimen import SpecimenStatus

_REASON_WORDS = Words(
    {
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
)


REASON_SHORT = Words(
    {
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
)


def specimen_sentence(status: SpecimenStatus) -> Because:
    """`HER2-low: IHC 1+, liver, read 2024-05-20`."""
    return findings_sentence(findings_of(status))


def findings_sentence(of: Findings) -> Because:
    """The same of what was stored."""
    head = say(f"HER2-{of.category}")
    if of.reason:
        head = f"HER2 {say(of.category)} ({_reason_words(of)})"
    told = found_words(of) or say("no result reported")
    tail = because(f"{head}: {told}, {of.site}, ")
    if of.read_on:
        return tail + because(say("read "), PartialDate(of.read_on))
    return tail + because(
        say("collected "), PartialDate(of.collected_on), say(", no usable result")
    )


def _reason_words(of: Findings) -> str:
    if of.reason == Reason.SCORE_BETWEEN and of.score_against_percent:
        return say("score and percentage disagree")
    return _REASON_WORDS[Reason(of.reason or "")]


def reason_short(of: Findings) -> str:
    """`staining not stated`; of a score that its percentage contradicts, `1+ with 5% stained`."""
    if of.reason == Reason.SCORE_BETWEEN and (against := score_against_percent(of)):
        return against
    return REASON_SHORT[Reason(of.reason or "")]


def score_against_percent(of: Findings) -> str:
    """`1+ with 5% stained`; empty where they do not contradict each other."""
    if of.score_against_percent is None:
        return ""
    score, percent = of.score_against_percent
    return say("{score} with {percent}% stained").format(score=score, percent=percent)


def found_words(of: Findings, *only: str) -> str:
    """`IHC 1+, 5% stained`: all that was found, or only these."""
    return ", ".join(
        _FOUND_WORDS[what].format(say(value.replace("_", " ")))
        for what, value in of.found
        if not only or what in only
    )


_FOUND_WORDS = Words(
    {
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
)


def reading_words(reading: HER2Reading) -> str:
    """One reading as reported: `IHC 1+, reported low`."""
    words = [
        say("IHC {}").format(score)
        if (score := reading.ihc_score or reading.ihc_score_range)
        else "",
        say("staining {zero_staining}").format(zero_staining=say(reading.zero_staining))
        if reading.zero_staining
        else "",
        f"ISH {say(reading.ish_status.replace('_', ' '))}" if reading.ish_status else "",
        f"ISH {say(reading.ish_result)}" if reading.ish_result else "",
        say("ratio {ish_ratio}").format(ish_ratio=number(reading.ish_ratio))
        if reading.ish_ratio is not None
        else "",
        say("{her2_copies} copies").format(her2_copies=number(reading.her2_copies))
        if reading.her2_copies is not None
        else "",
        say("recount {ish_recount}").format(ish_recount=say(reading.ish_recount))
        if reading.ish_recount
        else "",
        say("reported {reported_as}").format(reported_as=say(reading.reported_as))
        if reading.reported_as
        else "",
        "" if reading.adequate else say("indeterminate"),
    ]
    return ", ".join(word for word in words if word) or say("no result stated")
