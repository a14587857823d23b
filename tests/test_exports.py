"""Exports are one door: whatever answers a file asks for a second factor and the reason."""

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
# Asked for before, when the file was ordered; or without a patient in them.
NO_REASON = {"export_file", "clinic_picture", "timeline_picture", "mapping_download"}
REASON = {"reason": "audit of 2026"}


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


def files_of(client, facts, **posted: str) -> dict[str, list[str]]:
    """Each address that answers a file, with the reasons of its exports on the trail."""
    found = {}
    cookies = client.cookies.copy()
    for name, route in addresses():
        if name not in TABLE or name.startswith("admin:"):
            continue
        for ask in (client.get, client.post):
            client.cookies = cookies.copy()  # logging out is an address too
            with transaction.atomic():
                response = ask(path_of(name, route, facts), posted)
                if is_file(response):
                    taken = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT)
                    found[name] = [(e.additional_data or {}).get("why", "") for e in taken]
                transaction.set_rollback(True)
    return found


def test_whatever_answers_a_file_is_on_the_trail_with_the_reason(everybodys_client, facts):
    found = files_of(everybodys_client, facts, **REASON)

    assert set(found) == EXPORTS
    with_reason = {name: found[name] for name in EXPORTS - NO_REASON}
    assert all(reasons == ["audit of 2026"] for reasons in with_reason.values())
    assert all(len(reasons) == 1 for reasons in found.values())


@pytest.mark.parametrize("reason", [{}, {"reason": " "}], ids=["not asked", "empty"])
def test_without_the_reason_no_file_with_patients_leaves(everybodys_client, facts, reason):
    assert set(files_of(everybodys_client, facts, **reason)) == NO_REASON


def test_without_a_second_factor_no_file_leaves(everybodys_client, facts):
    without_second_factor(everybodys_client)

    assert files_of(everybodys_client, facts, **REASON) == {}
