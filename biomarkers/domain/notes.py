"""What is to be known of a record as such, beside the medicine: gaps, and words that say nothing.

Source: docs/contract/rules.md, part 7 ("Record notes").
"""

from collections.abc import Iterator
from datetime import date

from .answer_codes import Note
from .patient import Patient
from .record import Condition
from .spans import months_after
from .thresholds import is_out_of_date
from .treatment_history import TreatmentHistory

LAST_CONTACT_MONTHS = 12


def notes_of(patient: Patient) -> tuple[Note, ...]:
    return tuple(_notes(patient))


def _notes(patient: Patient) -> Iterator[Note]:
    if _not_seen_for_a_year(patient):
        yield Note.LAST_CONTACT_OVER_A_YEAR_AGO
    if patient.treatment_history is TreatmentHistory.NOT_KNOWN:
        yield Note.TREATMENT_HISTORY_NOT_KNOWN
    if patient.treatment_history is TreatmentHistory.INCOMPLETE:
        yield Note.TREATMENT_HISTORY_INCOMPLETE
    if any(course.taken_as_ended for course in patient.treatments):
        yield Note.AGENT_WITHOUT_END
    if _event_of_a_drug_never_given(patient):
        yield Note.EVENT_OF_AGENT_NOT_ON_RECORD
    if _event_in_unknown_words(patient):
        yield Note.EVENT_TERM_NOT_RECOGNISED
    if any(_is_out_of_date(condition, patient) for condition in patient.record.conditions):
        yield Note.CONDITION_OUT_OF_DATE
    if patient.receptors.conflict:
        yield Note.RECEPTOR_CONFLICT


def _not_seen_for_a_year(patient: Patient) -> bool:
    last = patient.record.last_contact_on
    return last is not None and is_over_a_year_ago(last.first, patient.as_of)


def is_over_a_year_ago(contact: date, today: date) -> bool:
    return months_after(contact, LAST_CONTACT_MONTHS) < today


def _event_in_unknown_words(patient: Patient) -> bool:
    """Of no list of terms, or denied: no row of the safety table sees it."""
    terms = patient.catalog.terms
    return bool(terms.entries) and any(
        not terms.read(event.term).is_recognised for event in patient.record.adverse_events
    )


def _is_out_of_date(condition: Condition, patient: Patient) -> bool:
    return condition.resolved_on is None and is_out_of_date(condition, patient.as_of)


def _event_of_a_drug_never_given(patient: Patient) -> bool:
    given = {treatment.agent.name for treatment in patient.record.treatments}
    return any(event.agent not in given for event in patient.record.adverse_events)
