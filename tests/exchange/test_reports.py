"""A folder of reports into the queue: all or none, and whose they are says the index alone."""

import pytest

from biomarkers.exchange.records.faults import Refused
from biomarkers.models import HER2Reading, PathologyReport
from biomarkers.reports.folders import import_reports
from patients.models import AuditEvent
from tests.factories import PatientFactory
from tests.reports.texts import ONE_TUMOR, TWO_TUMORS

from .folders import written

INDEX = "file,mrn,accession,read_on\na.txt,M1,S16-101,2024-05\n"
FILES = {"reports.csv": INDEX, "a.txt": ONE_TUMOR, "b.txt": f"MRN: M1\n{TWO_TUMORS}"}


@pytest.fixture
def patient(team):
    return PatientFactory(care_team=team, mrn="M1")


def test_a_folder_waits_in_the_queue_and_nothing_is_on_record(patient, team, tmp_path):
    received = import_reports(written(tmp_path, FILES))

    a, b = PathologyReport.objects.order_by("source_name")
    assert (a.patient, a.stated_accession, str(a.stated_read_on)) == (patient, "S16-101", "2024-05")
    assert (b.patient, b.team) == (None, team)  # whatever its text says
    assert {a.state, b.state} == {"waiting"}
    assert "2 new" in received.summary
    assert "1 of the new ones wait for a person to say whose" in received.summary
    assert not HER2Reading.objects.exists()
    assert AuditEvent.objects.filter(content_type__model="pathologyreport").count() == 2


def test_the_same_folder_twice_changes_nothing_and_says_so(patient, tmp_path):
    import_reports(written(tmp_path, FILES))
    again = import_reports(tmp_path)

    assert again.summary == "Nothing changed: all 2 reports are here already."
    assert PathologyReport.objects.count() == 2


def test_an_index_that_names_the_patient_later_gives_the_report_to_them(patient, tmp_path):
    import_reports(written(tmp_path, FILES))
    received = import_reports(written(tmp_path, {"reports.csv": INDEX + "b.txt,M1,,\n"}))

    assert received.assigned == 1
    assert not PathologyReport.objects.filter(patient=None).exists()


def test_a_dry_run_writes_nothing(patient, tmp_path):
    received = import_reports(written(tmp_path, FILES), dry_run=True)

    assert "Would receive for Breast clinic: 2 new" in received.summary
    assert not PathologyReport.objects.exists()


WRONG = {
    "a number of nobody": ({"reports.csv": "file,mrn\na.txt,M9\n"},
                           "reports.csv:2 mrn: “M9” is not a patient of Breast clinic"),
    "a file that is not there": ({"reports.csv": "file,mrn\nc.txt,M1\n"},
                                 "reports.csv:2 file: “c.txt” is listed in reports.csv but "
                                 "not among the files"),
    "a file twice": ({"reports.csv": "file,mrn\na.txt,M1\na.txt,M1\n"},
                     "reports.csv:3 file: “a.txt” is listed twice in reports.csv"),
    "no date": ({"reports.csv": "file,mrn,read_on\na.txt,M1,May\n"}, "reports.csv:2 read_on:"),
    "an empty index": ({"reports.csv": ""}, "reports.csv:1: the file is empty"),
    "a damaged PDF": ({"c.pdf": b"%PDF-1.7 cut"}, "c.pdf: is a damaged PDF"),
    "bytes that are no text": ({"c.txt": b"\x00\xff"}, "c.txt: cannot be read as text"),
    "another kind of file": ({"c.docx": b"PK"}, "c.docx: must be a .txt or .pdf file"),
    "the same text twice": ({"c.txt": FILES["b.txt"]}, "c.txt: has the same text as b.txt"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_with_its_file_and_nothing_is_received(patient, tmp_path, case):
    files, told = WRONG[case]

    with pytest.raises(Refused) as refused:
        import_reports(written(tmp_path, FILES | files))

    assert told in str(refused.value)
    assert not PathologyReport.objects.exists()


def test_everything_wrong_is_told_in_one_go(patient, tmp_path):
    bad = {"reports.csv": "file,mrn\na.txt,M9\n", "c.docx": b"PK", "d.pdf": b"x"}

    with pytest.raises(Refused) as refused:
        import_reports(written(tmp_path, FILES | bad))

    assert [fault.file for fault in refused.value.faults] == ["c.docx", "d.pdf", "reports.csv"]


def test_a_patient_of_another_team_gets_no_report(patient, stranger, tmp_path):
    theirs = stranger.care_teams.get()

    with pytest.raises(Refused, match="“M1” is not a patient of Second clinic"):
        import_reports(written(tmp_path, FILES), team=theirs.name)
