"""The catalog kept like medicine: changed in a draft, seen first, published by a second person."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.catalog.tables import TABLE_OF
from biomarkers.models import (
    CatalogDraft,
    CatalogVersion,
    HER2Assessment,
    SafetyRule,
    TreatmentOption,
)
from biomarkers.publishing import drafts
from biomarkers.publishing.comparing import changes_between, changes_of
from biomarkers.publishing.previewing import work_out
from patients.models import AuditEvent
from tests.factories import AgentGivenFactory, BiopsyFactory, HER2ReadingFactory, PatientFactory
from tests.worker import work_through

pytestmark = pytest.mark.django_db

TDXD_LOW = "tdxd-low-after-chemotherapy"


@pytest.fixture
def author():
    return User.objects.create_user("author")


@pytest.fixture
def colleague():
    return User.objects.create_user("colleague")


@pytest.fixture
def her2_low(team):
    """Someone for whom the option is open: HER2-low, after chemotherapy."""
    patient = PatientFactory(care_team=team, metastatic_on="2019")
    biopsy = BiopsyFactory(patient=patient)
    HER2ReadingFactory(biopsy=biopsy, ihc_score="1+")
    AgentGivenFactory(patient=patient, ended_on="2022-03", end_reason="progression")
    return patient


def option(slug: str = TDXD_LOW) -> TreatmentOption:
    return TreatmentOption.objects.in_force().get(slug=slug)


def draft_that_ends_the_option(author) -> CatalogDraft:
    draft = drafts.open_draft(title="Withdrawn", by=author)
    row = drafts.change_row(draft=draft, row=option(), by=author)
    row.ended_on = timezone.localdate()
    row.save()
    drafts.touch(draft)
    return draft


def seen(draft: CatalogDraft) -> CatalogDraft:
    """The draft with its preview worked out."""
    draft.refresh_from_db()
    work_out(drafts.look_ahead(draft=draft), timezone.localdate())
    return draft


def published(draft: CatalogDraft, by) -> CatalogVersion:
    return drafts.publish(draft=seen(draft), by=by)


def test_a_draft_changes_nothing_before_it_is_published(author):
    version = CatalogVersion.current_number()
    draft_that_ends_the_option(author)

    assert CatalogVersion.current_number() == version
    assert {row.slug: row.ended_on for row in current_catalog().rows}[TDXD_LOW] is None


def test_a_copy_in_a_draft_says_what_the_row_says_and_exists_once(author):
    draft = drafts.open_draft(title="Look", by=author)
    table = TABLE_OF[TreatmentOption]
    copy = drafts.change_row(draft=draft, row=option(), by=author)

    assert drafts.change_row(draft=draft, row=option(), by=author) == copy
    assert table.cells_of(copy) == table.cells_of(option())
    assert [(change.what, change.cells) for change in changes_of(draft)] == [("changed", [])]


def test_the_preview_says_for_whom_what_opens_and_closes(author, her2_low):
    draft = seen(draft_that_ends_the_option(author))
    preview = drafts.newest_preview(draft)

    assert (preview.patients, preview.of_patients) == (1, 1)
    assert preview.open_counts == {TDXD_LOW: [0, 1]}
    assert [(e.patient, e.opens, e.closes) for e in preview.effects.all()] == [
        (her2_low, "", TDXD_LOW)
    ]


def test_a_preview_holds_only_for_the_changes_that_it_saw(author):
    draft = seen(draft_that_ends_the_option(author))
    drafts.touch(draft)
    draft.refresh_from_db()

    assert drafts.newest_preview(draft) is None


def test_a_second_person_publishes_and_assessments_follow_without_a_shell(
    transactional_db, author, colleague, her2_low
):
    draft = seen(draft_that_ends_the_option(author))
    version = drafts.publish(draft=draft, by=colleague)
    work_through()

    assert (version.kind, version.made_by, version.alone) == ("draft", colleague, False)
    assert current_catalog().version == version.number
    assert {row.slug: row.ended_on for row in current_catalog().rows}[
        TDXD_LOW
    ] == timezone.localdate()
    stored = HER2Assessment.objects.current().get(patient=her2_low)
    assert (stored.catalog_version, TDXD_LOW in stored.open_options) == (version.number, False)


def reasons(draft: CatalogDraft, by, now=None) -> list[str]:
    draft.refresh_from_db()
    return drafts.hindrances(draft, by=by, now=now or timezone.now())


def test_it_cannot_be_published_without_having_been_seen(author, colleague):
    draft = draft_that_ends_the_option(author)

    assert "preview" in reasons(draft, colleague)[0]
    with pytest.raises(drafts.NotPublished):
        drafts.publish(draft=draft, by=colleague)


@pytest.mark.parametrize(("hours", "free"), [(0, False), (23.9, False), (24, True)])
def test_who_made_it_publishes_alone_only_after_a_day(author, hours, free):
    draft = seen(draft_that_ends_the_option(author))
    now = draft.changed_at + timedelta(hours=hours)

    assert (reasons(draft, author, now) == []) is free
    if free:
        assert drafts.publish(draft=draft, by=author, now=now).alone


def test_who_changed_one_row_of_another_persons_draft_is_an_author_too(author, colleague):
    draft = draft_that_ends_the_option(author)
    drafts.take_row_out(draft=draft, row=option("letrozole"), by=colleague)

    assert reasons(seen(draft), colleague)
    assert not reasons(draft, User.objects.create_user("third"))


def test_an_empty_draft_is_not_published(author, colleague):
    draft = drafts.open_draft(title="Nothing", by=author)

    assert reasons(draft, colleague) == ["It changes nothing."]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"applies_to": "no such drug"}, "no agent and no class is named “no such drug”"),
        ({"hazard": "condition:no_such"}, "no list has the condition “no_such”"),
        ({"threshold": "grade>>2"}, "threshold: no strength"),
    ],
)
def test_a_row_that_means_nothing_is_not_published(author, colleague, change, told):
    draft = drafts.open_draft(title="Wrong", by=author)
    rule = SafetyRule.objects.in_force().get(slug="copd")
    row = drafts.change_row(draft=draft, row=rule, by=author)
    SafetyRule.objects.filter(pk=row.pk).update(**change)

    assert any(told in reason for reason in drafts.draft_faults(draft))


def test_a_row_without_parts_or_with_an_agent_of_no_class_is_not_published(author):
    draft = drafts.open_draft(title="Wrong", by=author)
    row = drafts.change_row(draft=draft, row=option(), by=author)
    row.named_agent.classes.clear()

    assert any("has no class" in reason for reason in drafts.draft_faults(draft))
    row.parts.all().delete()
    assert any("has no regimen" in reason for reason in drafts.draft_faults(draft))


def test_a_row_is_taken_out_and_stays_readable_in_its_version(author, colleague):
    draft = drafts.open_draft(title="Out", by=author)
    drafts.take_row_out(draft=draft, row=option("letrozole"), by=author)
    version = published(draft, colleague)

    assert "letrozole" not in {row.slug for row in current_catalog().rows}
    assert [(c.what, c.name) for c in changes_between(version.number - 1, version.number)] == [
        ("removed", "letrozole")
    ]
    assert TreatmentOption.objects.at(version.number - 1).filter(slug="letrozole").exists()


def test_a_version_is_taken_back_by_a_draft_of_its_own(author, colleague):
    before = TABLE_OF[TreatmentOption].cells_of(option())
    version = published(draft_that_ends_the_option(author), colleague)
    back = drafts.take_back(version=version, by=author)
    published(back, colleague)

    assert TABLE_OF[TreatmentOption].cells_of(option()) == before
    assert [c.what for c in changes_between(version.number - 1, version.number + 1)] == []


def test_what_changed_again_since_is_not_taken_back(author, colleague):
    version = published(draft_that_ends_the_option(author), colleague)
    again = drafts.open_draft(title="Again", by=author)
    row = drafts.change_row(draft=again, row=option(), by=author)
    row.ended_on, row.watch = None, "changed since"
    row.save()
    drafts.touch(again)
    published(again, colleague)

    assert changes_of(drafts.take_back(version=version, by=author)) == []


def test_a_published_draft_is_not_changed_any_more(author, colleague):
    draft = draft_that_ends_the_option(author)
    published(draft, colleague)

    with pytest.raises(drafts.NotPublished):
        drafts.change_row(draft=draft, row=option("letrozole"), by=author)
    with pytest.raises(drafts.NotPublished):
        drafts.drop_draft(draft=draft, by=author)


def test_who_changed_and_who_published_is_in_the_audit_trail(author, colleague):
    draft = draft_that_ends_the_option(author)
    published(draft, colleague)

    made = AuditEvent.objects.filter(content_type__model="treatmentoption", actor=author)
    versions = AuditEvent.objects.filter(content_type__model="catalogversion", actor=colleague)
    assert made.exists()
    assert versions.count() == 1
