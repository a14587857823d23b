"""The whole record of a care team as a record folder, which the importer reads back unchanged."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.answers import answer_of
from biomarkers.models import PathologyReport
from biomarkers.record.reading import patients_with_record, record_of
from patients.audit.recording import acting, log_exported
from patients.models import CareTeam, Patient
from patients.spreadsheets import as_text

from .cells import Answers, Places, Text, Verbatim
from .columns import Column
from .tables import TABLES, StoredAs

ASSESSMENTS = "assessments.jsonl"
NOBODYS_REPORTS = "reports_of_nobody.jsonl"
PATIENTS_AT_A_TIME = 200


@transaction.atomic
def export_record(team: CareTeam, *, by=None) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file that has rows, of one state of the record. It is logged."""
    patients = Patient.objects.filter(care_team=team)
    with acting(by):
        log_exported(team, patients.count())
    files = [(table.file.name, _file(table, team)) for table in TABLES]
    files.append((ASSESSMENTS, "".join(_assessments(patients))))
    files.append((NOBODYS_REPORTS, "".join(map(_line, _nobodys_reports(team)))))
    return iter([(name, content.encode()) for name, content in files if content])


def _file(table: StoredAs, team: CareTeam) -> str:
    """Rows in the order of their keys; empty where there are none."""
    stored = [row for row in table.rows_of_team(team) if _says_something(table, row)]
    if not stored:
        return ""
    rows = sorted(
        [cell_text(c, table.value_of(r, c.name)) for c in table.file.columns] for r in stored
    )
    written = io.StringIO(newline="")
    writer = csv.writer(written)  # lines end as in RFC 4180: both halves are quoted in cells
    writer.writerow([column.name for column in table.file.columns])
    writer.writerows(rows)
    return written.getvalue()


def _says_something(table: StoredAs, row: Model) -> bool:
    """A file that only adds to the rows of another leaves out those it adds nothing to."""
    return not table.adds or table.value_of(row, table.file.columns[-1].name) not in (None, "")


def cell_text(column: Column, value: Any) -> str:
    """What the importer reads as this value again."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(column.kind, Answers | Places | Verbatim):
        return json.dumps(value, ensure_ascii=False)
    return as_text(value) if isinstance(column.kind, Text) else str(value)


def export_assessments(team: CareTeam, *, by=None) -> Iterator[str]:
    """A JSON object a patient and line, one after the other. It is logged."""
    patients = Patient.objects.filter(care_team=team)
    with acting(by):
        log_exported(team, patients.count(), "assessments")
    return _assessments(patients)


def _assessments(patients) -> Iterator[str]:
    catalog, day = current_catalog(), timezone.localdate()
    rows = patients_with_record(patients.order_by("mrn")).iterator(chunk_size=PATIENTS_AT_A_TIME)
    return (_line(answer_of(assess(record_of(row), catalog, day))) for row in rows)


def _nobodys_reports(team: CareTeam) -> Iterator[dict[str, Any]]:
    """Of which nobody said yet whose they are: no row of a patient's record can name them."""
    for report in PathologyReport.objects.filter(patient=None, team=team):
        yield {
            "source_name": report.source_name,
            "received_at": report.received_at.isoformat(),
            "state": report.state,
            "why": report.why,
            "text": report.text,
        }


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
