"""What those who run the server ask of it, and what it says while the database is away."""

import errno
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config.health import error
from config.logs import DiscreetJSON
from tests.factories import PatientFactory

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
GET = (
    "from django.test import Client;"
    "browser = Client(raise_request_exception=False, SERVER_NAME='localhost');"
    "browser.cookies.load({cookies});"
    "r = browser.get('{address}');"
    "print(r.status_code, r.headers.get('Retry-After'))"
)


def without_database(address: str, cookies: dict[str, str]) -> str:
    """What a process answers whose PostgreSQL does not."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": "postgres://second_look@127.0.0.1:1/second_look",
    }
    code = f"import django; django.setup(); {GET.format(address=address, cookies=cookies)}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    return done.stdout.strip().splitlines()[-1]


def test_a_full_disk_is_told_and_no_error_of_ours(rf):
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError:
        answer = error(rf.get("/"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "The disk is full. Nothing was saved." in answer.content.decode()


def test_a_server_with_its_database_is_alive_and_ready(client, db):
    assert client.get("/health/live/").json()["status"] == "alive"
    assert client.get("/health/ready/").json() == {"status": "ready", "missing": []}


@pytest.mark.parametrize(
    ("address", "cookies", "answer"),
    [
        ("/health/live/", {}, "200 None"),
        ("/health/ready/", {}, "503 None"),
        ("/patients/", {settings.SESSION_COOKIE_NAME: "of-a-user-who-is-logged-in"}, "503 30"),
    ],
)
def test_while_the_database_is_away_the_server_says_so_and_when_to_try_again(
    address, cookies, answer
):
    assert without_database(address, cookies) == answer


def test_metrics_are_for_the_holder_of_the_token(client, db, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics/").status_code == 404

    settings.METRICS_TOKEN = "a long token"
    assert client.get("/metrics/").status_code == 401
    page = client.get("/metrics/", headers={"Authorization": "Bearer a long token"})

    assert page.status_code == 200
    assert b"django_http_responses_total_by_status" in page.content


def test_metrics_hold_no_name_and_no_identifier(clinician_client, settings, team):
    settings.METRICS_TOKEN = "a long token"
    patient = PatientFactory(care_team=team, family_name="Whitlock-Sample")
    clinician_client.get(patient.get_absolute_url())

    page = clinician_client.get("/metrics/", headers={"Authorization": "Bearer a long token"})

    assert "patient_chart" in page.content.decode()
    assert patient.family_name not in page.content.decode()
    assert str(patient.pk) not in page.content.decode()


def test_a_line_of_the_json_log_names_the_error_and_not_its_words():
    quoted = "".join(["Whit", "lock"])  # so that no line of code holds it
    try:
        raise ValueError(quoted)
    except ValueError:
        record = logging.LogRecord(
            "second look", logging.ERROR, "", 1, "It failed", (), sys.exc_info()
        )

    line = json.loads(DiscreetJSON().format(record))

    assert line["level"] == "ERROR"
    assert line["message"] == "It failed"
    assert "ValueError" in line["exc_info"]
    assert quoted not in json.dumps(line)
