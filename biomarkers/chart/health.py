"""What treatment has to respect beside the cancer, and what the record itself leaves open."""

from dataclasses import dataclass

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.record import Condition, Record
from biomarkers.wording.codes import NOTE_SENTENCES
from patients.codes import TreatmentHistory, words_of
from patients.language import say


@dataclass(frozen=True)
class ConditionRow:
    words: str
    when: str
    is_over: bool


@dataclass(frozen=True)
class HealthCard:
    """`facts` are label and value; `notes` whole sentences."""

    conditions: tuple[ConditionRow, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def health_card(assessment: Assessment) -> HealthCard:
    record = assessment.record
    conditions = sorted(record.conditions, key=_newest_first)
    return HealthCard(
        conditions=tuple(_row(condition) for condition in conditions),
        facts=tuple(_facts(record)),
        notes=tuple(NOTE_SENTENCES[note] for note in assessment.notes),
    )


def _newest_first(condition: Condition) -> tuple[bool, int, str]:
    noted = -condition.noted_on.first.toordinal()
    return (condition.resolved_on is not None, noted, condition.condition)


def _row(condition: Condition) -> ConditionRow:
    named = (say(condition.name), say(condition.severity or ""), condition.detail)
    when = say("since {noted_on}").format(noted_on=condition.noted_on.in_words)
    if condition.resolved_on:
        when = say("{noted_on} to {resolved_on}").format(
            noted_on=condition.noted_on.in_words, resolved_on=condition.resolved_on.in_words
        )
    words = ", ".join(word for word in named if word)
    return ConditionRow(words, when, condition.resolved_on is not None)


def _facts(record: Record):
    if record.residual_disease is not None:
        found = "yes" if record.residual_disease else "no"
        yield say("Invasive disease left after neoadjuvant treatment"), found
    if record.treatment_history:
        yield say("Treatment history"), words_of(TreatmentHistory, record.treatment_history)
