"""Production starts only as it should: tried by starting it, with one setting wrong at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
RIGHT = {
    "DEBUG": "false",
    "SECRET_KEY": "only-to-see-whether-it-starts-" * 2,
    "AUDIT_KEY": "another-to-see-whether-it-starts-" * 2,
    "ALLOW_SQLITE": "yes",
    "ALLOWED_HOSTS": "second-look.example.org",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """Migrated, and empty."""
    address = f"sqlite:///{tmp_path_factory.mktemp('production') / 'db.sqlite3'}"
    done = _run(["manage.py", "migrate", "--verbosity", "0"], DATABASE_URL=address)
    assert done.returncode == 0, done.stderr
    return address


def _run(words: list[str], **settings: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **RIGHT, **settings}
    return subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def start(**settings: str) -> subprocess.CompletedProcess:
    """What a server does first: it imports the application."""
    return _run(["-c", "import config.wsgi"], **settings)


def test_the_check_of_a_deployment_finds_nothing(database):
    check = ["manage.py", "check", "--deploy", "--database", "default", "--fail-level", "WARNING"]

    done = _run(check, DATABASE_URL=database)

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_its_cookies_are_of_this_host_and_of_https_only(database):
    """Django refuses nothing here: browsers do, by the name."""
    names = "s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_DOMAIN"
    said = _run(["-c", f"from django.conf import settings as s; print({names})"],
                DATABASE_URL=database)  # fmt: skip

    assert said.stdout.split() == ["__Host-sessionid", "True", "None"]


def test_it_starts_as_it_should(database):
    assert start(DATABASE_URL=database).returncode == 0


REFUSED = {
    "DEBUG where others reach it": ({"DEBUG": "true"}, "entrance.E001"),
    "DEBUG behind a proxy": (
        {"DEBUG": "true", "ALLOWED_HOSTS": "localhost", "BEHIND_PROXY": "1"}, "entrance.E001"),
    "a short key": ({"SECRET_KEY": "short"}, "entrance.E002"),
    "a key of a tutorial": ({"SECRET_KEY": "django-insecure-" + "x1y2z" * 10}, "entrance.E002"),
    "the trail’s key of the demo": ({"AUDIT_KEY": "only-for-the-demo"}, "entrance.E002"),
    "one key for both": ({"AUDIT_KEY": RIGHT["SECRET_KEY"]}, "entrance.E003"),
    "SQLite that nobody meant": ({"ALLOW_SQLITE": "false"}, "entrance.E004"),
    "half a provider": ({"OIDC_SERVER_URL": "https://id.example.org"}, "entrance.E005"),
    "a provider in the clear": (
        {"OIDC_SERVER_URL": "http://id.example.org", "OIDC_CLIENT_ID": "a",
         "OIDC_CLIENT_SECRET": "b"}, "entrance.E006"),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "fault"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_to_start_with(database, settings, fault):
    done = start(DATABASE_URL=database, **settings)

    assert done.returncode != 0
    assert fault in done.stderr


@pytest.mark.parametrize("key", ["SECRET_KEY", "AUDIT_KEY"])
def test_it_refuses_to_start_without_a_key(database, key):
    environment = {name: value for name, value in RIGHT.items() if name != key}
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"], cwd=ROOT, capture_output=True, text=True,
        env={**kept, **environment, "DATABASE_URL": database}, check=False,
    )  # fmt: skip

    assert done.returncode != 0
    assert key in done.stderr


def test_a_command_without_a_key_says_what_to_do():
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, capture_output=True, text=True,
        env=kept, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr
    assert "DEBUG=1" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_refuses_to_start_with_people_of_the_demo(tmp_path):
    address = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    local = {"DATABASE_URL": address, "DEBUG": "true", "ALLOWED_HOSTS": "localhost"}
    make = (
        "import django; django.setup();from biomarkers.demo.logins import LOGINS; LOGINS[0].make()"
    )
    assert _run(["manage.py", "migrate", "--verbosity", "0"], **local).returncode == 0
    assert _run(["-c", make], **local).returncode == 0

    done = start(DATABASE_URL=address)

    assert done.returncode != 0
    assert "biomarkers.E001" in done.stderr
    assert "clinician" in done.stderr
