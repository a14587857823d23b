"""An import is taken back as a whole, as long as nothing rests on it that came later."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from biomarkers.exchange import taking_back, undo_jobs
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.exchange.taking_back import take_back
from biomarkers.models import HER2Assessment, HER2Reading, Import, WorkStep
from patients.models import AgentGiven, Biopsy, Patient, Progression

from .folders import GOOD, written
from .test_jobs import archive_of, upload, worked

OTHER = {
    "patients.csv": "mrn,family_name,metastatic_on\nM1,Falck,2020\nM2,New,\n",
    "biopsies.csv": "mrn,accession,collected_on,site\nM2,S2,2021,liver\n",
    "her2_readings.csv": "mrn,accession,read_on,ihc_score\nM1,S1,2019-04-12,3+\nM2,S2,2021,2+\n",
    "treatments.csv": "mrn,setting,line,agent,started_on,ended_on\n"
    "M1,metastatic,1,letrozole,2019-05,2021-02\n",
}


@pytest.fixture
def imported(db, tmp_path) -> Import:
    """The second of two, which changes rows of the first and adds a patient."""
    import_folder(written(tmp_path / "a", GOOD))
    return import_folder(written(tmp_path / "b", OTHER)).imported


def record() -> dict:
    patient = Patient.objects.get(mrn="M1")
    reading = HER2Reading.objects.get(biopsy__patient=patient)
    given = AgentGiven.objects.get(patient=patient)
    assessed = HER2Assessment.objects.current().get(patient=patient)
    return {
        "patients": list(Patient.objects.values_list("mrn", "family_name")),
        "metastatic": str(patient.metastatic_on),
        "score": reading.ihc_score,
        "ended": given.ended_on,
        "line": given.line,
        "status": assessed.category,
    }


@pytest.mark.parametrize("rows_at_a_time", [2_000, 1])
def test_everything_that_an_import_wrote_is_taken_back(db, tmp_path, monkeypatch, rows_at_a_time):
    monkeypatch.setattr(taking_back, "ROWS_AT_A_TIME", rows_at_a_time)
    import_folder(written(tmp_path / "a", GOOD))
    before = record()
    imported = import_folder(written(tmp_path / "b", OTHER)).imported
    assert record()["status"] == "positive"

    done = take_back(imported, by=None)

    assert record() == before
    assert (done.new, done.changed) == (3, 3)  # M2 with biopsy and reading; M1's three rows
    assert Patient.on_file.get(mrn="M2").in_error.why.endswith("taken back")


def test_the_same_file_can_be_imported_again_afterwards(imported, tmp_path):
    take_back(imported, by=None)

    done = import_folder(written(tmp_path / "b", OTHER))

    assert done.new_patients == ["M2"]
    assert done.warnings == []
    assert record()["score"] == "3+"
    assert Biopsy.objects.get(patient__mrn="M2").her2_readings.get().ihc_score == "2+"
    take_back(done.imported, by=None)
    assert not Patient.objects.filter(mrn="M2").exists()


def test_it_is_taken_back_once(imported):
    take_back(imported, by=None)

    with pytest.raises(Refused, match="was taken back already"):
        take_back(imported, by=None)


def changed_since() -> None:
    reading = HER2Reading.objects.get(biopsy__patient__mrn="M1")
    reading.percent_stained = 80
    reading.save()


def added_since() -> None:
    Progression.objects.create(patient=Patient.objects.get(mrn="M2"), on="2022")


def worked_since() -> None:
    WorkStep.objects.create(
        patient=Patient.objects.get(mrn="M1"), kind="commented", text="told her",
        on=timezone.localdate(), at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (changed_since, "HER2 reading: .* was changed since"),
        (added_since, "Progression: .* was added since"),
        (worked_since, "a step on the worklist of M1 came later"),
    ],
)
def test_nothing_is_taken_back_where_something_later_rests_on_it(imported, later, told):
    later()

    with pytest.raises(Refused, match=told):
        take_back(imported, by=None)

    assert Patient.objects.filter(mrn="M2").exists()
    assert HER2Reading.objects.get(biopsy__patient__mrn="M1").ihc_score == "3+"


def test_what_people_did_is_never_taken_back(db, tmp_path):
    step = "mrn,at,on,by,kind,text\nM1,2020-01-02T10:00:00+00:00,2020-01-02,anna,commented,x\n"
    done = import_folder(written(tmp_path / "a", {**GOOD, "work_steps.csv": step}))

    with pytest.raises(Refused, match="wrote what people did"):
        take_back(done.imported, by=None)


def test_the_command_names_the_import_that_it_takes_back(db, tmp_path, capsys):
    call_command("import_records", str(written(tmp_path / "a", GOOD)))
    number = re.search(r"undo_import (\d+) takes it back", capsys.readouterr().out)

    call_command("undo_import", number[1])

    assert "Taken back: " in capsys.readouterr().out
    assert not Patient.objects.exists()
    with pytest.raises(CommandError, match="There is no import 999"):
        call_command("undo_import", "999")


def test_a_dry_run_and_one_that_changes_nothing_leave_no_import(db, tmp_path):
    folder = written(tmp_path / "a", GOOD)

    assert import_folder(folder, dry_run=True).imported is None
    import_folder(folder)
    assert import_folder(folder).imported is None
    assert Import.objects.count() == 1


@pytest.mark.usefixtures("uploads")
def test_an_import_by_page_is_taken_back_by_page(manager_client, manager):
    job = worked(upload(manager_client, archive_of(GOOD)))
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    job = worked(job)
    assert "Take this import back" in page_of(manager_client, job)
    assert f"import {job.wrote_id}" in page_of(manager_client, job)

    manager_client.post(reverse("import_undo", args=[job.pk]), {"why": "wrong file"})
    undo_jobs.take_back_job(job.pk, manager)
    job.refresh_from_db()

    assert job.state == "undone"
    assert not Patient.objects.exists()
    assert Import.objects.get().undone_by == manager
    assert "The file can be imported again" in page_of(manager_client, job)


@pytest.mark.usefixtures("uploads")
def test_taking_back_names_what_goes_and_asks_for_the_reason_first(manager_client):
    job = worked(upload(manager_client, archive_of(GOOD)))
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    job = worked(job)
    address = reverse("import_undo", args=[job.pk])

    page = manager_client.get(address).content.decode()
    assert re.search(r"her2_readings.csv</th><td>\d", page)
    assert manager_client.post(address).status_code == 422
    job.refresh_from_db()
    assert job.state == "done"


def test_the_reason_is_kept_with_what_left_the_record(imported):
    done = take_back(imported, reason="wrong file", by=None)

    assert done.new
    assert {mark.why for mark in imported.marks.all()} == {f"{imported} taken back: wrong file"}


@pytest.mark.usefixtures("uploads")
def test_what_is_in_the_way_is_told_on_the_page(manager_client, manager):
    job = worked(upload(manager_client, archive_of(GOOD)))
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    job = worked(job)
    Progression.objects.create(patient=Patient.objects.get(), on="2022")

    manager_client.post(reverse("import_undo", args=[job.pk]), {"why": "wrong file"})
    undo_jobs.take_back_job(job.pk, manager)
    job.refresh_from_db()

    assert job.state == "done"
    assert "was added since" in page_of(manager_client, job)
    assert Patient.objects.exists()


def page_of(client, job) -> str:
    return client.get(reverse("import_job", args=[job.pk])).content.decode()
