"""What only a PostgreSQL can show: roles, and writers at the same time. Collected only there."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction
from django.urls import reverse

from patients.audit.chain import seal
from patients.audit.events import Action, log_user_event
from patients.audit.verifying import faults_of_trail
from patients.models import AuditEvent, AuditLink
from tests.factories import PatientFactory

ROLE = "second_look_web_in_test"
FORBIDDEN = {
    "change an entry": "UPDATE patients_auditevent SET object_repr = 'x'",
    "remove an entry": "DELETE FROM patients_auditevent",
    "change an entry in the table of its month": "UPDATE patients_auditevent_before "
    "SET object_repr = 'x'",
    "add an entry to the table of a month": "INSERT INTO patients_auditevent_before "
    "SELECT * FROM patients_auditevent",
    "take a month out": "ALTER TABLE patients_auditevent DETACH PARTITION "
    "patients_auditevent_before",
    "empty the trail": "TRUNCATE patients_auditevent CASCADE",
    "make a link": "INSERT INTO patients_auditlink (number, event_id, mac) "
    "SELECT 999, id, 'x' FROM patients_auditevent LIMIT 1",
    "change a link": "UPDATE patients_auditlink SET mac = 'x'",
    "remove a link": "DELETE FROM patients_auditlink",
    "take the trail over": f"ALTER TABLE patients_auditevent OWNER TO {ROLE}",
    "drop the trail": "DROP TABLE patients_auditlink",
}


@pytest.fixture
def as_web_role(clinician):
    """The rest of the test runs as the limited role."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
        call_command("limit_web_role", ROLE, stdout=StringIO())
        cursor.execute(f"SET ROLE {ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_web_role_cannot(as_web_role, what):
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, transaction.atomic():
        as_web_role.execute(FORBIDDEN[what])


def test_the_web_role_can_work_and_record_and_another_seals(as_web_role, team, clinician_client):
    patient = PatientFactory(care_team=team)
    assert clinician_client.get(patient.get_absolute_url()).status_code == 200
    assert clinician_client.post(reverse("patient_search"), {"text": "a"}).status_code == 302

    as_web_role.execute("RESET ROLE")
    assert seal() == AuditEvent.objects.count()
    assert list(faults_of_trail()) == []


# What an entry must hold: keys, and what was done with which values.
KEYS = ["id", "patient_id", "actor_id", "content_type_id", "object_pk", "object_id"]
VALUES = ["object_repr", "changes", "changes_text", "serialized_data", "additional_data"]


def test_an_entry_with_its_link_takes_at_most_300_bytes_beside_keys_and_values(
    team, clinician_client
):
    patient = PatientFactory(care_team=team)
    clinician_client.get(patient.get_absolute_url())
    seal()
    held = " - ".join(f"coalesce(pg_column_size({name}), 0)" for name in KEYS + VALUES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT max(pg_column_size(e.*) - {held} + pg_column_size(l.*) "
            "- pg_column_size(l.event_id)) "
            "FROM patients_auditevent e JOIN patients_auditlink l ON l.event_id = e.id"
        )
        beside = cursor.fetchone()[0]

    assert 150 < beside <= 300


def test_only_a_role_that_is_not_the_owner_is_limited(db):
    for role in ("nobody_of_that_name", connection.settings_dict["USER"]):
        with pytest.raises(CommandError):
            call_command("limit_web_role", role, stdout=StringIO())


WRITERS, EACH = 6, 40


def test_writers_and_sealers_at_the_same_time_leave_one_whole_chain(transactional_db):
    user = User.objects.create_user("busy")

    def write_and_seal(writer: int) -> None:
        try:
            for number in range(EACH):
                with transaction.atomic():
                    log_user_event(Action.SEARCH, user, writer=writer, number=number)
                if number % 5 == writer % 5:
                    seal()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write_and_seal, range(WRITERS)))
    seal()

    assert AuditEvent.objects.filter(action=Action.SEARCH).count() == WRITERS * EACH
    assert AuditLink.objects.count() == AuditEvent.objects.count()
    assert list(faults_of_trail()) == []
