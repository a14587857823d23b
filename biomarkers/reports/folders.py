"""A folder of pathology reports into the queue of a team: all or none (docs/review-reports.md).

Whose a report is says the folder's index, never its text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from biomarkers.actions import assign_report, original_of
from biomarkers.exchange.records.cells import Date
from biomarkers.exchange.records.columns import CODE, MRN, NAME, Column, File
from biomarkers.exchange.records.faults import Fault, Refused, quoted
from biomarkers.exchange.records.importing import Progress, team_named, unwatched
from biomarkers.exchange.records.rows import Row, typed_rows
from biomarkers.exchange.records.table import read_table
from biomarkers.models import PathologyReport, fingerprint_of
from patients.audit.recording import acting, log_created
from patients.models import CareTeam, Patient

from .receiving import NoReport, is_pdf, text_of_file
from .whose import names_another

INDEX = File(
    "reports.csv",
    ("file",),
    [
        Column("file", NAME, required=True),
        MRN,
        Column("accession", CODE),
        Column("read_on", Date()),
    ],
)
AT_A_TIME = 200


@dataclass
class ReportFolder:
    """Text and index row by name of the file; what is wrong is in `faults`."""

    path: Path
    texts: dict[str, str] = field(default_factory=dict)
    index: dict[str, Row] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, file: str, wrong: str) -> None:
        self.faults.append(Fault(file, None, None, wrong))


@dataclass(frozen=True)
class Received:
    """What an import did, or would do. `nobodys` of the new ones wait for a person to say whose."""

    team: str
    new: int
    nobodys: int
    assigned: int
    same: int
    dry_run: bool

    @property
    def summary(self) -> str:
        if not self.new and not self.assigned:
            return f"Nothing changed: all {self.same:,} reports are here already."
        did = "Dry run, nothing saved. Would receive" if self.dry_run else "Received"
        return (
            f"{did} for {self.team}: {self.new:,} new, {self.assigned:,} now with their patient, "
            f"{self.same:,} here already.\n{self.nobodys:,} of the new ones wait for a person to "
            "say whose they are."
        )


def import_reports(
    path: Path,
    *,
    team: str | None = None,
    dry_run: bool = False,
    by=None,
    progress: Progress = unwatched,
) -> Received:
    """One transaction. Raises Refused, with everything that is wrong, and writes nothing then."""
    folder = read_reports(path, progress)
    with transaction.atomic(), acting(by):
        owner = team_named(team)
        patients, faults = patients_of(folder.index, owner)
        folder.faults += faults
        _stop_others(folder, patients)
        if folder.faults:
            raise Refused(sorted(folder.faults, key=lambda fault: (fault.file, fault.line or 0)))
        received = _write(folder, owner, patients, by=by, dry_run=dry_run)
        transaction.set_rollback(dry_run)
    return received


def read_reports(path: Path, progress: Progress = unwatched) -> ReportFolder:
    if not path.is_dir():
        wrong = "is not a folder" if path.exists() else "folder not found"
        raise Refused([Fault(str(path), None, None, wrong)])
    folder = ReportFolder(path)
    files = sorted(f for f in path.iterdir() if f.is_file() and not f.name.startswith("."))
    for file in progress("reading", files):
        try:
            if file.name == INDEX.name:
                folder.index, faults = read_index(file.read_bytes())
                folder.faults += faults
            else:
                folder.texts[file.name] = text_of_file(file.name, file.read_bytes())
        except NoReport as error:
            folder.refuse(file.name, str(error))
        except OSError as error:
            folder.refuse(file.name, f"cannot be read: {error.strerror}")
    _compare(folder, {file.name for file in files})
    return folder


def read_index(data: bytes) -> tuple[dict[str, Row], list[Fault]]:
    """Rows of the index by name of the file, and what is wrong with it."""
    table = read_table(INDEX, data)
    rows, row_faults = typed_rows(table)
    index: dict[str, Row] = {}
    faults = table.faults + row_faults
    for row in rows:
        name = row["file"]
        if name in index:
            faults.append(row.fault("file", f"{quoted(name)} is listed twice in reports.csv"))
        elif "file" not in row.bad:
            index[name] = row
    return index, faults


def not_there(index: dict[str, Row], there: set[str]) -> list[Fault]:
    """Files that the index names and nobody gave."""
    return [
        row.fault("file", f"{quoted(name)} is listed in reports.csv but not among the files")
        for name, row in index.items()
        if name not in there
    ]


def _compare(folder: ReportFolder, there: set[str]) -> None:
    folder.faults += not_there(folder.index, there)
    first: dict[tuple[str, str], str] = {}
    for name, text in folder.texts.items():
        mrn = folder.index[name].mrn if name in folder.index else ""
        same = first.setdefault((mrn, fingerprint_of(text)), name)
        if same != name:
            folder.refuse(name, f"has the same text as {same}")


def patients_of(index: dict[str, Row], team: CareTeam) -> tuple[dict[str, Patient], list[Fault]]:
    """By mrn; a number of the index that is no patient of the team is a fault."""
    named = [row for row in index.values() if "mrn" not in row.bad]
    patients = Patient.objects.filter(mrn__in={row.mrn for row in named}, care_team=team)
    found = {patient.mrn: patient for patient in patients}
    wrong = f"is not a patient of {team}"
    faults = [
        row.fault("mrn", f"{quoted(row.mrn)} {wrong}") for row in named if row.mrn not in found
    ]
    return found, faults


def _stop_others(folder: ReportFolder, patients: dict[str, Patient]) -> None:
    """A text that names another patient than its row of the index is a fault."""
    for name, row in folder.index.items():
        if "mrn" not in row.bad and row.mrn in patients and name in folder.texts:
            for reason in names_another(folder.texts[name], patients[row.mrn]):
                folder.refuse(name, reason)


def _write(
    folder: ReportFolder, team: CareTeam, patients: dict[str, Patient], *, by, dry_run: bool
) -> Received:
    stored = _stored(team, patients.values())
    made: list[PathologyReport] = []
    assigned = same = 0
    for name, text in folder.texts.items():
        row = folder.index.get(name)
        patient = patients[row.mrn] if row else None
        there = stored.get(fingerprint_of(text), [])
        nobodys = next((report for report in there if report.patient_id is None), None)
        if any(patient is None or report.patient_id == patient.pk for report in there):
            same += 1
        elif nobodys and patient:
            assign_report(report=nobodys, patient=patient, by=by)
            assigned += 1
        else:
            made.append(_report(name, text, row, patient, team, by))
    PathologyReport.objects.bulk_create(made, batch_size=AT_A_TIME)
    log_created(made)
    for report in made:
        if is_pdf(report.source_name):
            original_of(report, (folder.path / report.source_name).read_bytes()).save()
    without = sum(report.patient_id is None for report in made)
    return Received(team.name, len(made), without, assigned, same, dry_run)


def _stored(team: CareTeam, patients: Iterable[Patient]) -> dict[str, list[PathologyReport]]:
    """By fingerprint, what the team and its patients have already."""
    reports = PathologyReport.objects.defer("text")
    found: dict[str, list[PathologyReport]] = {}
    for report in reports.filter(team=team) | reports.filter(patient__in=[p.pk for p in patients]):
        found.setdefault(report.fingerprint, []).append(report)
    return found


def _report(
    name: str, text: str, row: Row | None, patient: Patient | None, team: CareTeam, by: Any
) -> PathologyReport:
    return PathologyReport(
        text=text,
        fingerprint=fingerprint_of(text),
        team=team,
        patient=patient,
        source_name=name[:255],
        stated_accession=row["accession"] if row else "",
        stated_read_on=row["read_on"] if row else None,
        received_by=by,
    )
