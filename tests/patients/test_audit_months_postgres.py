"""The trail by month, as PostgreSQL keeps it. Collected only there."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from patients.audit.chain import seal
from patients.audit.events import Action, log_user_event
from patients.audit.keeping import cut_before
from patients.audit.months import AHEAD, make_months, months, tables
from patients.audit.verifying import faults_of_trail
from patients.changes.locking import check_keys_now
from patients.models import AuditEvent
from tests.upgrade.databases import migrate, new_database

ROLE = "second_look_web_of_before"


def lies_in(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM patients_auditevent "
            "WHERE additional_data ->> 'text' = %s",
            [text],
        )
        return cursor.fetchone()[0]


def searched(text: str, when: datetime, time_machine) -> None:
    time_machine.move_to(when)
    log_user_event(Action.SEARCH, None, text=text)
    seal()
    check_keys_now()  # as at the end of a request


def test_a_new_database_has_months_without_gap_for_the_next_quarter(db):
    found = months()

    assert found[0].start is None
    assert [month.start for month in found[1:]] == [month.end for month in found[:-1]]
    assert found[-1].end >= timezone.now() + AHEAD
    assert make_months(timezone.now()) == 0


def test_an_entry_of_a_month_without_a_table_is_kept_and_moves_when_it_is_made(db, time_machine):
    late = months()[-1].end + timedelta(days=40)
    searched("in a month to come", late, time_machine)
    assert lies_in("in a month to come") == "patients_auditevent_other"

    assert make_months(late) >= 3

    assert lies_in("in a month to come") == f"patients_auditevent_{late:%Y_%m}"
    assert list(faults_of_trail()) == []


def test_old_months_go_as_tables_and_the_rest_of_the_oldest_entry_by_entry(db, time_machine):
    first, second, third = months()[:3]
    AuditEvent.objects.all()._raw_delete("default")
    for month in (first, second, third):
        for days in (20, 1):
            day = month.end - timedelta(days=days)
            searched(f"{days} days before {month.table}", day, time_machine)
    time_machine.move_to(third.end + timedelta(days=400))

    assert cut_before(third.end - timedelta(days=10)) == 5
    assert {first.table, second.table}.isdisjoint(tables())
    assert third.table in tables()
    assert [event.additional_data["text"] for event in AuditEvent.objects.all()] == [
        f"1 days before {third.table}"
    ]
    assert list(faults_of_trail()) == []


def test_a_month_with_an_entry_that_was_never_sealed_stays(db, time_machine):
    first = months()[0]
    AuditEvent.objects.all()._raw_delete("default")
    searched("sealed", first.end - timedelta(days=3), time_machine)
    searched("later", first.end + timedelta(days=3), time_machine)
    time_machine.move_to(first.end - timedelta(days=2))
    log_user_event(Action.SEARCH, None, text="not sealed")
    check_keys_now()
    time_machine.move_to(first.end + timedelta(days=900))

    assert cut_before(first.end) == 1
    assert lies_in("not sealed") == first.table
    assert "never sealed" in " ".join(faults_of_trail())


@pytest.mark.django_db(transaction=True)
def test_who_holds_the_trail_is_not_waited_for():
    held = psycopg.connect(**_as_connected())
    held.execute("LOCK TABLE patients_auditevent_other IN ACCESS SHARE MODE")
    try:
        with pytest.raises(OperationalError):
            make_months(months()[-1].end)
    finally:
        held.close()


def _as_connected() -> dict:
    known = connection.get_connection_params()
    return {name: known[name] for name in ("dbname", "user", "host", "port") if name in known}


def test_only_the_owner_makes_months(db, time_machine):
    time_machine.move_to(months()[-1].end)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        call_command("limit_web_role", ROLE, stdout=StringIO())
        cursor.execute(f"SET ROLE {ROLE}")
        with pytest.raises(CommandError, match="as the owner"):
            call_command("make_trail_months", stdout=StringIO())


@pytest.mark.slow
def test_a_trail_of_before_is_divided_as_it_stands(django_db_blocker, tmp_path: Path):
    """Its entries are neither copied nor changed, and who might write to it still may."""
    ahead = datetime.now(UTC) + timedelta(days=70)  # by a clock that was wrong
    with django_db_blocker.unblock(), new_database(tmp_path), connection.cursor() as cursor:
        migrate([("patients", "0031_biopsies_by_day")])
        cursor.execute(f"DROP ROLE IF EXISTS {ROLE}")
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT ON patients_auditevent TO {ROLE}")
        of = ContentType.objects.create(app_label="patients", model="patient")
        for when in (None, ahead):
            event = AuditEvent(content_type=of, action=Action.SEARCH, changes_text="")
            event.timestamp = when or datetime.now(UTC)
            event.save()
        seal()

        migrate([("patients", "0032_audit_by_month")])

        assert list(faults_of_trail()) == []
        assert AuditEvent.objects.count() == 2
        assert months()[0].end > ahead
        cursor.execute(f"SET ROLE {ROLE}")
        AuditEvent(content_type=of, action=Action.SEARCH, changes_text="").save()
        cursor.execute("RESET ROLE")
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")
