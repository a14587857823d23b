"""Who may take out the record of a care team, and what they get."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from biomarkers.exchange import export_jobs
from biomarkers.exchange.export_jobs import file_of
from biomarkers.models import ExportJob
from config.settings import VERSION
from patients.models import AuditEvent, CareTeam
from tests.damage import damage
from tests.factories import HER2ReadingFactory

PAGE = "record_export"


@pytest.fixture
def may_export(clinician):
    clinician.user_permissions.add(Permission.objects.get(codename="export_records"))
    return clinician


def test_clinicians_and_viewers_may_not_take_out_the_record(clinician_client, viewer_client, team):
    for client in (clinician_client, viewer_client):
        assert client.get(reverse(PAGE)).status_code == 403
        assert client.post(reverse("record_export_download", args=[team.pk])).status_code == 403
        assert "Export" not in client.get("/").content.decode()


def exported(client, team, page="record_export_download", **said):
    """The job, and the files of its archive once the worker made it and the page gave it."""
    answer = client.post(reverse(page, args=[team.pk]), {"reason": "registry of 2026", **said})
    assert answer.status_code == 302
    job = ExportJob.objects.get()
    export_jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "ready"
    response = client.get(reverse("export_file", args=[job.pk]))
    content = b"".join(response.streaming_content)
    assert hashlib.sha256(content).hexdigest() == job.sha256
    archive = zipfile.ZipFile(io.BytesIO(content))
    return job, {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_the_record_of_the_team_and_is_logged(
    may_export, clinician_client, team, uploads
):
    reading = HER2ReadingFactory(biopsy__patient__care_team=team)
    page = clinician_client.get(reverse(PAGE)).content.decode()
    assert f"Export all data of {team}" in page

    job, files = exported(clinician_client, team)

    assert reading.biopsy.patient.mrn in files["patients.csv"].decode()
    told = json.loads(files["contents.json"])
    assert [file["name"] for file in told["files"]] == [n for n in files if n != "contents.json"]
    for file in told["files"]:
        content = files[file["name"]]
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["lines"] == len(content.splitlines()) - file["name"].endswith(".csv")
    assert told["made_with"] == f"Second Look {VERSION}, rules 3, catalog version 1"
    made, fetched = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).order_by("timestamp")
    assert (made.actor, made.object_repr) == (may_export, str(team))
    assert fetched.additional_data["why"] == "registry of 2026"
    assert (fetched.actor, fetched.additional_data["export"]) == (may_export, str(job.pk))
    assert "registry of 2026" in clinician_client.get(reverse(PAGE)).content.decode()


def test_the_assessments_alone_are_a_json_object_a_patient_and_are_logged(
    may_export, clinician_client, team, uploads
):
    mrn = HER2ReadingFactory(biopsy__patient__care_team=team).biopsy.patient.mrn

    _, files = exported(clinician_client, team, "assessments_download")

    (line,) = files["assessments.jsonl"].splitlines()
    assert (json.loads(line)["mrn"], json.loads(line)["her2"]["category"]) == (mrn, "positive")
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).last()
    assert entry.additional_data["exported"] == "assessments"
    assert entry.additional_data["patients"] == 1


def test_one_record_that_cannot_be_read_is_told_and_the_others_are_there(
    may_export, clinician_client, team, uploads
):
    good, bad = (HER2ReadingFactory(biopsy__patient__care_team=team) for _ in range(2))
    damage("biomarkers_her2reading", f"ihc_score = '9+' WHERE id = {bad.pk}")

    _, files = exported(clinician_client, team)

    (line,) = files["assessments.jsonl"].splitlines()
    assert json.loads(line)["mrn"] == good.biopsy.patient.mrn
    (fault,) = json.loads(files["contents.json"])["not_read"]
    assert fault.startswith(f"{bad.biopsy.patient.mrn}: no assessment")
    page = clinician_client.get(reverse(PAGE)).content.decode()
    assert "1 record could not be read" in page


def test_without_a_reason_nothing_is_exported(may_export, clinician_client, team):
    address = reverse("record_export_download", args=[team.pk])

    answer = clinician_client.post(address, {"reason": "  "})

    assert answer.status_code == 422
    assert "Enter the reason. Nothing was exported." in answer.content.decode()
    assert not ExportJob.objects.exists()


def test_a_worker_that_died_midway_leaves_no_half_file(may_export, clinician_client, team, uploads):
    clinician_client.post(
        reverse("record_export_download", args=[team.pk]), {"reason": "registry of 2026"}
    )
    job = ExportJob.objects.get()
    ExportJob.objects.update(state="writing")
    file_of(job).parent.mkdir(parents=True)
    file_of(job).write_bytes(b"half of it")
    assert clinician_client.get(reverse("export_file", args=[job.pk])).status_code == 404

    export_jobs.run(job.pk)

    content = b"".join(
        clinician_client.get(reverse("export_file", args=[job.pk])).streaming_content
    )
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_who_may_export_without_names_gets_no_names(may_export, clinician, team, uploads, client):
    job = ExportJob.objects.create(
        team=team, kind="record", reason="x", state="ready", by=may_export
    )
    file_of(job).parent.mkdir(parents=True)
    file_of(job).write_bytes(b"names")
    other = User.objects.create_user("researcher")
    other.user_permissions.add(Permission.objects.get(codename="export_deidentified"))
    team.members.add(other)
    client.force_login(other)

    assert client.get(reverse("export_file", args=[job.pk])).status_code == 403


def test_a_file_that_is_over_is_told_and_goes_after_its_days(
    may_export, clinician_client, team, uploads, capsys
):
    job, _ = exported(clinician_client, team)
    ExportJob.objects.update(created_at=timezone.now() - timedelta(days=8))

    call_command("clear_expired")

    job.refresh_from_db()
    assert job.state == "removed"
    assert not file_of(job).exists()
    assert "1 exports removed" in capsys.readouterr().out


def test_another_team_is_not_found_and_reading_the_page_exports_nothing(
    may_export, clinician_client
):
    other = CareTeam.objects.create(name="Another clinic")
    address = reverse("record_export_download", args=[other.pk])

    assert clinician_client.post(address).status_code == 404
    assert clinician_client.get(address).status_code == 405
    assert str(other) not in clinician_client.get(reverse(PAGE)).content.decode()


def test_the_page_reads_as_much_for_one_team_as_for_ten(
    may_export, clinician_client, django_assert_num_queries
):
    with django_assert_num_queries(6):
        clinician_client.get(reverse(PAGE))
    for number in range(9):
        CareTeam.objects.create(name=f"Team {number}").members.add(may_export)
    with django_assert_num_queries(6):
        clinician_client.get(reverse(PAGE))


def test_who_exports_and_sees_no_worklist_begins_at_the_export(client, team, django_user_model):
    manager = django_user_model.objects.create_user("manager", is_staff=True)
    manager.groups.add(Group.objects.get(name="Data managers"))
    team.members.add(manager)
    client.force_login(manager)

    page = client.get("/", follow=True)

    assert page.redirect_chain == [(reverse(PAGE), 302)]
    assert f"Export all data of {team}" in page.content.decode()
