"""The whole record of a care team as a record folder, which the importer reads back unchanged."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from django.db import connection, transaction
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

from . import columns
from .csv_text import cell_text, texts_of, written
from .meetings import MEETINGS, meetings_of
from .tables import TABLES, StoredAs
from .unassigned import UNASSIGNED, lines_of

ASSESSMENTS = "assessments.jsonl"
PATIENTS_AT_A_TIME = 200
Pieces = Iterator[bytes]
Files = Iterator[tuple[str, Pieces]]  # each is read to its end before the next is asked for


@contextmanager
def one_state_of_the_record() -> Iterator[None]:
    """While it lasts the record is read as it is now, whatever others save (PostgreSQL).

    On SQLite they wait for it.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def export_record(team: CareTeam, *, by=None, faults: list[str] | None = None) -> Files:
    """Each file that has rows, in pieces: some hundred patients at a time. It is logged.

    A patient whose record cannot be read has no assessment: told in `faults`, else raised.
    """
    patients = Patient.objects.filter(care_team=team)
    with acting(by):
        log_exported(team, patients.count())
    yield from _record_files(_in_order(patients))
    yield from unless_empty(ASSESSMENTS, _assessments(patients, faults))
    for file, beside in ((UNASSIGNED, lines_of(team)), (MEETINGS, meetings_of(team))):
        yield from unless_empty(file.name, (_line(said).encode() for said in beside))


def export_patients(team: CareTeam, keys: list[str], *, by) -> Files:
    """Of these of the team, without what is of no patient. Each is on the trail."""
    patients = Patient.objects.filter(care_team=team, pk__in=keys)
    for patient_id in patients.values_list("pk", flat=True):
        log_patient_event(Action.EXPORT, patient_id, by=by, exported="all records")
    yield from _record_files(_in_order(patients))


def _record_files(mrns: list[str]) -> Files:
    for table in TABLES:
        yield from unless_empty(table.file.name, written(table.file, _parts(table, mrns)))


def unless_empty(name: str, pieces: Pieces) -> Files:
    if first := next(pieces, None):
        yield name, chain([first], pieces)


def _in_order(patients: QuerySet[Patient]) -> list[str]:
    """Record numbers as the rows of each file stand: its first column is the number as written."""
    number = columns.PATIENTS.by_name["mrn"]
    return sorted(patients.values_list("mrn", flat=True), key=lambda mrn: cell_text(number, mrn))


def _parts(table: StoredAs, mrns: list[str]) -> Iterator[list[list[str]]]:
    """Rows in the order of their keys."""
    names = [column.name for column in table.file.columns]
    for some in in_parts(mrns):
        stored = (row for row in table.rows_of(some) if _says_something(table, row))
        rows = ([table.value_of(row, name) for name in names] for row in stored)
        yield sorted(texts_of(table.file, rows))


def in_parts(whole: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(whole), PATIENTS_AT_A_TIME):
        yield whole[start : start + PATIENTS_AT_A_TIME]


def _says_something(table: StoredAs, row: Model) -> bool:
    """A file that only adds to the rows of another leaves out those it adds nothing to."""
    return not table.adds or table.value_of(row, table.file.columns[-1].name) not in (None, "")


def export_assessments(team: CareTeam, *, by=None, faults: list[str] | None = None) -> Files:
    """One file: a JSON object a patient and line. It is logged."""
    patients = Patient.objects.filter(care_team=team)
    with acting(by):
        log_exported(team, patients.count(), "assessments")
    yield ASSESSMENTS, _assessments(patients, faults)


def _assessments(patients: QuerySet[Patient], faults: list[str] | None) -> Pieces:
    catalog, day = current_catalog(), timezone.localdate()

    def line_of(row) -> str | Unreadable:
        return attempt(lambda: _line(answer_of(assess(record_of(row), catalog, day))))

    keys = list(patients.order_by("mrn").values_list("pk", flat=True))
    for chunk in in_parts(keys):
        rows = patients_with_record(Patient.objects.filter(pk__in=chunk))
        for row in readable(rows, chunk):
            answer = line_of(row)
            if not isinstance(answer, Unreadable):
                yield answer.encode()
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
