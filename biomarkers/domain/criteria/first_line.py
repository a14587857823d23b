"""What a label asks of the place in the sequence: first line, maintenance, or a switch."""

from collections.abc import Callable
from dataclasses import dataclass

from patients.language import Words, say

from ..alterations import result_for
from ..because import Because, because
from ..catalog import AlterationTerm
from ..course import Course
from ..lines import Line
from ..patient import Patient
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind

# Made for the moment in which a line is still working.
FOR_A_WORKING_LINE = ("maintenance", "on_ai_cdk46")

# Kinds of metastatic line of which none may have begun.
_NONE_BEGUN = {
    "yes": ("systemic",),
    "chemotherapy": ("chemotherapy",),
    "chemotherapy_or_anti_her2": ("chemotherapy", "anti_her2"),
    "endocrine": ("endocrine",),
}
_ASKS = Words(
    {
        "yes": "no prior systemic therapy for metastatic disease",
        "chemotherapy": "no prior chemotherapy for metastatic disease",
        "chemotherapy_or_anti_her2": (
            "no prior chemotherapy or anti-HER2 therapy for metastatic disease"
        ),
        "endocrine": "no prior endocrine therapy for metastatic disease",
        "endocrine_naive": "no prior endocrine therapy",
        "maintenance": "ongoing first-line anti-HER2 therapy without progression",
        "on_ai_cdk46": (
            "ESR1 mutation emerging on aromatase inhibitor + CDK4/6 inhibitor, without progression"
        ),
    }
)


@dataclass(frozen=True)
class Answer:
    """`from_absence`: it follows from what is not on record."""

    met: bool | None
    because: Because
    from_absence: bool = False
    missing: str = "treatment_history"


def first_line_criterion(wanted: str, patient: Patient) -> Criterion:
    answer = _PLACES.get(wanted, _none_begun)(wanted, patient)
    if answer.from_absence and not patient.history_is_known:
        answer = Answer(NOT_KNOWN, answer.because + say("; earlier treatment is not known"))
    return Criterion(
        Kind.FIRST_LINE,
        _ASKS[wanted],
        answer.met,
        answer.because,
        (answer.missing,) if answer.met is NOT_KNOWN else (),
        may_come_true=wanted in FOR_A_WORKING_LINE and not patient.lines,
    )


def _none_begun(wanted: str, patient: Patient) -> Answer:
    kinds = _NONE_BEGUN[wanted]
    for line in patient.lines:
        if "systemic" in kinds or any(line.holds(kind) for kind in kinds):
            return Answer(NOT_MET, _line_sentence(line))
    return Answer(MET, because(say("none recorded")), from_absence=True)


def _line_sentence(line: Line) -> Because:
    agents = " + ".join(dict.fromkeys(course.agent.name for course in line.courses))
    return because(
        say("line {line} {agents} from ").format(line=line.number, agents=agents), line.started_on
    )


def _endocrine_naive(wanted: str, patient: Patient) -> Answer:
    given = next((t for t in patient.treatments if t.is_of("endocrine")), None)
    if given:
        sentence = because(
            say("{agent} ({setting}) from ").format(
                agent=given.agent.name, setting=say(given.setting)
            ),
            given.started_on,
        )
        return Answer(NOT_MET, sentence)
    return Answer(MET, because(say("no endocrine therapy on record")), from_absence=True)


def _maintenance(wanted: str, patient: Patient) -> Answer:
    if not patient.lines:
        sentence = because(say("no line for metastatic disease on record"))
        return Answer(NOT_MET, sentence, from_absence=True)
    if len(patient.lines) > 1:
        return Answer(NOT_MET, _line_sentence(patient.lines[-1]))
    line = patient.lines[0]
    progressed = _progressed_in(line)
    if progressed:
        return Answer(NOT_MET, progressed.progression)
    if not line.is_ongoing:
        return Answer(NOT_MET, _line_sentence(line) + say(" has ended"))
    if not line.holds("anti_her2"):
        sentence = _line_sentence(line) + say(" does not include anti-HER2 therapy")
        return Answer(NOT_MET, sentence, from_absence=True)
    sentence = _line_sentence(line) + say(" ongoing, no progression recorded")
    return Answer(MET, sentence, from_absence=True)  # that it is the first


def _on_ai_and_cdk46_inhibitor(wanted: str, patient: Patient) -> Answer:
    line = next((line for line in patient.lines if _both_being_given(line)), None)
    if line is None:
        sentence = because(say("not on an aromatase inhibitor with a CDK4/6 inhibitor"))
        return Answer(NOT_MET, sentence, from_absence=True)
    progressed = _progressed_in(line)
    if progressed:
        return Answer(NOT_MET, progressed.progression)
    esr1 = result_for(AlterationTerm("ESR1"), patient.record, patient.last_endocrine_progression)
    sentence = _line_sentence(line) + "; " + esr1.because
    if esr1.detected and esr1.tests[0].tested_on.first < line.started_on.first:
        return Answer(NOT_MET, sentence + say(", before this line started"))
    return Answer(esr1.detected, sentence, missing="esr1")


_PLACES: dict[str, Callable[[str, Patient], Answer]] = {
    "endocrine_naive": _endocrine_naive,
    "maintenance": _maintenance,
    "on_ai_cdk46": _on_ai_and_cdk46_inhibitor,
}


def _progressed_in(line: Line) -> Course | None:
    return next((course for course in line.courses if course.progressed), None)


def _both_being_given(line: Line) -> bool:
    given = [course for course in line.courses if course.is_ongoing]
    return any(c.is_of("aromatase inhibitor") for c in given) and any(
        c.is_of("CDK4/6 inhibitor") for c in given
    )
