"""The whole record of a care team as a record folder, which the importer reads back unchanged."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.answers import answer_of
from biomarkers.record.integrity import Unreadable, attempt, readable
from biomarkers.record.reading import patients_with_record, record_of
from patients.audit.events import Action, log_patient_event
from patients.audit.recording import acting, log_exported
from patients.models import CareTeam, Patient

from .csv_text import texts_of, written
from .meetings import MEETINGS, meetings_of
from .tables import TABLES, StoredAs
from .unassigned import UNASSIGNED, lines_of

ASSESSMENTS = "assessments.jsonl"
PATIENTS_AT_A_TIME = 200


@transaction.atomic
def export_record(
    team: CareTeam, *, by=None, faults: list[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file that has rows, of one state of the record. It is logged.

    A patient whose record cannot be read has no assessment: told in `faults`, else raised.
    """
    patients = Patient.objects.filter(care_team=team)
    with acting(by):
        log_exported(team, patients.count())
    files = [(table.file.name, _file(table, team)) for table in TABLES]
    files.append((ASSESSMENTS, "".join(_assessments(patients, faults))))
    files.append((UNASSIGNED.name, "".join(map(_line, lines_of(team)))))
    files.append((MEETINGS.name, "".join(map(_line, meetings_of(team)))))
    return iter([(name, content.encode()) for name, content in files if content])


@transaction.atomic
def export_patients(patients: QuerySet[Patient], *, by) -> Iterator[tuple[str, bytes]]:
    """The same of chosen patients, without what is of no patient. Each is on the trail."""
    mrns = list(patients.values_list("mrn", flat=True))
    for patient_id in patients.values_list("pk", flat=True):
        log_patient_event(Action.EXPORT, patient_id, by=by, exported="all records")
    files = [(table.file.name, _table(table, table.rows_of(mrns))) for table in TABLES]
    return iter([(name, content.encode()) for name, content in files if content])


def _file(table: StoredAs, team: CareTeam) -> str:
    return _table(table, table.rows_of_team(team))


def _table(table: StoredAs, found: Iterable[Model]) -> str:
    """Rows in the order of their keys; empty where there are none."""
    columns = table.file.columns
    stored = [row for row in found if _says_something(table, row)]
    rows = [[table.value_of(row, column.name) for column in columns] for row in stored]
    return written(table.file, sorted(texts_of(table.file, rows)))


def _says_something(table: StoredAs, row: Model) -> bool:
    """A file that only adds to the rows of another leaves out those it adds nothing to."""
    return not table.adds or table.value_of(row, table.file.columns[-1].name) not in (None, "")


def export_assessments(
    team: CareTeam, *, by=None, faults: list[str] | None = None
) -> Iterator[str]:
    """A JSON object a patient and line, one after the other. It is logged."""
    patients = Patient.objects.filter(care_team=team)
    with acting(by):
        log_exported(team, patients.count(), "assessments")
    return _assessments(patients, faults)


def _assessments(patients: QuerySet[Patient], faults: list[str] | None) -> Iterator[str]:
    catalog, day = current_catalog(), timezone.localdate()

    def line_of(row) -> str | Unreadable:
        return attempt(lambda: _line(answer_of(assess(record_of(row), catalog, day))))

    keys = list(patients.order_by("mrn").values_list("pk", flat=True))
    for start in range(0, len(keys), PATIENTS_AT_A_TIME):
        chunk = keys[start : start + PATIENTS_AT_A_TIME]
        rows = patients_with_record(Patient.objects.filter(pk__in=chunk))
        for row in readable(rows, chunk):
            answer = line_of(row)
            if not isinstance(answer, Unreadable):
                yield answer
            elif faults is None:
                raise answer.error
            else:
                faults.append(_fault(row, answer.error))


def _fault(row, error: Exception) -> str:
    """Whose record it is, and what of it cannot be read."""
    mrn = Patient.objects.filter(pk=row.pk).values_list("mrn", flat=True).get()
    return f"{mrn}: no assessment, the record needs fixing ({error})"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
