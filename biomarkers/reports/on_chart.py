"""The reports of the patient: those that are the source of what is shown, those that wait."""

from collections import defaultdict
from dataclasses import dataclass

from biomarkers.domain.assessment import Assessment
from biomarkers.models import HER2Reading, PathologyReport, ReceptorReading
from biomarkers.record.reading import Fetched
from patients.models import Patient


@dataclass(frozen=True)
class ReportRow:
    """`readings` are what was taken from it and is known on the day shown, in words."""

    report: PathologyReport
    readings: tuple[str, ...]


def reports_card(patient: Patient, assessment: Assessment) -> list[ReportRow]:
    """The newest first, in one query. On an earlier day only the sources of what was known then."""
    taken = _taken(patient, assessment)
    day = assessment.as_of
    reports = patient.reports.defer("text").select_related("reviewed_by").order_by("-received_at")
    rows = (ReportRow(report, tuple(taken[report.pk])) for report in reports)
    return [row for row in rows if row.readings or row.report.received_at.date() <= day]


def _taken(patient: Fetched, assessment: Assessment) -> dict:
    """By report, from readings that are prefetched with the record."""
    taken: dict = defaultdict(list)
    for biopsy in patient.fetched_biopsies:
        for reading in (*biopsy.fetched_her2_readings, *biopsy.fetched_receptor_readings):
            if reading.report_id and reading.read_on.first <= assessment.as_of:
                taken[reading.report_id].append(f"{reading} ({biopsy.accession})")
    return taken


def is_taken_back(report: PathologyReport) -> bool:
    """Whether values were taken from it, and all of them are entered in error since."""
    taken = [
        in_error
        for model in (HER2Reading, ReceptorReading)
        for in_error in model.on_file.filter(report=report).values_list("in_error", flat=True)
    ]
    return bool(taken) and None not in taken
