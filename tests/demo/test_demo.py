"""The demo shows every code of the contract, and is what its seed makes."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.answer_codes import ActionCode, Cause, Caution, Missing
from biomarkers.domain.assessment import assess
from biomarkers.domain.her2 import Category, Flag, Reason
from biomarkers.domain.options import State
from biomarkers.exchange.answers import answer_of
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import PathologyReport
from biomarkers.record.reading import patients_with_record, record_of
from biomarkers.reports.folders import import_reports
from biomarkers.reports.proposing import proposals_of
from patients.models import Patient

from .write_demo import DEMO, demo_folders, write

TODAY = date(2026, 11, 1)

CODES = {
    "category": Category,
    "reason": Reason,
    "cause": Cause,
    "action": ActionCode,
    "state": State,
    "flag": Flag,
    "caution": Caution,
    "missing": Missing,
}
# No invented patient has a condition without its severity, or an event that is denied.
NOT_SHOWN = {Caution.SEVERITY_NEEDED, Caution.EVENT_UNCLEAR}


@pytest.fixture
def shown(db) -> dict[str, set[str]]:
    """Every code that some demo patient shows today or on a day of change."""
    import_folder(DEMO / "breast-clinic")
    catalog = current_catalog()
    found = defaultdict(set)
    for patient in patients_with_record(Patient.objects.all()):
        record = record_of(patient)
        today = assess(record, catalog, TODAY)
        for day in {TODAY, *(entry.on for entry in today.history.entries)}:
            _collect(answer_of(assess(record, catalog, day)), found)
    return found


def _collect(answer: dict, found: dict[str, set[str]]) -> None:
    her2 = answer["her2"]
    found["category"].add(her2["category"])
    found["reason"].add(her2["reason"])
    found["cause"].add(her2["cause"])
    found["flag"].update(her2["flags"])
    found["action"].update(action["code"] for action in answer["actions"])
    for option in answer["options"]:
        found["state"].add(option["state"])
        found["missing"].update(option["missing"])
        found["caution"].update(option["cautions"])


def test_every_code_of_the_contract_is_shown_by_some_patient(shown):
    unseen = {kind: set(codes) - shown[kind] - NOT_SHOWN for kind, codes in CODES.items()}

    assert not {kind: codes for kind, codes in unseen.items() if codes}


def test_the_demo_is_what_its_seed_makes(tmp_path):
    for name, files in demo_folders().items():
        write(tmp_path / name, files)

        assert _contents(tmp_path / name) == _contents(DEMO / name)


def test_nothing_in_the_demo_is_dated_after_it_was_written():
    dates = [
        cell
        for path in DEMO.glob("*/*.csv")
        for row in csv.DictReader(path.open(encoding="utf-8"))
        for column, cell in row.items()
        if (column == "on" or column.endswith("_on")) and cell
    ]

    assert max(dates) <= TODAY.isoformat()


def test_a_newcomer_finds_every_kind_of_report_in_the_queue(db):
    import_folder(DEMO / "breast-clinic")
    import_reports(DEMO / "breast-clinic" / "reports")

    reports = {report.source_name: report for report in PathologyReport.objects.all()}
    proposed = {name: proposals_of(report) for name, report in reports.items()}
    [read_again], [zero] = proposed["read-again.txt"], proposed["zero.txt"]
    assert read_again.value("ihc_score") == "1+"
    assert [p.value("ihc_score") for p in proposed["two-tumors.txt"]] == ["1+", "2+"]
    assert (zero.value("ihc_score"), zero.value("zero_staining")) == ("0", "")
    assert [name for name, report in reports.items() if not report.patient] == ["whose.txt"]


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.csv")}
