"""Every address × method × role × team, from the address configuration: none is left out."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from patients import models
from tests.access_paths import addresses, facts_of, paths_of
from tests.access_table import ROLES, STAFF, TABLE, Access

pytestmark = pytest.mark.once

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.fixture(scope="module")
def facts(rows_of_module):
    return facts_of(models.CareTeam.objects.create(name="Breast clinic"))


@pytest.fixture(scope="module")
def paths(facts):
    return paths_of(facts)


# The admin's way from an old address of a row to the new one, and its own 404.
UNNAMED = re.compile(r"admin/(\w+/\w+/<path:object_id>/|\(\?P<url>\.\*\)\$)")


def test_every_address_is_in_the_table_and_the_table_holds_no_other():
    names = {name for name, _ in addresses() if not UNNAMED.fullmatch(name)}

    assert names == set(TABLE), "Say in tests/access_table.py who may open it."


def expected(name: str, access: Access, method: str, role: str, sees: bool) -> set[str]:
    """What may happen; more than one only where nothing is told by either."""
    in_admin = name.startswith("admin:")
    letters = access.post if method == "POST" else access.get
    if "!" in letters or name == "admin:logout":
        return {"ok", "refused", "absent", "login"}
    if letters == "?":
        return {"absent"} if method in ("GET", "HEAD") else {"refused"}
    if letters == "-" and set("!?") & set(access.get + access.post):
        return {"refused"}
    if not role or (in_admin and role not in STAFF):
        return {"login"}
    if method == "OPTIONS" and not access.of_patient:
        return {"ok", "refused"}  # which methods there are
    if not in_admin and method not in ("GET", "HEAD", "POST"):
        return {"refused"}
    if letters == "~":
        return {"absent"} if method in ("GET", "POST") else {"absent", "refused"}
    if role not in letters and letters != "*":
        return {"refused", "absent"} if in_admin and access.of_patient else {"refused"}
    allowed = "absent" if access.of_patient and not sees else "ok"
    return {allowed} if method in ("GET", "POST") else {allowed, "refused"}


def outcome(name: str, response) -> str:
    to = response.get("Location", "") if response.status_code == 302 else ""
    if "/login/?next=" in to:
        return "login"
    if response.status_code in (403, 405):
        return "refused"
    if response.status_code == 404 or (name.startswith("admin:") and to == "/admin/"):
        return "absent"
    return "ok" if response.status_code < 500 or response.status_code == 503 else "broken"


def login_of(role: str, team) -> Client:
    client = Client(raise_request_exception=False)
    if role:
        user = User.objects.create_user("somebody", is_staff=role in STAFF)
        user.is_superuser = role == "S"
        user.save()
        user.groups.set(Group.objects.filter(name=ROLES[role] or None))
        team.members.add(user)
        client.force_login(user)
    return client


PEOPLE = [("", "nobody"), *((role, place) for role in ROLES for place in ("own", "other"))]


@pytest.mark.parametrize(("role", "place"), PEOPLE, ids=lambda part: part or "nobody")
def test_everybody_gets_what_the_table_says(facts, paths, db, role, place):
    other = models.CareTeam.objects.create(name="Second clinic")
    client = login_of(role, facts.patient.care_team if place == "own" else other)
    cookies = client.cookies.copy()

    wrong = []
    for name, path in paths:
        for method in METHODS:
            client.cookies = cookies.copy()
            with transaction.atomic():
                response = client.generic(method, path)
                transaction.set_rollback(True)
            found = outcome(name, response)
            should = expected(name, TABLE[name], method, role, place == "own")
            if found not in should:
                wrong.append(f"{method} {name}: {found} ({response.status_code}), not {should}")

    assert not wrong, "\n" + "\n".join(wrong)


def test_the_matrix_is_as_large_as_it_is_said_to_be():
    """docs/roles.md says its size."""
    assert len(TABLE) * len(METHODS) * len(PEOPLE) > 35_000


def test_a_glass_that_was_broken_opens_the_chart_and_closes_by_itself(
    facts, db, settings, time_machine
):
    settings.BREAK_GLASS_MINUTES = 20  # less than a session waits
    other = models.CareTeam.objects.create(name="Second clinic")
    client = login_of("C", other)
    chart = facts.patient.get_absolute_url()
    reason = {"mrn": facts.patient.mrn, "reason": "She is in the emergency room now."}
    time_machine.move_to(timezone.now())

    assert client.get(chart).status_code == 404
    assert client.post("/break-glass/", reason)["Location"] == chart
    assert b"Emergency access</b> until" in client.get(chart).content
    time_machine.shift(21 * 60)
    assert client.get(chart).status_code == 404
