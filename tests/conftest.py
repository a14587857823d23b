"""What every test may ask for: people, their clients, and a browser."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import transaction
from django.dispatch import receiver
from django.test import Client
from hypothesis import settings

from patients.accounts.second_factor import SESSION_KEY
from patients.models import CareTeam

# By its nature only on PostgreSQL; not collected elsewhere, so that nothing is skipped.
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
collect_ignore = (
    [] if ON_POSTGRES else [*map(str, Path(__file__).parent.rglob("test_*_postgres.py"))]
)

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


def pytest_configure():
    # How long an example takes says something of the machine, nothing of what is tested.
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")
    # Playwright runs an event loop of its own beside the test's database access.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    for item in items:
        if {"db", "transactional_db", "live_server"} & set(item.fixturenames) or (
            item.get_closest_marker("django_db")
        ):
            item.add_marker(pytest.mark.database)
    if CHROMIUM.exists():
        return
    skip = pytest.mark.skip(reason=f"no chromium at {CHROMIUM}")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(skip)


def pytest_sessionfinish(session, exitstatus):
    """Where everything is installed, a skipped test is a failed one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if os.environ.get("CI") == "true" and skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"\nCI=true: {len(skipped)} skipped, which counts as failed.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@receiver(user_logged_in)
def use_a_second_factor(sender, request, user, **kwargs):
    """`force_login` stands for a login with all that it asks for. A real one sends a real request.

    `without_second_factor` takes it away again.
    """
    if request.method is None:
        request.session[SESSION_KEY] = user.pk


def without_second_factor(client: Client) -> Client:
    session = client.session
    session.pop(SESSION_KEY)
    session.save()
    return client


@pytest.fixture
def django_assert_max_num_queries(django_assert_max_num_queries, monkeypatch):
    """The queries of a page itself: once a minute any page notes that its session goes on."""
    monkeypatch.setattr("patients.accounts.middleware.NOTED_EVERY", float("inf"))
    return django_assert_max_num_queries


@pytest.fixture
def no_failures_yet(db):
    """Failed logins are counted beyond a test whose database is not rolled back."""
    cache.clear()


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup, django_db_blocker):
    """Rows that are made once for all tests of a module: each test's own are undone inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def team(db):
    return CareTeam.objects.create(name="Breast clinic")


def _user(name: str, group: str, team: CareTeam | None) -> User:
    user = User.objects.create_user(name, password="a long pass phrase")
    user.groups.add(Group.objects.get(name=group))
    if team:
        team.members.add(user)
    return user


@pytest.fixture
def clinician(team):
    return _user("clinician", "Clinicians", team)


@pytest.fixture
def viewer(team):
    return _user("viewer", "Viewers", team)


@pytest.fixture
def stranger(db):
    return _user("stranger", "Clinicians", CareTeam.objects.create(name="Second clinic"))


def _client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clinician_client(clinician):
    return _client_of(clinician)


@pytest.fixture
def viewer_client(viewer):
    return _client_of(viewer)


@pytest.fixture
def stranger_client(stranger):
    return _client_of(stranger)


@pytest.fixture
def htmx():
    """Headers by which htmx asks for a fragment."""
    return {"HX-Request": "true"}


@pytest.fixture
def manager(team):
    return _user("manager", "Data managers", team)


@pytest.fixture
def manager_client(manager):
    return _client_of(manager)


@pytest.fixture
def uploads(settings, tmp_path):
    """Where uploads are kept; nothing stays there after a test has ended them all."""
    settings.UPLOADS = tmp_path / "uploads"
    return settings.UPLOADS


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": str(CHROMIUM),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
