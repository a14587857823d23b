"""Sentences of what is stored: why a patient is in a list, and why a task is there.

Made where they are shown, from the codes and data of `biomarkers/domain/grounds.py`.
"""

from collections.abc import Callable

from biomarkers.domain.answer_codes import ActionCode, Cause
from biomarkers.domain.findings import Findings
from biomarkers.domain.grounds import Ground, GroundCode
from biomarkers.domain.words import findings_sentence, reason_short, score_against_percent
from patients.dates import PartialDate
from patients.language import Words, say, to_say

from .changes import change_sentence
from .codes import ACTION_WORDS
from .requests import SPREAD_IS_UNKNOWN, biopsy_sentence, reason_sentence, specimen_words

Sentence = Callable[[Ground], str]

UNREADABLE = to_say("cannot be read until the next assessment")
NAMED = 3  # regimens or specimens, so that a row stays a row


def list_sentence(grounds: list[Ground]) -> str:
    """One sentence for the list of patients: what changed, what is asked, or the result."""
    return _joined(grounds, _OF_PATIENT)


def task_sentence(grounds: list[Ground]) -> str:
    """One sentence for a task; beside it the row shows what the category was and is."""
    if len(grounds) > 1 and all(ground.get("code") == GroundCode.SPECIMEN for ground in grounds):
        return _joined(grounds[:NAMED], _OF_EACH_SPECIMEN)
    return _joined(grounds, _OF_TASK)


def _joined(grounds: list[Ground], sentences: dict[str, Sentence]) -> str:
    """A row that was damaged past the application says so and does not break the list."""
    try:
        return " · ".join(sentences[ground["code"]](ground) for ground in grounds)
    except (KeyError, TypeError, ValueError):
        return say(UNREADABLE)


def _reclassified(ground: Ground) -> str:
    return change_sentence(ground["meaning"], _day(ground["on"]), ground["cause"])


_CAUSE_SHORT = Words(
    {
        Cause.DEFINITION: "New definition",
        Cause.REREAD: "Re-read",
        Cause.NEW_SPECIMEN: "New specimen",
    }
)


def _reclassified_briefly(ground: Ground) -> str:
    """`Definition of 5 Aug 2022`."""
    return f"{_CAUSE_SHORT[Cause(ground['cause'])]} {_day(ground['on']).in_words}"


def _approved(ground: Ground) -> str:
    return say("New approval {on}").format(on=_day(ground["on"]).in_words)


def _opened(ground: Ground) -> str:
    regimens = ground["regimens"]
    more = len(regimens) - NAMED
    named = ", ".join(regimens[:NAMED])
    what = say("new option for later") if ground.get("later") else say("new option")
    return (
        say("{what}: {named} and {more} more").format(what=what, named=named, more=more)
        if more > 0
        else f"{what}: {named}"
    )


def _asked(ground: Ground) -> str:
    of = Findings.from_json(ground["specimen"]) if ground["specimen"] else None
    return reason_sentence(ActionCode(ground["action"]), of)


def _biopsy(ground: Ground) -> str:
    return biopsy_sentence(_known(ground["newest"]), _known(ground["progressed"]))


def _tests(ground: Ground) -> str:
    """`Test ESR1 in plasma · Test germline BRCA1 and BRCA2`."""
    return " · ".join(ACTION_WORDS[ActionCode(code)] for code in ground["actions"])


def _spread(ground: Ground) -> str:
    return say(SPREAD_IS_UNKNOWN)


def _specimen(ground: Ground) -> str:
    return findings_sentence(Findings.from_json(ground["specimen"])).in_words


def _unsettled_specimen(ground: Ground) -> str:
    of = Findings.from_json(ground["specimen"])
    if of.reason:
        words = dict.fromkeys(filter(None, (score_against_percent(of), reason_short(of))))
        return f"{specimen_words(of)}: {', '.join(words)}"
    return _specimen(ground)


def _category_of_specimen(ground: Ground) -> str:
    of = Findings.from_json(ground["specimen"])
    return f"{specimen_words(of)}: {of.category}"


def _line(ground: Ground) -> str:
    started = PartialDate(ground["started_on"]).in_words
    return say("Line {line} suggested: {names} from {started}").format(
        line=ground["number"], names=" + ".join(ground["agents"]), started=started
    )


def _toxicity(ground: Ground) -> str:
    return say("{names} stopped for toxicity: event and grade not recorded").format(
        names=" + ".join(ground["agents"])
    )


def _ecog(ground: Ground) -> str:
    return say("ECOG {ecog} is recorded without a date").format(ecog=ground["ecog"])


def _taken_back(ground: Ground) -> str:
    return say("Made with a fact that was in error: {names}").format(
        names="; ".join(ground["rested_on"])
    )


def _amended(ground: Ground) -> str:
    return say("An amended report of {accession} changed {change}").format(
        accession=ground["accession"], change=ground["change"]
    )


def _needs_fixing(ground: Ground) -> str:
    return say("Data error: {fault}").format(fault=ground["fault"])


def _day(text: str) -> PartialDate:
    return PartialDate(text)


def _known(text: str | None) -> PartialDate | None:
    return PartialDate(text) if text else None


_OF_PATIENT: dict[str, Sentence] = {
    GroundCode.RECLASSIFIED: _reclassified,
    GroundCode.APPROVED: _approved,
    GroundCode.OPENED: _opened,
    GroundCode.ASKED: _asked,
    GroundCode.TESTS: _tests,
    GroundCode.BIOPSY: _biopsy,
    GroundCode.SPREAD: _spread,
    GroundCode.SPECIMEN: _specimen,
    GroundCode.LINE: _line,
    GroundCode.TOXICITY: _toxicity,
    GroundCode.ECOG: _ecog,
    GroundCode.TAKEN_BACK: _taken_back,
    GroundCode.AMENDED: _amended,
    GroundCode.NEEDS_FIXING: _needs_fixing,
}
_OF_EACH_SPECIMEN: dict[str, Sentence] = {GroundCode.SPECIMEN: _category_of_specimen}
_OF_TASK = _OF_PATIENT | {
    GroundCode.RECLASSIFIED: _reclassified_briefly,
    GroundCode.SPECIMEN: _unsettled_specimen,
}
