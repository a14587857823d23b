"""Who may take out the record of a care team, and what they get."""

import io
import json
import zipfile

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from patients.models import AuditEvent, CareTeam
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


def test_the_archive_holds_the_record_of_the_team_and_is_logged(may_export, clinician_client, team):
    reading = HER2ReadingFactory(biopsy__patient__care_team=team)
    page = clinician_client.get(reverse(PAGE))
    assert f"Export all data of {team}" in page.content.decode()

    response = clinician_client.post(reverse("record_export_download", args=[team.pk]))

    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert reading.biopsy.patient.mrn in archive.read("patients.csv").decode()
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).get()
    assert (entry.actor, entry.object_repr) == (may_export, str(team))


def test_the_assessments_alone_are_a_json_object_a_patient_and_are_logged(
    may_export, clinician_client, team
):
    mrn = HER2ReadingFactory(biopsy__patient__care_team=team).biopsy.patient.mrn

    response = clinician_client.post(reverse("assessments_download", args=[team.pk]))

    (line,) = b"".join(response.streaming_content).splitlines()
    assert (json.loads(line)["mrn"], json.loads(line)["her2"]["category"]) == (mrn, "positive")
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).get()
    assert entry.additional_data == {"exported": "assessments", "patients": 1}


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
    with django_assert_num_queries(5):
        clinician_client.get(reverse(PAGE))
    for number in range(9):
        CareTeam.objects.create(name=f"Team {number}").members.add(may_export)
    with django_assert_num_queries(5):
        clinician_client.get(reverse(PAGE))


def test_who_exports_and_sees_no_worklist_begins_at_the_export(client, team, django_user_model):
    manager = django_user_model.objects.create_user("manager", is_staff=True)
    manager.groups.add(Group.objects.get(name="Data managers"))
    team.members.add(manager)
    client.force_login(manager)

    page = client.get("/", follow=True)

    assert page.redirect_chain == [(reverse(PAGE), 302)]
    assert f"Export all data of {team}" in page.content.decode()
