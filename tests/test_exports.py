"""Exports are one door: whatever answers a file asks for a second factor, and is on the trail."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client

from biomarkers.exchange.export_jobs import file_of
from patients.models import AuditEvent
from tests.access_paths import addresses, facts_of, path_of
from tests.access_table import TABLE
from tests.conftest import without_second_factor

EXPORTS = {
    "worklist_csv", "worklist_letter_csv", "clinic_csv", "clinic_picture",
    "import_changes", "import_report", "mapping_download",
    "export_file", "audit_csv",
    "audit_patient_csv", "timeline_picture", "timeline_csv",
}  # fmt: skip


@pytest.fixture
def facts(team, uploads):
    found = facts_of(team)
    file_of(found.export).parent.mkdir(parents=True)
    file_of(found.export).write_bytes(b"PK")
    return found


@pytest.fixture
def everybodys_client(team):
    """A superuser with every role, in the team: nothing is refused for want of a permission."""
    user = User.objects.create_superuser("all", password="a long pass phrase")
    user.groups.set(Group.objects.all())
    team.members.add(user)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def is_file(response) -> bool:
    sent = response.get("Content-Disposition", "")
    return sent.startswith("attachment") or response.get("Content-Type", "").startswith("text/csv")


def files_of(client, facts) -> dict[str, int]:
    """Each address that answers a file, with the exports that the trail has of it."""
    found = {}
    cookies = client.cookies.copy()
    for name, route in addresses():
        if name not in TABLE or name.startswith("admin:"):
            continue
        for method in ("GET", "POST"):
            client.cookies = cookies.copy()  # logging out is an address too
            with transaction.atomic():
                before = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).count()
                response = client.generic(method, path_of(name, route, facts))
                if is_file(response):
                    after = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).count()
                    found[name] = after - before
                transaction.set_rollback(True)
    return found


def test_whatever_answers_a_file_is_on_the_trail(everybodys_client, facts):
    assert files_of(everybodys_client, facts) == dict.fromkeys(EXPORTS, 1)


def test_without_a_second_factor_no_file_leaves(everybodys_client, facts):
    without_second_factor(everybodys_client)

    assert files_of(everybodys_client, facts) == {}
