"""One patient is erased: nothing of her is left anywhere, and the trail still proves itself."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from biomarkers.actions import keep_handout
from biomarkers.exchange import export_jobs
from biomarkers.exchange.export_jobs import ask_for_export
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import HER2Reading, Import, ImportJob
from patients.actions import break_glass, save_facts
from patients.audit.chain import head, seal
from patients.audit.verifying import faults_of_trail
from patients.changes.merging import merge
from patients.changes.taking_back import enter_in_error
from patients.models import AuditErasure, AuditEvent, Patient
from patients.search.finding import find
from tests.exchange.folders import written
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

NAMES = ("Zyxwin", "MRN-ZYX", "S16-ZYX", "Olderzyx")


@pytest.fixture
def patient(team, clinician, stranger, clinician_client):
    """With something in each corner: an error, a merge, a handout, a search, an open glass."""
    patient = PatientFactory(care_team=team, mrn="MRN-ZYX", family_name="Zyxwin")
    biopsy = BiopsyFactory(patient=patient, accession="S16-ZYX")
    save_facts([HER2ReadingFactory.build(biopsy=biopsy)], by=clinician)
    wrong = HER2ReadingFactory(biopsy=biopsy, read_on="2018")
    enter_in_error([wrong], why="of Zyxwin's sister", by=clinician)
    older = PatientFactory(care_team=team, mrn="MRN-ZYX-2", family_name="Olderzyx")
    BiopsyFactory(patient=older, accession="S16-ZYX-2")
    merge(kept=patient, merged=older, taken=[], why="Zyxwin, twice", by=clinician)
    keep_handout(patient=patient, answers=[], clinic="c", telephone="1", next_appointment="",
                 by=clinician)  # fmt: skip
    break_glass(mrn="MRN-ZYX", reason="Zyxwin is here", by=stranger)
    clinician_client.post("/patients/search/", {"text": "zyxwin"})
    return patient


def left_of(words) -> set[str]:
    """Every table whose rows hold one of the words."""
    found = set()
    for model in apps.get_models():
        rows = json.dumps(list(model._base_manager.values()), default=str)
        found |= {model._meta.label for word in words if word.lower() in rows.lower()}
    return found


def erase(monkeypatch, mrn="MRN-ZYX", typed="MRN-ZYX"):
    monkeypatch.setattr("builtins.input", lambda asked: typed)
    call_command("erase_patient", mrn, by="clinician", why="her request of 3 May")


def test_nothing_is_left_and_the_trail_still_proves_itself(patient, clinician, monkeypatch):
    other = PatientFactory(care_team=patient.care_team, family_name="Whitlock")
    before = AuditEvent.objects.count()
    exported = (seal(), head())[1]
    assert left_of(NAMES)

    erase(monkeypatch)

    assert left_of(NAMES) == set()
    assert not HER2Reading.on_file.filter(biopsy__patient=patient.pk).exists()
    connection.check_constraints()
    assert AuditEvent.objects.count() == before + 1  # every entry stays, and who erased
    last = AuditEvent.objects.of_patient(patient.pk).first()
    assert (last.action, last.actor) == (AuditEvent.Action.DELETE, clinician)
    assert last.additional_data["why"] == "her request of 3 May"
    opened = AuditEvent.objects.get(action=AuditEvent.Action.BREAK_GLASS)
    assert opened.actor.username == "stranger"  # who did what is still told
    assert opened.additional_data is None
    assert list(faults_of_trail([exported])) == []
    assert list(Patient.objects.all()) == [other]
    assert find(clinician, "zyxwin").patients == []


def test_an_erased_entry_that_is_changed_afterwards_is_found(patient, monkeypatch):
    erase(monkeypatch)
    seal()
    erased = AuditErasure.objects.first()

    AuditEvent.objects.filter(pk=erased.event_id).update(object_repr="somebody else")

    assert [str(erased.event_id) in fault for fault in faults_of_trail()] == [True]


def test_what_imports_remember_of_the_patient_goes_too(team, clinician, tmp_path, monkeypatch):
    rows = "mrn,family_name\nMRN-ZYX,Zyxwin\nM-2,Whitlock\n"
    import_folder(written(tmp_path, {"patients.csv": rows}), team=team.name, by=clinician)
    shown = [["changed", "patients.csv", 2, "MRN-ZYX", "", "sex", "", "male"],
             ["changed", "patients.csv", 3, "M-2", "", "sex", "", "male"]]  # fmt: skip
    job = ImportJob.objects.create(
        team=team, file_name="a.zip", size=1, state="done", by=clinician, changes=shown,
        new_patients=["MRN-ZYX", "M-2"], warnings=[["a", 2, "b", "Zyxwin has two dates"]],
    )  # fmt: skip

    erase(monkeypatch)

    job.refresh_from_db()
    assert (job.changes, job.new_patients, job.warnings) == (shown[1:], ["M-2"], [])
    assert Import.objects.get().rows.count() == 1


def test_exports_that_are_kept_here_go_too(patient, clinician, uploads, monkeypatch):
    ready = ask_for_export(team=patient.care_team, kind="record", reason="a study", by=clinician)
    export_jobs.run(ready.pk)
    assert export_jobs.file_of(ready).exists()

    erase(monkeypatch)

    ready.refresh_from_db()
    assert ready.state == "removed"
    assert not export_jobs.file_of(ready).exists()


def test_an_export_that_is_being_written_meanwhile_leaves_no_file(
    patient, clinician, uploads, monkeypatch
):
    job = ask_for_export(team=patient.care_team, kind="record", reason="a study", by=clinician)
    write = export_jobs._write

    def while_it_is_written(job, path):
        write(job, path)
        erase(monkeypatch)

    monkeypatch.setattr(export_jobs, "_write", while_it_is_written)
    export_jobs.run(job.pk)

    job.refresh_from_db()
    assert job.state == "removed"
    assert not export_jobs.file_of(job).exists()


def test_it_is_asked_for_by_the_number_and_by_a_person(patient, monkeypatch, capsys):
    with pytest.raises(CommandError, match="Nothing was erased"):
        erase(monkeypatch, typed="MRN-ZYY")
    told = capsys.readouterr().out
    assert "Zyxwin" in told
    assert "2 biopsies" in told
    assert "Backups still hold the record" in told
    with pytest.raises(CommandError, match="was merged into MRN-ZYX"):
        erase(monkeypatch, mrn="MRN-ZYX-2")
    with pytest.raises(CommandError, match="No patient has the MRN"):
        erase(monkeypatch, mrn="nobody")
    with pytest.raises(CommandError, match="No active user"):
        call_command("erase_patient", "MRN-ZYX", by="nobody", why="x")
    assert Patient.on_file.count() == 2
