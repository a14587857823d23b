"""The demo shows every code of the contract, and is what its seed makes."""

import csv
import os
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.answer_codes import ActionCode, Cause, Caution, Missing, Note
from biomarkers.domain.assessment import assess
from biomarkers.domain.her2 import Category, Flag, Reason
from biomarkers.domain.options import State
from biomarkers.domain.safety_table import ANY_AGENT
from biomarkers.domain.work import Why, work_of
from biomarkers.exchange.answers import answer_of
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import PathologyReport
from biomarkers.options.bands import Band, bands_of
from biomarkers.record.reading import patients_with_record, record_of
from biomarkers.reports.folders import import_reports
from biomarkers.reports.proposing import proposals_of
from patients.models import Patient

from .write_demo import DEMO, demo_folders

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
    "note": Note,
    "band": Band,
    "why": set(Why)
    - {Why.NEEDS_FIXING, Why.TAKEN_BACK, Why.AMENDED, Why.DATE_ECOG},  # no folder holds these
}


@pytest.fixture(scope="module")
def whole_clinic(rows_of_module):
    import_folder(DEMO / "breast-clinic")


@pytest.fixture(scope="module")
def shown(whole_clinic) -> dict[str, set[str]]:
    """Every code that some demo patient shows today or on a day of change."""
    catalog = current_catalog()
    found = defaultdict(set)
    for patient in patients_with_record(Patient.objects.all()):
        record = record_of(patient)
        today = assess(record, catalog, TODAY)
        for day in {TODAY, *(entry.on for entry in today.history.entries)}:
            _collect(answer_of(assess(record, catalog, day)), found)
        found["why"].update(work.why for work in work_of(today))
        found["band"].update(band.band for band in bands_of(today))
    return found


def _collect(answer: dict, found: dict[str, set[str]]) -> None:
    her2 = answer["her2"]
    found["category"].add(her2["category"])
    found["reason"].add(her2["reason"])
    found["cause"].add(her2["cause"])
    found["flag"].update(her2["flags"])
    found["action"].update(action["code"] for action in answer["actions"])
    found["note"].update(answer["notes"])
    for option in answer["options"]:
        found["state"].add(option["state"])
        found["missing"].update(option["missing"])
        found["caution"].update(option["cautions"])
        found["block"].update(option["blocked_by"])
        found["check"].update((check["check"], check["done"]) for check in option["checks"])


def test_every_code_of_the_contract_is_shown_by_some_patient(shown, db):
    unseen = {kind: set(codes) - shown[kind] for kind, codes in CODES.items()}

    assert not {kind: codes for kind, codes in unseen.items() if codes}


def test_every_block_and_caution_of_the_safety_table_is_shown_by_some_patient(shown, db):
    catalog = current_catalog()
    named = frozenset().union({ANY_AGENT}, *(row.subjects for row in catalog.rows))
    rows = [row for row in catalog.safety.rows if row.applies_to & named]

    assert {row.code for row in rows if row.blocks} <= shown["block"]
    assert {row.code for row in rows if not row.blocks} <= shown["caution"]


def test_every_check_before_a_start_is_shown_by_some_patient(shown, db):
    """What the record can hold also as on record, and as not."""
    catalog = current_catalog()
    named = frozenset().union(*(row.subjects for row in catalog.rows))
    wanted = {row.check for row in catalog.checks.rows if row.agent_or_class in named}

    assert {(check, None) for check in wanted - {"lvef", "dpyd_test"}} <= shown["check"]
    held = {(check, done) for check in ("lvef", "dpyd_test") for done in (True, False)}
    assert held <= shown["check"]


def test_the_demo_is_what_its_seed_makes(tmp_path):
    """Written as `make demo` writes it: by a command of its own."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-m", "tests.demo.write_demo", tmp_path], env=env, check=True)

    for name in demo_folders():
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


def test_a_newcomer_finds_every_kind_of_report_in_the_queue(whole_clinic, db):
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
