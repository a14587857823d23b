"""An import taken back as a whole, as long as nothing rests on it that came later.

Rows that it changed get back what they held; rows that it made are marked as entered in error. The
same file can be imported again: what an import wrote and took back was not judged by anyone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from biomarkers.models import Import, ImportedRow, PathologyReport, PrintedHandout, WorkStep
from patients.audit.recording import acting
from patients.changes.locking import check_keys_now, lock_records
from patients.changes.taking_back import enter_in_error, words_of
from patients.models import AgentGiven, ClinicalFact, LineOfTreatment, Patient
from patients.signals import record_changed

from .records.faults import Fault, Refused
from .records.remembering import fingerprint_of, rows_on_file

ROWS_AT_A_TIME = 2_000
PATIENTS_AT_A_TIME = 200
LONGEST_REASON = 90  # fits a mark of the record beside the name of the import
# What people did for a patient, and when.
_DONE_SINCE = (
    (WorkStep, "at", "a step on the worklist"),
    (PrintedHandout, "printed_at", "a printed handout"),
    (PathologyReport, "reviewed_at", "a reviewed report"),
)


@dataclass(frozen=True)
class TakenBack:
    new: int = 0
    changed: int = 0

    def __add__(self, other: "TakenBack") -> "TakenBack":
        return TakenBack(self.new + other.new, self.changed + other.changed)

    @property
    def summary(self) -> str:
        return (
            f"Taken back: {self.new:,} new rows are marked as entered in error, {self.changed:,} "
            "hold again what they held."
        )


@dataclass(frozen=True)
class _Row:
    """A row that was imported, as it is now: None where it is not there any more."""

    of: ImportedRow
    row: Model | None


@transaction.atomic
def take_back(imported: Import, *, reason: str = "", by) -> TakenBack:
    """Raises Refused, with every reason, and takes nothing back then."""
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    faults = [Fault(str(imported), None, None, wrong) for wrong in _all_in_the_way(imported)]
    if faults:
        raise Refused(faults)
    why = f"{str(imported)[:90]} taken back"
    why = f"{why}: {reason[:LONGEST_REASON]}" if reason else why
    done = TakenBack()
    with acting(by, why):
        imported.undone_by, imported.undone_at = by, timezone.now()
        imported.save()
        for rows in _parts_of(imported):
            done += _take_back(imported, rows, why, by)
        _remove_empty_lines(imported)
    return done


def _take_back(imported: Import, rows: list[_Row], why: str, by) -> TakenBack:
    """Some rows; new ones may have left already, with their patient."""
    made = [found.row for found in rows if found.of.before is None]
    new = [row for row in made if isinstance(row, ClinicalFact)]
    changed = [found for found in rows if found.of.before is not None]
    imported.marks.add(*_leave_the_record([row for row in new if not row.in_error_id], why, by))
    for found in changed:
        _put_back(found)
    patient_ids = sorted(_patients_of(rows))
    for start in range(0, len(patient_ids), PATIENTS_AT_A_TIME):
        some = patient_ids[start : start + PATIENTS_AT_A_TIME]
        record_changed.send(sender=Patient, patient_ids=some)
    check_keys_now()
    return TakenBack(len(new), len(changed))


def _parts_of(imported: Import) -> Iterator[list[_Row]]:
    """All rows, some at a time, in the order in which they were written: patients first."""
    last = 0
    while part := list(imported.rows.filter(pk__gt=last).order_by("pk")[:ROWS_AT_A_TIME]):
        last = part[-1].pk
        yield list(_as_they_are(part))


def _as_they_are(part: list[ImportedRow]) -> Iterator[_Row]:
    of_model: dict[str, dict[str, ImportedRow]] = {}
    for row in part:
        of_model.setdefault(row.model, {})[row.key] = row
    for label, by_key in of_model.items():
        there = {str(row.pk): row for row in rows_on_file(apps.get_model(label), list(by_key))}
        for key, row in by_key.items():
            yield _Row(row, there.get(key))


def _patients_of(rows: list[_Row]) -> set:
    return {found.row.patient_id for found in rows if isinstance(found.row, ClinicalFact)}


def _all_in_the_way(imported: Import) -> Iterator[str]:
    """Of every part; what is repeated is told once. Its patients are then held."""
    if imported.undone_at:
        yield f"was taken back already, on {imported.undone_at:%-d %b %Y}"
        return
    told: set[str] = set()
    # All at once and in one order: part by part, two might wait for each other.
    lock_records({patient for rows in _parts_of(imported) for patient in _patients_of(rows)})
    for rows in _parts_of(imported):
        for wrong in _in_the_way(imported, rows):
            if wrong not in told:
                told.add(wrong)
                yield wrong


def _in_the_way(imported: Import, rows: list[_Row]) -> Iterator[str]:
    for found in rows:
        if isinstance(found.row, LineOfTreatment):
            continue  # a number: what is given in the line counts
        if not isinstance(found.row, ClinicalFact):
            yield f"wrote what people did ({found.of}): that is never taken back"
        elif found.row.in_error_id:
            yield f"{words_of(found.row)} was marked as entered in error since"
        elif fingerprint_of(found.row) != found.of.after:
            yield f"{words_of(found.row)} was changed since"
    yield from _added_since(imported, rows)
    for model, moment, what in _DONE_SINCE:
        later = model.objects.filter(
            patient__in=_patients_of(rows), **{f"{moment}__gt": imported.at}
        )
        for mrn in later.values_list("patient__mrn", flat=True).distinct():
            yield f"{what} of {mrn} came later"


def _added_since(imported: Import, rows: list[_Row]) -> Iterator[str]:
    """Facts that others added to a new patient, specimen or line."""
    new: dict[type[Model], list] = {}
    for found in rows:
        if found.row and found.of.before is None:
            new.setdefault(type(found.row), []).append(found.row.pk)
    for model, keys in new.items():
        for relation in model._meta.related_objects:
            if not issubclass(relation.related_model, ClinicalFact):
                continue
            pointing = {f"{relation.field.name}__in": keys}
            facts = list(relation.related_model.objects.filter(**pointing))
            ours = imported.rows.filter(
                model=relation.related_model._meta.label, key__in=[str(fact.pk) for fact in facts]
            )
            known = set(ours.values_list("key", flat=True))
            yield from (
                f"{words_of(fact)} was added since" for fact in facts if str(fact.pk) not in known
            )


def _leave_the_record(rows: list, why: str, by) -> Iterator:
    """A mark for each patient; a patient who is new leaves with everything."""
    of_patient: dict = {}
    for row in rows:
        of_patient.setdefault(row.patient_id, []).append(row)
    for facts in of_patient.values():
        patients = [fact for fact in facts if isinstance(fact, Patient)]
        yield enter_in_error(patients or facts, why=why, by=by)


def _remove_empty_lines(imported: Import) -> None:
    """Numbers of lines in which nothing was ever given but by this import."""
    label = LineOfTreatment._meta.label
    new = imported.rows.filter(model=label, before__isnull=True)
    keys = list(new.values_list("key", flat=True))
    for start in range(0, len(keys), ROWS_AT_A_TIME):
        for line in LineOfTreatment.objects.filter(pk__in=keys[start : start + ROWS_AT_A_TIME]):
            if not AgentGiven.on_file.filter(line=line).exists():
                line.delete()


def _put_back(found: _Row) -> None:
    row = found.row
    assert row is not None
    for field in row._meta.concrete_fields:
        if field.attname in found.of.before:
            value = found.of.before[field.attname]
            setattr(row, field.attname, None if value is None else field.to_python(value))
    row.full_clean()
    row.save()
