"""Everything that goes out comes in again, and nothing else changes."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from biomarkers.actions import receive_report, reject_report, set_aside_report, take_step
from biomarkers.exchange.records.exporting import ASSESSMENTS, export_record
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import (
    HER2Reading,
    PathologyReport,
    PrintedHandout,
    ReportFieldDecision,
    WorkItem,
    WorkStep,
)
from biomarkers.record.reading import patients_with_record, record_of
from patients.actions import save_facts
from patients.models import AgentGiven, AuditEvent, CareTeam, LVEFMeasurement, Patient
from tests.data import STORIES, TCGA_FIFTY
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

from .any_record import record_folders
from .folders import FURTHER, GOOD, read_out, written


def exported() -> dict[str, bytes]:
    return read_out(export_record(CareTeam.objects.get()))


def read_back(files: dict[str, bytes]) -> str:
    """What importing the files says."""
    with TemporaryDirectory() as place:
        return import_folder(written(Path(place), files)).summary


@pytest.mark.parametrize("folder", [STORIES, TCGA_FIFTY], ids=["stories", "fifty real patients"])
def test_what_went_out_changes_nothing_when_it_comes_in(db, folder):
    import_folder(folder)

    once = exported()

    assert "Nothing changed" in read_back(once)
    assert exported() == once


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=record_folders())
def test_any_record_goes_out_and_into_an_empty_database_byte_for_byte(db, files):
    with transaction.atomic():
        read_back(files)
        once = exported()
        assert "Nothing changed" in read_back(once)
        transaction.set_rollback(True)

    with transaction.atomic():
        read_back(once)
        again = exported()
        transaction.set_rollback(True)
    assert again == once


def test_what_the_contract_has_no_place_for_goes_out_and_in_too(db, tmp_path, clinician):
    import_folder(written(tmp_path / "good", GOOD | FURTHER), team="Breast clinic")
    patient = Patient.objects.get()
    AgentGiven.objects.update(override_reason="=1+1 is what she wished")
    PrintedHandout.objects.all().delete()
    PrintedHandout.objects.create(patient=patient, answers=[{"text": "=1"}], printed_by=clinician)

    files = exported()
    AgentGiven.objects.update(override_reason="")
    LVEFMeasurement.objects.all().delete()
    PrintedHandout.objects.all().delete()
    read_back(files)

    assert AgentGiven.objects.get().override_reason == "=1+1 is what she wished"
    assert LVEFMeasurement.objects.get().percent == 60
    assert b"'=1+1" in files["overrides.csv"]
    handout = PrintedHandout.objects.get()
    assert (handout.printed_by, handout.answers) == (clinician, [{"text": "=1"}])


def test_what_people_did_comes_in_with_its_words_and_keeps_the_worklist_as_it_was(
    db, tmp_path, clinician
):
    import_folder(STORIES, team="Breast clinic")
    for item in WorkItem.objects.filter(standing="listed")[:6]:
        take_step(item=item, kind="assigned", by=clinician, assigned_to=clinician)
        take_step(item=item, kind="unchanged", by=clinician, text="seen")
    before = work_left()
    files = exported()
    steps = WorkStep.objects.count()
    WorkStep.objects.all().delete()
    call_command("reassess", "--from-start")
    assert work_left() != before

    read_back(files)

    assert WorkStep.objects.count() == steps == 12
    assert work_left() == before
    assert exported() == files


def work_left() -> list[tuple]:
    items = WorkItem.objects.order_by("patient__mrn", "why", "accession")
    return list(items.values_list("patient__mrn", "why", "accession", "standing", "owner"))


def test_who_has_no_login_here_stays_by_name(db, tmp_path):
    import_folder(written(tmp_path, GOOD | FURTHER))

    step, handout = WorkStep.objects.get(), PrintedHandout.objects.get()
    assert (step.by, step.by_name) == (None, "anna")
    assert (handout.printed_by, handout.printed_by_name) == (None, "anna")
    chart = record_of(patients_with_record(Patient.objects.all()).get())
    assert chart.work_done[0].by == "anna"


def test_what_people_did_is_never_rewritten(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD | FURTHER))
    other = {"work_steps.csv": FURTHER["work_steps.csv"].replace("Linz", "Graz")}

    with pytest.raises(Refused, match=r"work_steps.csv:2 text: .* cannot be changed"):
        import_folder(written(tmp_path / "b", other))

    assert WorkStep.objects.get().text == "block is in Linz"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("work_steps.csv", "2020-01-02,", "2020-01,", "on: “2020-01” is not a full date"),
        ("work_steps.csv", "10:00:00+00:00", "10:00:00", "at: .* is not a date and time"),
        ("work_steps.csv", "2020-01-02T", "2999-01-02T", "at: .* is in the future"),
        ("work_steps.csv", "block is in Linz", "", "text: this cell must not be empty"),
        (
            "work_steps.csv",
            "commented",
            "snoozed",
            "until: .*a snooze needs a date",
        ),
        ("handouts.csv", '"[{', '"{[', "answers: .* is not JSON"),
        (
            "handouts.csv",
            '""text""',
            '""txt""',
            "answers: .* must be a list of question",
        ),
        ("handouts.csv", "…", r"\u0000", "answers: .* must be a list of question"),
        ("handouts.csv", "…", r"\ud800", "answers: .* must be a list of question"),
    ],
)
def test_a_bad_step_or_handout_is_told_with_its_place(db, tmp_path, name, old, new, told):
    files = GOOD | FURTHER | {name: FURTHER[name].replace(old, new)}

    with pytest.raises(Refused, match=f"{name}:2 {told}"):
        import_folder(written(tmp_path, files))


def test_an_override_of_no_treatment_is_refused(db, tmp_path):
    files = GOOD | {"overrides.csv": FURTHER["overrides.csv"].replace("2019-05", "2018")}
    with pytest.raises(Refused, match=r"overrides.csv:2 .*no row of treatments.csv"):
        import_folder(written(tmp_path, files))
    assert not Patient.objects.exists()


def test_an_export_holds_one_team_and_is_logged_with_how_many_patients(db, tmp_path, clinician):
    import_folder(written(tmp_path / "a", GOOD), team="Breast clinic")
    other = {"patients.csv": "mrn\nZ9\n"}
    import_folder(written(tmp_path / "b", other), team="Another clinic")

    files = read_out(export_record(CareTeam.objects.get(name="Breast clinic"), by=clinician))

    assert b"Z9" not in b"".join(files.values())
    assert len(files[ASSESSMENTS].splitlines()) == 1
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).get()
    assert (entry.actor, entry.additional_data["patients"]) == (clinician, 1)


def test_the_command_writes_into_an_empty_folder_only(db, tmp_path):
    import_folder(TCGA_FIFTY)
    place = tmp_path / "out"

    call_command("export_records", str(place))

    assert "Nothing changed" in import_folder(place).summary
    with pytest.raises(CommandError, match="not an empty folder"):
        call_command("export_records", str(place))


@pytest.fixture
def reviewed(team, clinician):
    """A report whose score was confirmed into a reading, and one that is nobody's yet."""
    patient = PatientFactory(care_team=team, mrn="M1")
    biopsy = BiopsyFactory(patient=patient)
    report = receive_report(text=" HER2 IHC 1+\r\n", team=team, patient=patient, by=clinician)
    receive_report(text="whose?", team=team, by=None)
    reading = HER2ReadingFactory.build(biopsy=biopsy, ihc_score="1+", report=report)
    save_facts([reading], by=clinician)
    reject_report(report=report, why="of the sister", by=clinician)
    ReportFieldDecision.objects.create(
        report=report, tumor=0, field="ihc_score", proposed="1+", value="1+",
        decision="confirmed", words=[[10, 12]],
    )  # fmt: skip
    return report


