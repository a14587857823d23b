"""What a label asks of the place in the sequence: first line, maintenance, or a switch."""

from ..alterations import result_for
from ..because import Because, because
from ..catalog import AlterationTerm
from ..course import Course
from ..lines import Line
from ..patient import Patient
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind

# Kinds of metastatic line of which none may have begun.
_NONE_BEGUN = {
    "yes": ("systemic",),
    "chemotherapy": ("chemotherapy",),
    "chemotherapy_or_anti_her2": ("chemotherapy", "anti_her2"),
    "endocrine": ("endocrine",),
}
_ASKS = {
    "yes": "no systemic therapy yet for metastatic disease",
    "chemotherapy": "no chemotherapy yet for metastatic disease",
    "chemotherapy_or_anti_her2": "no chemotherapy or anti-HER2 therapy yet for metastatic disease",
    "endocrine": "no endocrine therapy yet for metastatic disease",
    "endocrine_naive": "no endocrine therapy ever",
    "maintenance": "first line with anti-HER2 therapy under way, without progression",
    "on_ai_cdk46": "aromatase inhibitor and CDK4/6 inhibitor being given without progression, "
    "ESR1 detected since",
}


def first_line_criterion(wanted: str, patient: Patient) -> Criterion:
    met: bool | None
    match wanted:
        case "endocrine_naive":
            met, sentence = _endocrine_naive(patient)
        case "maintenance":
            met, sentence = _maintenance(patient)
        case "on_ai_cdk46":
            met, sentence = _on_aromatase_and_cdk46_inhibitor(patient)
        case _:
            met, sentence = _none_begun(_NONE_BEGUN[wanted], patient)
    missing = ("esr1",) if met is NOT_KNOWN else ()
    return Criterion(Kind.FIRST_LINE, _ASKS[wanted], met, sentence, missing)


def _none_begun(kinds: tuple[str, ...], patient: Patient) -> tuple[bool, Because]:
    for line in patient.lines:
        if "systemic" in kinds or any(line.holds(kind) for kind in kinds):
            return NOT_MET, _line_sentence(line)
    return MET, because("no such line on record")


def _line_sentence(line: Line) -> Because:
    agents = " + ".join(dict.fromkeys(t.agent.name for t in line.courses))
    return because(f"line {line.number} {agents} from ", line.started_on)


def _endocrine_naive(patient: Patient) -> tuple[bool, Because]:
    given = next((t for t in patient.treatments if t.is_of("endocrine")), None)
    if given:
        sentence = because(f"{given.agent.name} ({given.setting}) from ", given.started_on)
        return NOT_MET, sentence
    return MET, because("no endocrine therapy on record")


def _maintenance(patient: Patient) -> tuple[bool, Because]:
    if not patient.lines:
        return NOT_MET, because("no line for metastatic disease on record")
    line = patient.lines[0]
    if len(patient.lines) > 1:
        return NOT_MET, _line_sentence(patient.lines[-1])
    if not line.holds("anti_her2"):
        return NOT_MET, _line_sentence(line) + " holds no anti-HER2 therapy"
    progressed = _progressed_in(line)
    if progressed:
        return NOT_MET, progressed.progression
    if not line.under_way:
        return NOT_MET, _line_sentence(line) + " has ended"
    return MET, _line_sentence(line) + " under way, no progression on record"


def _on_aromatase_and_cdk46_inhibitor(patient: Patient) -> tuple[bool | None, Because]:
    line = next((line for line in patient.lines if _both_being_given(line)), None)
    if line is None:
        return NOT_MET, because("no aromatase inhibitor with CDK4/6 inhibitor being given")
    progressed = _progressed_in(line)
    if progressed:
        return NOT_MET, progressed.progression
    esr1 = result_for(AlterationTerm("ESR1"), patient.record, patient.last_endocrine_progression)
    sentence = _line_sentence(line) + "; " + esr1.because
    if esr1.detected and esr1.tests[0].tested_on.first < line.started_on.first:
        return NOT_MET, sentence + ", before it began"
    return esr1.detected, sentence


def _progressed_in(line: Line) -> Course | None:
    return next((t for t in line.courses if t.progressed), None)


def _both_being_given(line: Line) -> bool:
    given = [t for t in line.courses if t.is_given]
    return any(t.is_of("aromatase inhibitor") for t in given) and any(
        t.is_of("CDK4/6 inhibitor") for t in given
    )
