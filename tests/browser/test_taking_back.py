"""What was entered is taken back, with script and without: nothing is gone for good."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from patients.actions import save_facts
from patients.models import Progression
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])


@pytest.fixture
def open_page(browser, log_in, live_server, scripted):
    """A page of somebody, at an address."""
    contexts = []

    def opened(user, address: str):
        contexts.append(log_in(browser.new_context(java_script_enabled=scripted), user))
        page = contexts[-1].new_page()
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def patient(transactional_db, team):
    return PatientFactory(care_team=team, mrn="A-1", metastatic_on="2016", family_name="Right")


def positive(patient, accession: str = "S16-101"):
    biopsy = BiopsyFactory.build(patient=patient, accession=accession, site="liver")
    save_facts([biopsy, HER2ReadingFactory.build(biopsy=biopsy)], by=None)
    return biopsy


@BOTH
def test_a_specimen_is_marked_as_entered_in_error_and_restored(open_page, patient, clinician):
    biopsy = positive(patient)
    address = reverse("fact_change", args=[patient.pk, "biopsy", biopsy.pk])
    page = open_page(clinician, address)

    page.get_by_role("link", name="Mark as entered in error").click()
    expect(page.locator(".leaving li")).not_to_have_count(0)
    page.get_by_label("Reason").fill("wrong patient")
    page.get_by_role("button", name="Mark as entered in error").click()
    expect(page.locator(".callout.message")).to_contain_text("marked as entered in error")
    expect(page.locator(".her2-badge", has_text="HER2-positive")).to_have_count(0)
    page.locator("#in-error > summary").click()
    expect(page.locator("#in-error del")).to_contain_text("S16-101")
    expect(page.locator("#in-error")).to_contain_text("wrong patient")

    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".callout.message", has_text="Restored")).to_be_visible()
    expect(page.locator(".her2-badge", has_text="HER2-positive").first).to_be_visible()


@BOTH
def test_the_last_save_is_undone_from_its_message(open_page, patient, clinician):
    page = open_page(clinician, reverse("fact_new", args=[patient.pk, "progression"]))

    page.get_by_label("Date", exact=True).fill("May 2021")
    page.get_by_label("Site").fill("liver")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".callout.message")).to_contain_text("Progression saved.")
    assert Progression.objects.get().site == "liver"
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".callout.message")).to_contain_text("Undone: Progression saved.")
    assert not Progression.objects.exists()


@BOTH
def test_a_specimen_is_moved_to_the_right_patient(open_page, patient, team, clinician):
    biopsy = positive(patient)
    PatientFactory(care_team=team, mrn="B-2")
    page = open_page(clinician, reverse("fact_move", args=[patient.pk, "biopsy", biopsy.pk]))

    page.get_by_label("MRN of the right patient").fill("nobody")
    page.get_by_label("Reason").fill("wrong patient")
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_role("alert")).to_have_text("No patient of your care teams has this MRN.")
    expect(page.get_by_label("Reason")).to_have_value("wrong patient")
    page.get_by_label("MRN of the right patient").fill("B-2")
    page.get_by_role("button", name="Move").click()

    expect(page.locator(".callout.message")).to_contain_text("moved to")
    biopsy.refresh_from_db()
    assert biopsy.patient.mrn == "B-2"
    assert biopsy.her2_readings.count() == 1


@BOTH
def test_two_records_are_merged_side_by_side_and_the_merge_is_undone(
    open_page, patient, team, manager
):
    other = PatientFactory(care_team=team, mrn="B-2", metastatic_on="2019", family_name="Right")
    positive(other)
    page = open_page(manager, reverse("patient_merge_start", args=[patient.pk]))

    page.get_by_label("MRN of the other record").fill("B-2")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("radio", name="2019").check()
    page.get_by_label("Reason").fill("one person")
    page.get_by_role("button", name="Merge").click()
    expect(page.locator(".callout.message")).to_contain_text("is merged into")
    patient.refresh_from_db()
    assert str(patient.metastatic_on) == "2019"
    assert patient.biopsies.count() == 1

    page.get_by_role("button", name="Undo the merge").click()
    expect(page.locator(".callout.message")).to_contain_text("is a record of its own again")
    assert other.biopsies.count() == 1
