"""Entries of before the trail had its own table are read, sealed and verified like the others."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from patients.audit.chain import seal
from patients.audit.events import Action, log_user_event
from patients.audit.verifying import faults_of_trail
from patients.models import AuditEvent, Patient
from tests.factories import PatientFactory


@pytest.fixture
def old_table(team, clinician):
    """As django-auditlog made it, with two entries."""
    patient = PatientFactory(care_team=team, mrn="M-old")
    patients = ContentType.objects.get_for_model(Patient).pk
    kinds = {"postgresql": ("timestamptz", "jsonb", "inet")}
    moment, json, address = kinds.get(connection.vendor, ("datetime", "text", "text"))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE auditlog_logentry (id integer PRIMARY KEY, content_type_id integer, "
            "object_pk varchar(255), object_id bigint, object_repr text, action smallint, "
            f"changes {json}, actor_id integer, remote_addr {address}, timestamp {moment}, "
            f"additional_data {json})"
        )
        rows = [
            [7, patients, str(patient.pk), "M-old", '{"sex": ["", "female"]}', clinician.pk],
            [8, patients, "00000000-0000-0000-0000-000000000001", "gone", None, None],
        ]
        for number, kind, key, words, changes, actor in rows:
            cursor.execute(
                "INSERT INTO auditlog_logentry VALUES (%s, %s, %s, NULL, %s, 1, %s, %s, NULL, "
                "'2019-05-09 10:00:00', NULL)",
                [number, kind, key, words, changes, actor],
            )
    return patient


def adopted() -> str:
    said = StringIO()
    call_command("adopt_old_audit", stdout=said)
    return said.getvalue()


def test_old_entries_are_read_sealed_and_come_once(old_table, clinician):
    log_user_event(Action.SEARCH, clinician)
    seal()

    assert adopted().startswith("2 old")
    assert adopted().startswith("0 old")

    event = AuditEvent.objects.get(patient_id=old_table.pk, timestamp__year=2019)
    assert (event.actor, event.changes) == (clinician, {"sex": ["", "female"]})
    assert list(faults_of_trail()) == []
    officer = User.objects.create_user("privacy")
    officer.groups.add(Group.objects.get(name="Privacy officers"))
    client = Client()
    client.force_login(officer)
    page = client.get(reverse("audit_patient", args=[old_table.pk]), {"until": "2019-12-31"})
    assert "female" in page.content.decode()


def test_without_the_old_table_there_is_nothing_to_do(db):
    assert adopted().startswith("0 old")
