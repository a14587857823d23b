"""What a person has to do about one patient, most at stake first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from patients.codes import Code

from .actions import MOLECULAR_TESTS, Action
from .answer_codes import ActionCode
from .assessment import Assessment
from .history import History
from .options import AVAILABLE, Option
from .record import Record, Treatment
from .specimen import SpecimenStatus
from .treatment_history import TreatmentHistory


class Why(Code):
    """Reasons to be on the worklist, the most urgent first.

    What is open now comes before what a question may open; questions that a report on file can
    answer come before those that need new tissue.
    """

    NEEDS_FIXING = "needs_fixing", "data error"
    TAKEN_BACK = "taken_back", "made with an error"
    AMENDED = "amended", "amended result"
    OPTION_OPENED = "option_opened", "new option"
    RECOUNT = "recount", "recount needed"
    RESULTS_DISAGREE = "results_disagree", "discordant results"
    HER2_LOST = "her2_lost", "HER2 loss"
    ISH_OR_IHC = "ish_or_ihc", "ISH or IHC needed"
    NO_RESULT = "no_result", "no HER2 result"
    FIND_SCORE = "find_score", "IHC score missing"
    FAINT_STAINING = "faint_staining", "staining not stated"
    REPEAT_TEST = "repeat_test", "repeat test"
    LOW_CONFIDENCE = "low_confidence", "low-confidence specimen"
    PROGRESSED = "progressed", "progression since last biopsy"
    MOLECULAR_TEST = "molecular_test", "molecular test"
    COMPLETE_HISTORY = "complete_history", "history to complete"
    CONFIRM_LINE = "confirm_line", "line number to confirm"
    TELL_TOXICITY = "tell_toxicity", "toxicity not specified"
    DATE_ECOG = "date_ecog", "ECOG without a date"


GRAVITY = {why: place for place, why in enumerate(Why)}

WHY_OF_ACTION = {
    ActionCode.GET_HER2_RESULT: Why.NO_RESULT,
    ActionCode.REQUEST_RECOUNT: Why.RECOUNT,
    ActionCode.REVIEW_DISCORDANCE: Why.RESULTS_DISAGREE,
    ActionCode.AWAIT_ISH: Why.ISH_OR_IHC,
    ActionCode.REQUEST_ISH: Why.ISH_OR_IHC,
    ActionCode.REQUEST_IHC: Why.ISH_OR_IHC,
    ActionCode.FIND_IHC_SCORE: Why.FIND_SCORE,
    ActionCode.ASK_FAINT_STAINING: Why.FAINT_STAINING,
    ActionCode.REPEAT_TEST: Why.REPEAT_TEST,
    ActionCode.RETEST_SOFT_TISSUE: Why.LOW_CONFIDENCE,
    ActionCode.CONSIDER_BIOPSY: Why.PROGRESSED,
    ActionCode.COMPLETE_HISTORY: Why.COMPLETE_HISTORY,
}
ASKS_FOR_HER2_EXPRESSION = ("positive", "ihc3+", "low", "low|ultralow")


@dataclass(frozen=True)
class Work:
    """One thing to do. `basis` names the facts it rests on; `since` is known where a fact dates it.

    `action` is the action's code of the contract, or the reason itself where there is none.
    """

    why: Why
    action: str
    basis: str
    accession: str = ""
    since: date | None = None


def work_of(assessment: Assessment) -> tuple[Work, ...]:
    """The most urgent first; nothing after death."""
    if assessment.record.deceased_on:
        return ()
    found = [
        *_taken_back(assessment),
        *_option_opened(assessment),
        *(_of_action(a, assessment) for a in assessment.actions if a.code not in MOLECULAR_TESTS),
        *_molecular_tests(assessment),
        *_specimens_that_disagree(assessment),
        *_lines_to_confirm(assessment),
        *_toxicity_to_tell(assessment.record),
        *_performance_to_date(assessment.record),
    ]
    return tuple(sorted(found, key=lambda work: GRAVITY[work.why]))


# Options.


def opened_options(assessment: Assessment) -> tuple[Option, ...]:
    """Return the options, open or next, that the last look at the status could not know of.

    The reclassification opened them, or they ask for HER2 and were approved after its last change.
    None while the treatment history is not known: an option may have been given before.
    """
    if assessment.treatment_history is not TreatmentHistory.KNOWN:
        return ()
    return tuple(
        option
        for option in assessment.options
        if option.state in AVAILABLE and (by_change(option) or by_approval(option, assessment))
    )


def is_opened_by_her2(option: Option) -> bool:
    """Criteria met, now or for later, because HER2 is expressed or its category changed."""
    if option.state not in AVAILABLE:
        return False
    return option.row.her2 in ASKS_FOR_HER2_EXPRESSION or option.new_with_reclassification


def by_change(option: Option) -> bool:
    return option.new_with_reclassification


def by_approval(option: Option, assessment: Assessment) -> bool:
    settled_on = _last_change(assessment.history)
    return (
        option.row.her2 in ASKS_FOR_HER2_EXPRESSION
        and settled_on is not None
        and option.row.approved_on > settled_on
    )


def _last_change(history: History) -> date | None:
    return history.entries[-1].on if history.entries else None


def _option_opened(assessment: Assessment) -> Iterator[Work]:
    opened = opened_options(assessment)
    if opened:
        regimens = dict.fromkeys(option.row.regimen for option in opened)
        yield Work(
            Why.OPTION_OPENED,
            action=Why.OPTION_OPENED,
            basis=f"{assessment.her2.category}: {', '.join(regimens)}; {_course(assessment)}",
        )


def _course(assessment: Assessment) -> str:
    """The state of treatment: what was discussed then is another question after a progression."""
    progressions = [p.on.text for p in assessment.record.progressions]
    progressed = [t for line in assessment.lines for t in line.courses if t.progressed]
    return f"{len(assessment.lines)} lines, {len(progressions) + len(progressed)} progressions"


# Facts that were entered in error.


def _taken_back(assessment: Assessment) -> Iterator[Work]:
    """What was made with facts that were wrong has to be looked at again."""
    acts = assessment.record.taken_back
    if acts:
        basis = "; ".join(line for act in acts for line in act.rested_on)
        newest = max(act.on.first for act in acts)
        yield Work(Why.TAKEN_BACK, Why.TAKEN_BACK, basis=basis, since=newest)


# Tests.


def _of_action(action: Action, assessment: Assessment) -> Work:
    why = WHY_OF_ACTION[action.code]
    if action.specimen is None:
        return Work(why, action.code, basis=_basis_of_patient(action, assessment))
    return Work(
        why,
        action.code,
        basis=f"{action.code}: {_readings(action.specimen)}",
        accession=action.specimen.specimen.accession,
        since=_pending_since(action.specimen) if why is Why.ISH_OR_IHC else None,
    )


def _basis_of_patient(action: Action, assessment: Assessment) -> str:
    """What an action rests on that concerns no specimen with a reading."""
    match action.code:
        case ActionCode.GET_HER2_RESULT:
            return "no biopsy on record"
        case ActionCode.COMPLETE_HISTORY:
            return f"treatment history {assessment.treatment_history}"
    return _course(assessment)


def _molecular_tests(assessment: Assessment) -> Iterator[Work]:
    """Genes and PD-L1 in one piece: they are asked for together."""
    codes = [action.code for action in assessment.actions if action.code in MOLECULAR_TESTS]
    if codes:
        basis = f"{', '.join(codes)}; {_course(assessment)}"
        yield Work(Why.MOLECULAR_TEST, Why.MOLECULAR_TEST, basis)


def _readings(status: SpecimenStatus) -> str:
    return ", ".join(sorted(reading.read_on.text for reading in status.specimen.her2_readings))


def _pending_since(status: SpecimenStatus) -> date | None:
    """The day of the report that left the question open."""
    read_on = status.evidence.read_on
    return max(read_on.first, status.specimen.collected_on.first) if read_on else None


# Specimens against each other.


def _specimens_that_disagree(assessment: Assessment) -> Iterator[Work]:
    flags = assessment.her2.flags
    said = ", ".join(
        f"{status.specimen.accession} {status.category}"
        for status in assessment.her2.specimens
        if status.is_determined
    )
    if "specimens_differ" in flags:
        yield Work(Why.RESULTS_DISAGREE, "specimens_differ", basis=said)
    if "her2_lost" in flags:
        yield Work(Why.HER2_LOST, "her2_lost", basis=said)


# Lines.


def _lines_to_confirm(assessment: Assessment) -> Iterator[Work]:
    suggested = [line for line in assessment.lines if not line.confirmed]
    if suggested:
        agents = (
            f"{line.number} {t.agent.name} {t.started_on.text}"
            for line in suggested
            for t in line.treatments
        )
        yield Work(Why.CONFIRM_LINE, "confirm_line", basis=", ".join(agents))


def untold_toxicities(record: Record) -> list[Treatment]:
    """Drugs stopped for a toxicity of which the record does not say which it was."""
    return [
        treatment
        for treatment in record.treatments
        if treatment.end_reason == "toxicity"
        and not any(
            event.agent == treatment.agent.name
            and event.onset_on.last >= treatment.started_on.first
            for event in record.adverse_events
        )
    ]


def _toxicity_to_tell(record: Record) -> Iterator[Work]:
    untold = untold_toxicities(record)
    if untold:
        stops = [t.ended_on.first for t in untold if t.ended_on]
        yield Work(
            Why.TELL_TOXICITY,
            "tell_toxicity",
            basis=", ".join(sorted(f"{t.agent.name} {t.started_on.text}" for t in untold)),
            since=max(stops, default=None),
        )


def _performance_to_date(record: Record) -> Iterator[Work]:
    """A performance status of a time when it had no date: no date is invented for it."""
    if record.undated_ecog is not None:
        yield Work(Why.DATE_ECOG, "date_ecog", basis=f"ECOG {record.undated_ecog}")
