"""One patient erased as a law demands: every row of the record, and what the trail held of it.

Which rows those are is asked of the models: whatever points to the patient, and what points to
that. So a table that comes later is not forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Field, Model, Q, QuerySet

from patients.audit import chain
from patients.audit.events import Action, log_patient_event
from patients.audit.keeping import erase_content
from patients.changes.locking import lock_with_merged
from patients.models import AuditEvent, ClinicalFact, EnteredInError, Patient
from patients.signals import patient_erased

Pointer = tuple[type[Model], Field, list]


@dataclass
class Record:
    """The keys of every row, by table; the patient first, with those who were merged into her."""

    patients: list[Patient]
    rows: dict[type[Model], set] = field(default_factory=dict)
    # Rows of others that name one of these, as the report that a moved reading came from.
    of_others: list[Pointer] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            str(model._meta.verbose_name_plural): len(keys) for model, keys in self.rows.items()
        }

    def entries(self) -> QuerySet[AuditEvent]:
        """Of the trail: of the record, of each row, of facts moved here, of searches."""
        about = Q(patient_id__in=self.rows[Patient]) | self._typed()
        types = ContentType.objects.get_for_models(*self.rows)
        for model, keys in self.rows.items():
            about |= Q(content_type=types[model], object_pk__in=[str(key) for key in keys])
        for mark in EnteredInError.objects.filter(moved_to__in=self.rows[Patient]):
            about |= Q(patient_id=mark.patient_id, additional_data__moved_away=mark.words)
        return AuditEvent.objects.filter(about)

    def _typed(self) -> Q:
        """What people looked for by number or family name, also in vain."""
        typed = Q()
        for patient in self.patients:
            typed |= Q(additional_data__mrn=patient.mrn)
            for word in filter(None, (patient.mrn, patient.family_name)):
                typed |= Q(action=Action.SEARCH, additional_data__text__icontains=word)
        return typed


def record_of(patient: Patient) -> Record:
    """Everything on file of one person, also what was entered in error."""
    merged = list(Patient.on_file.filter(merged_into=patient))
    record = Record([patient, *merged])
    record.rows[Patient] = {one.pk for one in record.patients}
    looked_at: dict[type[Model], set] = {}
    while rest := [m for m, keys in record.rows.items() if keys - looked_at.get(m, set())]:
        model = rest[0]
        keys = record.rows[model] - looked_at.get(model, set())
        looked_at.setdefault(model, set()).update(keys)
        for pointing, pointer in pointers_to(model):
            _follow(record, pointing, pointer, keys)
    return record


def pointers_to(model: type[Model]) -> Iterator[tuple[type[Model], Field]]:
    """Foreign keys only; the table between two that are many to many has one for each."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field  # type: ignore[misc,union-attr]


def _follow(record: Record, model: type[Model], pointer: Field, keys: set) -> None:
    if (model, pointer.name) == (Patient, "merged_into"):
        return  # they are there already
    found = model._base_manager.filter(**{f"{pointer.name}__in": keys})
    ours = found
    if issubclass(model, ClinicalFact) and pointer.name != "in_error":
        ours = found.filter(**{f"{model.owner_path}__in": record.rows[Patient]})
        others = list(found.exclude(pk__in=ours.values("pk")).values_list("pk", flat=True))
        record.of_others += [(model, pointer, others)] if others else []
    if here := set(ours.values_list("pk", flat=True)):
        record.rows.setdefault(model, set()).update(here)


@transaction.atomic
def erase(patient: Patient, *, by, why: str) -> Record:
    """The record is gone; the trail says who erased it, when and why, and no more whose it was."""
    lock_with_merged([patient.pk])
    record = record_of(patient)
    entries = record.entries()
    chain.seal()  # so that the order of what is erased is proven, too
    patient_erased.send(sender=Patient, record=record)
    erase_content(entries)
    for model, pointer, others in record.of_others:
        model._base_manager.filter(pk__in=others).update(**{pointer.name: None})
    for model, keys in record.rows.items():  # foreign keys are asked at the end of it all
        model._base_manager.filter(pk__in=keys)._raw_delete("default")
    log_patient_event(
        Action.DELETE, patient.pk, by=by, why=why, erased=sum(map(len, record.rows.values()))
    )
    return record
