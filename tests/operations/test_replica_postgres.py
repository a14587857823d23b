"""Pages read from a streaming replica: a real one beside the server of the tests, and a real web
server that is told of both."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection
from django.urls import reverse

from patients.models import AuditEvent
from tests.bench.server import PRODUCTION, Visitor, cookies_of, free_port, served
from tests.biomarkers.test_entry import fields_of
from tests.factories import PatientFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
AS_POSTGRES = (
    {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
)


class Replica:
    """Takes all that the primary writes, as it writes it."""

    def __init__(self, place: Path, primary: str) -> None:
        self.data, self.port = place / "replica", free_port()
        self.url = (
            f"{primary.rpartition('@')[0]}@127.0.0.1:{self.port}/{primary.rpartition('/')[2]}"
        )
        self.data.mkdir(mode=0o700)
        if AS_POSTGRES:
            shutil.chown(self.data, "postgres", "postgres")
        self._run("pg_basebackup", "-D", self.data, "-R", "-c", "fast", "-d", primary)
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.data / "log", "-o",
                  f"-p {self.port} -c listen_addresses=127.0.0.1 "
                  f"-c unix_socket_directories={self.data}", "start")  # fmt: skip

    def _run(self, program: str, *words) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": "/"}
        subprocess.run([str(BIN / program), *map(str, words)], check=True, **quiet, **AS_POSTGRES)

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def ask(self, words: str):
        with psycopg.connect(self.url, autocommit=True) as asked:
            return asked.execute(words).fetchone()[0]

    def catch_up(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()::text")
            end = cursor.fetchone()[0]
        until = time.monotonic() + 30
        while not self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{end}'::pg_lsn"):
            assert time.monotonic() < until, "the replica does not follow"
            time.sleep(0.05)


@pytest.fixture
def primary():
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.fixture
def replica(primary):
    with tempfile.TemporaryDirectory() as place:  # pytest's folders are their owner's alone
        Path(place).chmod(0o711)
        made = Replica(Path(place), primary)
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def asked(clinician, team, replica, primary, settings):
    """A web server of both, two browsers of one clinician, and a patient."""
    patient = PatientFactory(care_team=team, family_name="Before")
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    keys = {name: os.environ[name] for name in ("SECRET_KEY", "AUDIT_KEY")}
    environment = {
        **{name: held for name, held in os.environ.items() if not name.startswith("DJANGO_")},
        **PRODUCTION, **keys, "DATABASE_URL": primary, "REPLICA_URL": replica.url,
    }  # fmt: skip
    with served(environment) as (port, _):
        first, second = (Visitor(port, cookies_of(clinician)) for _ in range(2))
        replica.catch_up()
        yield SimpleNamespace(
            writer=first, reader=second, patient=patient, chart=patient.get_absolute_url()
        )


def test_pages_are_read_from_the_replica_and_who_wrote_sees_the_own_write(asked, replica):
    form = reverse("fact_change", args=[asked.patient.pk, "patient", asked.patient.pk])
    fields = fields_of(asked.writer.text(form))
    replica.ask("SELECT pg_wal_replay_pause()::text")

    asked.writer.ask("POST", form, {**fields, "family_name": "Afterwards", "why": "Typed wrong"})

    assert "Afterwards" in asked.writer.text(asked.chart)
    assert "Before" in asked.reader.text(asked.chart)  # read where nothing arrives for now
    replica.ask("SELECT pg_wal_replay_resume()::text")
    replica.catch_up()
    assert "Afterwards" in asked.reader.text(asked.chart)
    opened = AuditEvent.objects.of_patient(asked.patient.pk).filter(action=AuditEvent.Action.ACCESS)
    assert opened.filter(additional_data__page="patient_chart").count() == 3

    replica.stop()

    assert "Afterwards" in asked.reader.text(asked.chart)
