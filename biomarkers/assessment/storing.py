"""What is stored of each patient's assessment, and the work that follows from it.

Written in the transaction that changed the record, and only where anything changed: the assessment
is a new row, the newest marked current; the work items are rewritten to fit.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import Assessment, assess
from biomarkers.domain.catalog import Catalog
from biomarkers.domain.due import next_change_date
from biomarkers.domain.grounds import grounds_of, grounds_of_fault, newly_opened
from biomarkers.domain.her2 import Category
from biomarkers.domain.history import DEFINITIONS
from biomarkers.domain.options import State
from biomarkers.models import HER2Assessment, WorkItem
from biomarkers.record.integrity import Damaged, Unreadable, attempt, readable
from biomarkers.record.reading import Fetched, patients_with_record, record_of
from patients.models import Patient
from patients.readers import in_english

from .deriving import items_of, key_of
from .listed import forget, keep_line_spans, keep_listed, listed_row

logger = logging.getLogger(__name__)

CIRCUMSTANCES = {"id", "patient", "is_current", "assessed_for", "definitions", "catalog_version",
                 "assessed_at", "because"}  # fmt: skip
CONTENT = tuple(f.name for f in HER2Assessment._meta.fields if f.name not in CIRCUMSTANCES)
ITEM_CONTENT = tuple(f.attname for f in WorkItem._meta.fields if f.name not in ("id", "patient"))
ROWS_AT_A_TIME = 500


@dataclass(frozen=True)
class Assessed:
    """One patient with what the record means today; without an assessment it needs fixing."""

    patient: Fetched
    assessment: Assessment | None
    row: HER2Assessment


@transaction.atomic
@in_english()
def store_assessments(patient_ids: Iterable[UUID], *, today: date) -> int:
    """Bring these patients up to date, in the caller's transaction; how many had changed."""
    ids = sorted(patient_ids)
    _lock(ids)
    _forget(ids)
    assessed = assess_stored(ids, current_catalog(), today)
    changed = _append(assessed)
    stored = _stored_items(assessed)
    items = {a.patient.pk: _items(a, stored.get(a.patient.pk, {}), today) for a in assessed}
    changed |= _rewrite_items(stored, items)
    keep_listed([listed_row(a.patient, a.row, a.assessment, items[a.patient.pk]) for a in assessed])
    keep_line_spans({a.patient.pk: a.assessment for a in assessed})
    return len(changed)


def _lock(ids: list[UUID]) -> None:
    """Whoever changes the same patient next waits, and then reads what was written here."""
    locked = Patient.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk"))


def _forget(ids: list[UUID]) -> None:
    """Of patients who left the record nothing is current, and nothing is to be done."""
    gone = Patient.on_file.filter(pk__in=ids, in_error__isnull=False)
    HER2Assessment.objects.current().filter(patient__in=gone).update(is_current=False)
    WorkItem.objects.filter(patient__in=gone).delete()
    forget(gone)


# Assessing.


def assess_stored(ids: list[UUID], catalog: Catalog, today: date) -> list[Assessed]:
    """One a patient, whatever is wrong with some of the records."""
    patients = patients_with_record(Patient.objects.filter(pk__in=ids).order_by("pk"))
    fetched = attempt(lambda: list(patients))
    if not isinstance(fetched, Unreadable):
        return [_assessed(patient, catalog, today) for patient in fetched]
    if len(ids) > 1:  # a value that cannot even be fetched: find out whose it is
        return [found for one in ids for found in assess_stored([one], catalog, today)]
    logger.error("A record cannot be read", exc_info=fetched.error)
    patient = Patient.objects.only("care_team").get(pk=ids[0])
    return [_needing_fixing(patient, "a stored value cannot be read", catalog, today)]


def _assessed(patient: Fetched, catalog: Catalog, today: date) -> Assessed:
    found = attempt(lambda: _read_and_assessed(patient, catalog, today))
    if not isinstance(found, Unreadable):
        return found
    logger.error("A record cannot be assessed", exc_info=found.error)
    return _needing_fixing(patient, str(found.error), catalog, today)


def _read_and_assessed(patient: Fetched, catalog: Catalog, today: date) -> Assessed:
    record = record_of(patient)
    assessment = assess(record, catalog, today)
    row = _row(patient, assessment, catalog)
    row.due_on = next_change_date(record, catalog, today)
    return Assessed(patient, assessment, row)


