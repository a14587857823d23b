"""What a label asks of the place of treatment: before surgery, after it, or advanced disease.

Source: docs/contract/rules.md, part 7 ("Setting"). The columns of its table are read from left to
right: met, not met but to come, closed, not known.
"""

from collections.abc import Callable
from dataclasses import dataclass

from patients.language import Words, say

from ..because import Because, because
from ..course import Course
from ..patient import Patient
from ..spans import months_after
from ..surgery import Surgery
from .criterion import (
    MET,
    NOT_KNOWN,
    NOT_MET,
    Criterion,
    Kind,
    all_are_needed,
    one_is_enough,
)

RECENT_MONTHS = 12  # diagnosis, surgery, or the end of the last (neo)adjuvant drug
CDK46_MONTHS = 24  # a CDK4/6 inhibitor can still be added so long after surgery
ENDOCRINE, CDK46 = "endocrine", "CDK4/6 inhibitor"

_ASKS = Words(
    {
        "advanced": "advanced disease",
        "neoadjuvant": "before surgery, within 12 months of the diagnosis",
        "adjuvant": "after surgery, while adjuvant treatment can begin",
        "residual": "within 12 months of surgery, disease left after neoadjuvant treatment",
    }
)


@dataclass(frozen=True)
class Answer:
    """`to_come`: not met, and time can still make it so."""

    met: bool | None
    because: Because
    to_come: bool = False
    missing: str = "setting"


def setting_criterion(setting: str, drug_class: str, patient: Patient) -> Criterion:
    """`drug_class` of the named agent: endocrine, CDK4/6 inhibitor, or "" for any other."""
    answer = _SETTINGS[setting](drug_class, patient)
    return Criterion(
        Kind.SETTING,
        _ASKS[setting],
        answer.met,
        answer.because,
        (answer.missing,) if answer.met is NOT_KNOWN else (),
        may_come_true=answer.to_come,
    )


def drug_class_for_setting(classes: frozenset[str]) -> str:
    return next((name for name in (CDK46, ENDOCRINE) if name in classes), "")


def _advanced(drug_class: str, patient: Patient) -> Answer:
    return Answer(MET, patient.disease.because)


def _neoadjuvant(drug_class: str, patient: Patient) -> Answer:
    if patient.surgery:
        return Answer(NOT_MET, patient.surgery.because)
    if patient.record.diagnosed_on is None:
        return _nothing_known()
    met = MET if _lately_diagnosed(patient) else NOT_MET
    return Answer(met, _diagnosed(patient) + say(", no surgery of the breast on record"))


def _adjuvant(drug_class: str, patient: Patient) -> Answer:
    if patient.surgery is None:
        before_surgery = _before_surgery(patient)
        closes = before_surgery.met is NOT_MET and not before_surgery.to_come
        return _unless_a_drug_is_missing(before_surgery, patient) if closes else before_surgery
    met, sentence = _time_for_adjuvant(drug_class, patient.surgery, patient)
    answer = Answer(met, sentence)
    return _unless_a_drug_is_missing(answer, patient) if met is NOT_MET else answer


def _residual(drug_class: str, patient: Patient) -> Answer:
    surgery, residual = patient.surgery, patient.record.residual_disease
    if surgery is None:
        return _before_surgery(patient)
    neoadjuvant = next((t for t in patient.early_treatments if t.setting == "neoadjuvant"), None)
    recent = surgery.lies_within(RECENT_MONTHS, patient.as_of)
    stated = {True: "yes", False: "no", None: "not on record"}[residual]
    sentence = surgery.because + say("; residual disease {stated}").format(stated=stated)
    if residual is False or recent is False:
        return Answer(NOT_MET, sentence)
    if neoadjuvant is None:
        none_given = Answer(NOT_MET, sentence + say("; no neoadjuvant treatment on record"))
        return _unless_a_drug_is_missing(none_given, patient)
    sentence = sentence + say("; neoadjuvant {agent} from ").format(agent=neoadjuvant.agent.name)
    return Answer(all_are_needed([recent, residual]), sentence + because(neoadjuvant.started_on))


_SETTINGS: dict[str, Callable[[str, Patient], Answer]] = {
    "advanced": _advanced,
    "neoadjuvant": _neoadjuvant,
    "adjuvant": _adjuvant,
    "residual": _residual,
}


def _nothing_known() -> Answer:
    return Answer(NOT_KNOWN, because(say("no surgery and no date of diagnosis on record")))


def _before_surgery(patient: Patient) -> Answer:
    """Of a setting that follows surgery, while none is on record."""
    if patient.record.diagnosed_on is None:
        return _nothing_known()
    sentence = _diagnosed(patient) + say(", no surgery of the breast on record")
    return Answer(NOT_MET, sentence, to_come=_lately_diagnosed(patient))


def _unless_a_drug_is_missing(closed: Answer, patient: Patient) -> Answer:
    """What only the absence of a drug closes is not known while the history is not known."""
    if patient.history_is_known:
        return closed
    sentence = closed.because + say("; earlier treatment is not known")
    return Answer(NOT_KNOWN, sentence, missing="treatment_history")


def _lately_diagnosed(patient: Patient) -> bool:
    diagnosed_on = patient.record.diagnosed_on
    return diagnosed_on is not None and (
        patient.as_of <= months_after(diagnosed_on.first, RECENT_MONTHS)
    )


def _diagnosed(patient: Patient) -> Because:
    on = patient.record.diagnosed_on
    return because(say("diagnosed "), on) if on else because(say("date of diagnosis not on record"))


# Adjuvant: how long after surgery a treatment can still begin.


def _time_for_adjuvant(
    drug_class: str, surgery: Surgery, patient: Patient
) -> tuple[bool | None, Because]:
    early = patient.early_treatments
    endocrine = [t for t in early if t.is_of(ENDOCRINE) and t.is_ongoing]
    answers = [
        (surgery.lies_within(RECENT_MONTHS, patient.as_of), surgery.because),
        *((_lately_given(t, patient), _given(t)) for t in early if _is_not_endocrine(t)),
    ]
    if drug_class == ENDOCRINE:
        answers += [(MET, _given(t)) for t in endocrine]
    if drug_class == CDK46:
        soon = surgery.lies_within(CDK46_MONTHS, patient.as_of)
        answers += [(soon, surgery.because + "; " + _given(t)) for t in endocrine]
    met = one_is_enough(answer for answer, _ in answers)
    return met, next(sentence for answer, sentence in answers if answer is met)


def _is_not_endocrine(treatment: Course) -> bool:
    return not treatment.agent.classes & {ENDOCRINE, CDK46}


def _lately_given(treatment: Course, patient: Patient) -> bool | None:
    if treatment.is_ongoing:
        return MET
    if treatment.ended_on is None:
        return NOT_KNOWN
    return patient.as_of <= months_after(treatment.ended_on.last, RECENT_MONTHS)


def _given(treatment: Course) -> Because:
    return because(f"{treatment.setting} {treatment.agent.name} ") + treatment.until
