"""Facts leave the record and come back: entered in error, restored, moved to another patient.

Nothing is deleted. Every act is one transaction, on the audit trail, and assessed at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.utils import timezone

from patients.audit.events import Action, log_patient_event
from patients.audit.recording import acting
from patients.language import say, to_say
from patients.models import ClinicalFact, EnteredInError, Patient
from patients.models.fact import kinds_of_fact
from patients.readers import in_english
from patients.signals import leaving_record, record_changed

from .locking import lock_records, stored_now


@transaction.atomic
def enter_in_error(facts: Iterable[ClinicalFact], *, why: str, by) -> EnteredInError:
    """Take facts of one patient out of the record, with all that belongs to them.

    A biopsy takes its readings along. Raises ValidationError without a reason, and if one of the
    facts is out already.
    """
    facts = list(facts)
    lock_records(fact.patient_id for fact in facts)
    gone = _with_what_belongs(map(stored_now, facts))
    mark = _mark(gone, why, by)
    with acting(by, why):
        mark.save()
        for fact in gone:
            fact.in_error = mark
            fact.save(update_fields=["in_error"])
    record_changed.send(sender=Patient, patient_ids=[mark.patient_id])
    return mark


@transaction.atomic
def restore(mark: EnteredInError, *, by) -> list[ClinicalFact]:
    """Bring back all that one act took out.

    Raises ValidationError if it is back already, if a right entry took its place meanwhile, or if
    what it belongs to is still out.
    """
    lock_records([mark.patient_id])
    mark = EnteredInError.objects.select_related("patient").get(pk=mark.pk)
    if mark.restored_at or mark.moved_to_id or mark.patient.merged_into_id:
        raise ValidationError(to_say("This cannot be restored: it was restored, moved or merged."))
    facts = facts_marked(mark)
    with acting(by):
        mark.restored_at, mark.restored_by = timezone.now(), by
        mark.save()
        for fact in facts:
            fact.in_error = None
            _refuse_if_without_its_own(fact, facts)
            fact.full_clean()
            fact.save(update_fields=["in_error"])
    record_changed.send(sender=Patient, patient_ids=[mark.patient_id])
    return facts


@transaction.atomic
def move_fact(
    fact: ClinicalFact, *, to: Patient, why: str, by, specimen: ClinicalFact | None = None
) -> None:
    """Put a fact, with all that belongs to it, into the record of another patient.

    A reading goes to `specimen` of that patient. Its ties to rows of the old patient, as a line
    number or a report, stay behind. Raises ValidationError if it does not fit there, or is not
    with its patient any more.
    """
    lock_records([fact.patient_id, to.pk])
    to, stored = stored_now(to), stored_now(fact)
    if stored.patient_id != fact.patient_id:
        raise ValidationError(to_say("Someone else has moved this meanwhile. Nothing was changed."))
    moved = _with_what_belongs([stored])
    mark = _mark(moved, why, by, moved_to=to)
    with acting(by, why):
        mark.save()
        for row in moved:
            _rehome(row, to, specimen if row.pk == fact.pk else None, moved)
            row.full_clean()
            row.save()
    log_patient_event(Action.UPDATE, mark.patient_id, by=by, moved_away=mark.words, why=why)
    record_changed.send(sender=Patient, patient_ids=sorted([mark.patient_id, to.pk]))


@dataclass(frozen=True)
class Leaving:
    """What would leave the record with a fact, and what was done that rests on it, in words."""

    facts: list[str]
    rested_on: list[str]


def leaving_with(fact: ClinicalFact) -> Leaving:
    facts = _with_what_belongs([fact])
    return Leaving(list(map(words_of, facts)), _what_rested_on(facts))


def facts_marked(mark: EnteredInError) -> list[ClinicalFact]:
    """What one act took out of the record, a biopsy before its readings."""
    return [
        fact
        for kind in kinds_of_fact()
        for fact in kind.on_file.filter(**{kind.owner_path: mark.patient_id}, in_error=mark)
    ]


def words_of(fact: ClinicalFact) -> str:
    """`HER2 reading: IHC 3+, read May 2016`."""
    kind = fact._meta.verbose_name
    return f"{kind[:1].upper()}{kind[1:]}: {fact}"


@in_english()
def _mark(facts: list[ClinicalFact], why: str, by, **more) -> EnteredInError:
    mark = EnteredInError(
        patient_id=facts[0].patient_id,
        words="\n".join(map(words_of, facts)),
        why=why,
        by=by,
        rested_on="\n".join(_what_rested_on(facts)),
        **more,
    )
    mark.full_clean()
    if any(fact.patient_id != mark.patient_id for fact in facts):
        raise ValidationError(to_say("These are facts of two patients."))
    return mark


def _what_rested_on(facts: list[ClinicalFact]) -> list[str]:
    answers = leaving_record.send(sender=Patient, facts=facts)
    return [line for _, lines in answers for line in lines]


def _with_what_belongs(facts: Iterable[ClinicalFact]) -> list[ClinicalFact]:
    """The facts and those that point to them, each once."""
    found = {}
    for fact in facts:
        found[fact._meta.label, fact.pk] = fact
        for belonging in _with_what_belongs(_pointing_to(fact)):
            found.setdefault((belonging._meta.label, belonging.pk), belonging)
    return list(found.values())


def _pointing_to(fact: ClinicalFact) -> Iterator[ClinicalFact]:
    for relation in fact._meta.related_objects:
        if issubclass(relation.related_model, ClinicalFact):
            yield from relation.related_model.objects.filter(**{relation.field.name: fact.pk})


def _relations(fact: ClinicalFact) -> Iterator[tuple[ForeignKey, object]]:
    """Fields that point to a row which is some patient's own, and that row."""
    for field in fact._meta.concrete_fields:
        row = getattr(fact, field.name) if isinstance(field, ForeignKey) else None
        if row is not None and field.name != "in_error" and hasattr(row, "patient_id"):
            yield field, row


def _refuse_if_without_its_own(fact: ClinicalFact, restored: list[ClinicalFact]) -> None:
    for _, row in _relations(fact):
        out = getattr(row, "in_error_id", None)
        if out and row not in restored:
            first = say("Restore first what it belongs to: {fact}.")
            raise ValidationError(first.format(fact=words_of(row)))


def _rehome(fact, to: Patient, specimen, moved: list[ClinicalFact]) -> None:
    for field, row in list(_relations(fact)):
        if field.related_model is Patient:
            setattr(fact, field.name, to)
        elif row in moved:  # the very row, which has its new patient by now
            setattr(fact, field.name, moved[moved.index(row)])
        elif specimen and isinstance(specimen, field.related_model):
            setattr(fact, field.name, specimen)
        elif field.null:
            setattr(fact, field.name, None)
        else:
            choose = say("Choose the {kind} of {patient} that it belongs to.")
            kind = say(str(field.verbose_name))
            raise ValidationError(choose.format(kind=kind, patient=to))