def _needing_fixing(patient: Patient, fault: str, catalog: Catalog, today: date) -> Assessed:
    row = HER2Assessment(
        patient_id=patient.pk,
        category=Category.UNDETERMINED,
        grounds=grounds_of_fault(fault),
        fault=fault,
        # until it is mended nothing can be ruled out
        metastatic=True,
        assessed_for=today,
        catalog_version=catalog.version,
    )
    return Assessed(patient, None, row)


def _row(patient: Patient, assessment: Assessment, catalog: Catalog) -> HER2Assessment:
    her2, history = assessment.her2, assessment.history
    reclassification = history.reclassification
    return HER2Assessment(
        patient_id=patient.pk,
        category=her2.category,
        reason=her2.reason or "",
        was=history.was or assessment.reported or "",
        cause=history.cause or "",
        reclassified=history.reclassified,
        reclassified_on=reclassification.entry.on if reclassification else None,
        accession=her2.deciding.specimen.accession if her2.deciding else "",
        grounds=grounds_of(assessment),
        actions="\n".join(f"{a.code} {a.accession or ''}".strip() for a in assessment.actions),
        opened="\n".join(newly_opened(assessment)),
        open_options="\n".join(
            option.row.slug for option in assessment.options if option.state is State.OPEN
        ),
        flags="\n".join(her2.flags),
        line=max((line.number for line in assessment.lines), default=None),
        metastatic=assessment.advanced,
        deceased=assessment.record.deceased_on is not None,
        assessed_for=assessment.as_of,
        definitions=max((day for day in DEFINITIONS if day <= assessment.as_of), default=None),
        catalog_version=catalog.version,
    )


# Storing.


def _append(assessed: list[Assessed]) -> set[UUID]:
    """New rows for the patients with any change; the others keep their stored row."""
    current = HER2Assessment.objects.current().filter(patient__in=[a.patient for a in assessed])
    stored = {row.patient_id: row for row in _stored(current)}
    new = []
    for found in assessed:
        before = stored.get(found.patient.pk)
        if before and _same_row(before, found.row):
            found.row.pk = before.pk
        else:
            new.append(found.row)
    current.filter(patient__in=[row.patient_id for row in new]).update(is_current=False)
    HER2Assessment.objects.bulk_create(new, batch_size=ROWS_AT_A_TIME)
    return {row.patient_id for row in new}


def _same_row(stored: HER2Assessment, fresh: HER2Assessment) -> bool:
    """A row from before grounds were stored is compared without them: its sentence stays."""
    names = [name for name in CONTENT if name != "grounds"] if stored.because else CONTENT
    return _same(stored, fresh, names)


def _stored_items(assessed: list[Assessed]) -> dict[UUID, dict]:
    stored: dict = {}
    items = WorkItem.objects.filter(patient__in=[a.patient for a in assessed])
    for item in _stored(items):
        stored.setdefault(item.patient_id, {})[key_of(item)] = item
    return stored


def _rewrite_items(stored: dict[UUID, dict], found: dict[UUID, list[WorkItem]]) -> set[UUID]:
    written = {
        patient_id: fresh
        for patient_id, fresh in found.items()
        if not _same_items(stored.get(patient_id, {}), fresh)
    }
    if written:  # a patient's items are replaced together: they stand one behind the other
        WorkItem.objects.filter(patient__in=list(written)).delete()
        fresh_items = [item for fresh in written.values() for item in fresh]
        WorkItem.objects.bulk_create(fresh_items, batch_size=ROWS_AT_A_TIME)
    return set(written)


def _items(assessed: Assessed, stored: dict, today: date) -> list[WorkItem]:
    steps = [] if assessed.assessment is None else assessed.patient.fetched_work_steps
    return items_of(
        assessed.patient,
        assessed.row,
        assessed.assessment,
        steps=steps,
        since={key: item.since for key, item in stored.items()},
        today=today,
    )


def _same_items(stored: dict, fresh: list[WorkItem]) -> bool:
    return len(stored) == len(fresh) and all(
        (before := stored.get(key_of(item))) and _same(before, item, ITEM_CONTENT) for item in fresh
    )


def _same(stored: Model, fresh: Model, names: Iterable[str]) -> bool:
    return all(getattr(stored, name) == getattr(fresh, name) for name in names)


def _stored(rows: QuerySet) -> Iterator:
    """Without rows that were damaged past the application: they are written again."""
    for row in readable(rows):
        if isinstance(row, Damaged):
            logger.warning("%s %s is damaged and is written again", rows.model.__name__, row.pk)
        else:
            yield row
