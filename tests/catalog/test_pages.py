"""The catalog's pages and its admin: what staff see and do there."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from biomarkers.models import CatalogDraft, CatalogVersion, SafetyRule, TreatmentOption
from biomarkers.publishing import drafts
from biomarkers.publishing.checking import needs_checking
from tests.biomarkers.test_admin import _post
from tests.catalog.test_drafts import (  # noqa: F401 - a fixture is used by its name
    draft_that_ends_the_option,
    her2_low,
    option,
    seen,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_manager_client(team):
    user = User.objects.create_user("second", is_staff=True)
    user.groups.add(Group.objects.get(name="Data managers"))
    client = Client()
    client.force_login(user)
    return client


def admin_list(model: str = "treatmentoption") -> str:
    return reverse(f"admin:biomarkers_{model}_changelist")


def test_from_the_admin_to_a_published_version(manager_client, second_manager_client, her2_low):  # noqa: F811
    chosen = {"action": "change_in_draft", "_selected_action": [option().pk]}
    manager_client.post(admin_list(), chosen)
    draft = CatalogDraft.objects.get()
    row = draft.treatmentoption_changes.get()
    change = reverse("admin:biomarkers_treatmentoption_change", args=[row.pk])
    _post(manager_client, change, ended_on=timezone.localdate().isoformat(), source=row.source)
    page = reverse("catalog_draft", args=[draft.pk])

    assert "The preview is not finished" not in manager_client.get(page).content.decode()
    seen(draft)
    shown = second_manager_client.get(page).content.decode()
    assert "Publish</button>" in shown
    assert her2_low.family_name not in shown  # whom one may not see is not named
    second_manager_client.post(reverse("draft_publish", args=[draft.pk]))

    draft.refresh_from_db()
    assert draft.published.number == CatalogVersion.current_number()
    assert option().ended_on == timezone.localdate()


def test_a_clinician_sees_own_patients_of_a_preview_by_name(clinician_client, manager, her2_low):  # noqa: F811
    draft = seen(draft_that_ends_the_option(manager))
    page = clinician_client.get(reverse("catalog_draft", args=[draft.pk])).content.decode()

    assert str(her2_low) in page
    assert "Publish</button>" in page


def test_a_row_in_force_is_read_and_not_written(manager_client):
    change = reverse("admin:biomarkers_treatmentoption_change", args=[option().pk])

    assert manager_client.get(change).status_code == 200
    assert manager_client.post(change, {"regimen": "T-DXd"}).status_code == 403


def test_a_new_rule_belongs_to_a_draft_and_must_say_what_the_tables_understand(manager_client):
    values = {
        "slug": "own_rule", "hazard": "lvef", "threshold": "<45", "scope": "any_agent",
        "applies_to": "anti_her2", "effect": "caution", "code": "own", "says": "Ask cardiology.",
        "source": "Our board", "position": "1000",
    }  # fmt: skip
    url = reverse("admin:biomarkers_safetyrule_add")
    wrong = manager_client.post(url, {**values, "threshold": "under 45"})
    manager_client.post(url, values)

    assert "no limit is written" in wrong.content.decode()
    rule = SafetyRule.objects.get(slug="own_rule")
    assert (rule.is_draft, rule.draft.created_by.username) == (True, "manager")


def test_a_gene_is_written_by_its_symbol(manager_client):
    draft = drafts.open_draft(title="Genes", by=User.objects.get(username="manager"))
    row = drafts.change_row(draft=draft, row=option(), by=draft.created_by)
    change = reverse("admin:biomarkers_treatmentoption_change", args=[row.pk])
    alteration = {
        "alterations-TOTAL_FORMS": "1", "alterations-0-kind": "any",
        "alterations-0-option": str(row.pk), "source": row.source,
    }  # fmt: skip
    _post(manager_client, change, **alteration, **{"alterations-0-gene": "her-2"})

    assert [a.gene for a in row.alterations.all()] == ["ERBB2"]
    page = manager_client.get(change).content.decode()
    assert "ERBB2" in page


def test_versions_can_be_compared_and_taken_back(manager_client, second_manager_client, manager):
    draft = seen(draft_that_ends_the_option(manager))
    second_manager_client.post(reverse("draft_publish", args=[draft.pk]))
    number = CatalogVersion.current_number()
    page = manager_client.get(reverse("catalog_version", args=[number])).content.decode()

    assert re.search(r"tdxd-low-after-chemotherapy.*ended_on", page, re.DOTALL)
    same = manager_client.get(reverse("catalog_version", args=[number]), {"against": number})
    assert "no differences" in same.content.decode()
    taken = manager_client.post(reverse("version_take_back", args=[number]))
    assert CatalogDraft.objects.filter(title=f"Take back version {number}").exists()
    assert taken.status_code == 302


def test_a_draft_refused_says_why(manager_client, manager):
    draft = draft_that_ends_the_option(manager)
    refused = manager_client.post(reverse("draft_publish", args=[draft.pk]))

    assert refused.status_code == 409
    assert "second person" in refused.content.decode()


def test_what_was_never_verified_or_long_ago_needs_checking(manager_client, time_machine):
    unverified = TreatmentOption.objects.in_force().filter(verified_on=None).count()
    page = manager_client.get(reverse("catalog_checking")).content.decode()
    today = timezone.localdate()
    all_rows = needs_checking(today, months=0)

    assert unverified
    assert "not verified" in page
    assert all_rows[0].entry.verified_on is None
    assert all(item.why == "not verified" for item in needs_checking(today, months=600))