def test_reports_go_out_with_what_was_decided_and_come_in_again(reviewed, clinician):
    once = exported()
    assert json.loads(once["reports_of_nobody.jsonl"])["text"] == "whose?"
    assert "Nothing changed" in read_back(once)
    CareTeam.objects.update(name="Where it came from")
    Patient.objects.update(mrn="other")  # the same folder is another patient's now

    read_back({name: content for name, content in once.items() if name.endswith(".csv")})

    report = PathologyReport.objects.get(patient__mrn="M1")
    assert (report.text, report.reviewed_by) == (reviewed.text, clinician)
    assert report.decisions.get().words == [[10, 12]]
    assert HER2Reading.objects.get(report=report).biopsy.patient.mrn == "M1"


def test_reports_of_nobody_go_out_and_come_in_again(reviewed, team, clinician):
    aside = receive_report(text="of whom?", team=team, source_name="fax.txt", by=clinician)
    set_aside_report(report=aside, why="asked the laboratory", by=clinician)
    once = exported()
    aside.delete()
    PathologyReport.objects.filter(text="whose?").delete()

    assert "2 new" in read_back(once)
    assert "Nothing changed" in read_back(once)

    back = PathologyReport.objects.get(source_name="fax.txt")
    assert (back.state, back.why, back.reviewer) == (
        "set_aside",
        "asked the laboratory",
        "clinician",
    )
    assert back.receiver == "clinician"
    again = exported()
    assert sorted(again["reports_of_nobody.jsonl"].splitlines()) == sorted(
        once["reports_of_nobody.jsonl"].splitlines()
    )


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("HER2 1+", "is not JSON"),
        ('{"text": 1}', "needs an object with a text"),
        ('{"text": "HER2 1+", "mrn": "M1"}', "has what no report has: mrn"),
        ('{"text": "HER2 1+", "received_at": "2026"}', "not a date and time with a time zone"),
        ('{"text": "HER2 1+", "state": "rejected"}', "reviewer"),
        ('{"text": "HER2 1+", "state": "confirmed", "reviewed_by": "x",'
         ' "reviewed_at": "2026-01-01T00:00:00Z"}', "Link the report to a patient"),
    ],
)  # fmt: skip
def test_a_report_of_nobody_that_cannot_be_is_refused(team, line, wrong):
    with pytest.raises(Refused, match=re.escape(wrong)):
        read_back({"reports_of_nobody.jsonl": line})

    assert not PathologyReport.objects.exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        ("reports.csv", "HER2 IHC 1+", "HER2 IHC 3+", "does not match the report text"),
        ("reports.csv", "rejected", "waiting", "must be empty, as the report is waiting"),
        (
            "report_decisions.csv",
            "confirmed",
            "edited",
            "edited does not match the proposed",
        ),
        ("her2_sources.csv", "M1", "M2", "reports.csv does not contain this report"),
        ("report_decisions.csv", "[[10, 12]]", "[[12, 10]]", "is not a list of text positions"),
    ],
)
def test_a_report_that_does_not_fit_is_refused(reviewed, file, old, new, wrong):
    files = exported()
    files[file] = files[file].replace(old.encode(), new.encode())

    with pytest.raises(Refused, match=wrong):
        read_back(files)


def test_a_report_that_was_reviewed_is_not_rewritten(reviewed):
    files = exported()
    files["reports.csv"] = files["reports.csv"].replace(b"sister", b"mother")

    with pytest.raises(Refused, match="recorded actions cannot be changed"):
        read_back(files)
