"""Two records of one person become one: what conflicts is chosen, and all of it can be undone."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import PROTECT, ForeignKey, Model
from django.utils import timezone

from patients.audit.events import Action, log_patient_event
from patients.audit.recording import acting
from patients.language import to_say
from patients.models import ClinicalFact, EnteredInError, Patient, PatientMerge
from patients.readers import in_english
from patients.signals import record_changed

from .locking import lock_with_merged, stored_now
from .merge_plan import Plan, is_own, plan_of
from .taking_back import words_of
from .undo import Change, put_back


@transaction.atomic
def merge(*, kept: Patient, merged: Patient, taken: Collection[str], why: str, by) -> PatientMerge:
    """Everything of `merged` goes to `kept`, and its MRN leads there from now on.

    `taken` names the fields and pairs of facts whose value comes from `merged`. Raises
    ValidationError, and then nothing is changed.
    """
    lock_with_merged([kept.pk, merged.pk])
    kept, merged = stored_now(kept), stored_now(merged)
    plan = plan_of(kept, merged)
    with acting(by, why):
        mark = _mark(merged, f"Merged into {kept.mrn}: {why}", by)
        writing = _Writing(plan, mark, by)
        writing.write(set(taken))
        done = PatientMerge(
            kept=kept,
            merged=merged,
            mark=mark,
            why=why,
            by=by,
            changes=[change.as_json() for change in writing.changes],
        )
        done.full_clean()
        done.save()
    log_patient_event(Action.UPDATE, merged.pk, by=by, merged_into=kept.mrn, why=why)
    record_changed.send(sender=Patient, patient_ids=sorted([kept.pk, merged.pk]))
    return done


@transaction.atomic
def undo_merge(done: PatientMerge, *, by) -> list[str]:
    """Both records are again what they were. Returns what was changed since and was left so.

    What was entered after the merge stays with the patient who was kept. Raises ValidationError if
    it was undone already.
    """
    patients = {change["key"] for change in done.changes if change["model"] == Patient._meta.label}
    lock_with_merged({done.kept_id, *map(UUID, patients)})
    done = PatientMerge.objects.select_for_update().get(pk=done.pk)
    if done.undone_at:
        raise ValidationError(to_say("This merge was undone already."))
    changes = [Change(**change) for change in reversed(done.changes)]
    marks = {change.after["in_error_id"] for change in changes if change.after.get("in_error_id")}
    with acting(by, f"Merge of {done.merged.mrn} undone"):
        left = put_back(changes)
        done.undone_at, done.undone_by = timezone.now(), by
        done.save()
        for mark in EnteredInError.objects.filter(pk__in=marks, restored_at=None):
            mark.restored_at, mark.restored_by = done.undone_at, by
            mark.save()
    log_patient_event(Action.UPDATE, done.merged_id, by=by, merge_undone=done.kept.mrn)
    record_changed.send(sender=Patient, patient_ids=sorted([done.kept_id, done.merged_id]))
    return left


class _Writing:
    """Rows changed one by one, each remembered with its values before and after."""

    def __init__(self, plan: Plan, mark: EnteredInError, by):
        self.plan, self.mark, self.by = plan, mark, by
        self.changes: list[Change] = []
        self._instead: dict[Model, Model] = {}  # of two rows under one key: which one counts

    def write(self, taken: set[str]) -> None:
        """Those that do not count go out first, so that no key is there twice at any moment."""
        turned = [pair for pair in self.plan.pairs if pair.name in taken]
        for pair in self.plan.pairs:
            out, stays = (pair.kept, pair.merged) if pair in turned else (pair.merged, pair.kept)
            self._instead[out] = stays
            if isinstance(out, ClinicalFact):
                self._save(out, {"in_error": self._mark_of(out)}, stays=False)
        for row in (*(pair.merged for pair in turned), *self.plan.moved):
            self._save(row, _to(self.plan.kept, row))
        for row in [row for pair in turned for row in _pointing_to(pair.kept)]:
            self._save(row, {})
        for pair in self.plan.fields:
            if pair.merged and (pair.name in taken or not pair.kept):
                self._save(self.plan.kept, {pair.name: getattr(self.plan.merged, pair.name)})
        self._close()

    def _close(self) -> None:
        """The MRN, and those that were merged into it before, lead to the patient who is kept."""
        for patient in Patient.on_file.filter(merged_into=self.plan.merged):
            self._save(patient, {"merged_into": self.plan.kept})
        self._save(self.plan.merged, {"merged_into": self.plan.kept, "in_error": self.mark})

    def _mark_of(self, out: ClinicalFact) -> EnteredInError:
        if out.patient_id == self.plan.merged.pk:
            return self.mark
        return _mark(out, f"The other value was chosen. {self.mark.why}", self.by)

    def _save(self, row: Model, values: dict, *, stays: bool = True) -> None:
        """A row that stays also points to those rows that count."""
        before = type(row)._base_manager.get(pk=row.pk)
        for of in row._meta.concrete_fields if stays else ():
            if isinstance(of, ForeignKey) and getattr(row, of.name) in self._instead:
                setattr(row, of.name, self._instead[getattr(row, of.name)])
        for name, value in values.items():
            setattr(row, name, value)
        if isinstance(row, ClinicalFact) and not row.in_error_id:
            row.full_clean()
        row.save()
        self.changes.append(Change.of(before, row))


@in_english()
def _mark(fact: ClinicalFact, why: str, by) -> EnteredInError:
    words = words_of(fact)
    mark = EnteredInError(patient_id=fact.patient_id, words=words, why=why[:200], by=by)
    mark.full_clean()
    mark.save()
    return mark


def _to(kept: Patient, row: Model) -> dict[str, Patient]:
    return {"patient": kept} if is_own(row) else {}


def _pointing_to(row: Model) -> Iterator[Model]:
    for relation in row._meta.related_objects:
        if relation.on_delete is PROTECT:
            rows = relation.related_model._default_manager
            yield from rows.filter(**{relation.field.name: row.pk})
