"""What the files of pathology reports say of each other."""

from collections.abc import Iterator

from biomarkers.domain.codes import Decision, ReportState
from biomarkers.models import fingerprint_of

from .columns import DECISIONS, HER2_SOURCES, RECEPTOR_SOURCES, REPORTS
from .faults import Fault, quoted
from .folder import Folder


def report_faults(folder: Folder) -> Iterator[Fault]:
    yield from _reports(folder)
    yield from _of_reports(folder)
    yield from _decisions(folder)


def _reports(folder: Folder) -> Iterator[Fault]:
    """The text is the one that is named, and whoever reviewed it is named with the moment."""
    for row in folder.rows[REPORTS]:
        if row.part("report", "text") and fingerprint_of(row["text"]) != row["report"]:
            yield row.fault("report", "does not match the report text")
        if row.part("state", "why", "reviewed_at", "reviewed_by") is None:
            continue
        reviewed = row["state"] != ReportState.WAITING
        for name in ("reviewed_at", "reviewed_by"):
            if bool(row[name]) != reviewed:
                wrong = "is wanted" if reviewed else "must be empty"
                yield row.fault(name, f"{wrong}, as the report is {row['state']}")
        if row["state"] == ReportState.REJECTED and not row["why"]:
            yield row.fault(
                "why", "this cell must not be empty: give the reason for rejecting the report"
            )


def _of_reports(folder: Folder) -> Iterator[Fault]:
    """Rows that name a report of the same patient, which the folder holds."""
    held = {row.key for row in folder.rows[REPORTS]}
    for file in (DECISIONS, HER2_SOURCES, RECEPTOR_SOURCES):
        for row in folder.rows[file]:
            named = row.part("mrn", "report")
            if named is not None and named not in held and REPORTS not in folder.unreadable:
                wrong = f"{REPORTS.name} does not contain this report for {quoted(row.mrn)}"
                yield row.fault("report", wrong)


def _decisions(folder: Folder) -> Iterator[Fault]:
    for row in folder.rows[DECISIONS]:
        said = row.part("decision", "proposed", "value")
        if said is not None and not _decides(*said):
            wrong = f"{row['decision']} does not match the proposed and the recorded value"
            yield row.fault("decision", wrong)


def _decides(decision: str, proposed: str, value: str) -> bool:
    match decision:
        case Decision.CONFIRMED:
            return bool(proposed) and value == proposed
        case Decision.EDITED:
            return bool(value) and value != proposed
        case Decision.REJECTED:
            return bool(proposed) and not value
    return not proposed and not value
