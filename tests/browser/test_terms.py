"""A term tells what it means under the pointer, with the focus or pressed; else it is a link."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from biomarkers.wording.glossary import BY_CODE, TERMS
from patients.actions import save_facts
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

pytestmark = pytest.mark.browser

STATUS = "HER2 category of the patient today"


@pytest.fixture
def patient(transactional_db, team):
    biopsy = BiopsyFactory.build(patient=PatientFactory(care_team=team))
    save_facts([biopsy, HER2ReadingFactory.build(biopsy=biopsy)], by=None)
    return biopsy.patient


@pytest.fixture
def chart(clinician_page, live_server, patient):
    clinician_page.goto(live_server.url + patient.get_absolute_url())
    return clinician_page


def test_a_term_tells_its_meaning_to_keys_and_escape_closes_it(chart):
    term, tip = chart.locator("a.term").first, chart.locator("#tip")

    term.focus()
    expect(tip).to_contain_text(STATUS)
    expect(term).to_have_accessible_description(re.compile(STATUS))
    chart.keyboard.press("Tab")
    expect(tip.get_by_role("link")).to_be_focused()
    chart.keyboard.press("Escape")

    expect(tip).to_have_count(0)
    expect(term).to_be_focused()


def test_a_term_tells_its_meaning_to_pointer_and_finger(chart):
    tip = chart.locator("#tip")
    chart.locator("a.term").first.hover()
    expect(tip).to_contain_text(STATUS)
    chart.mouse.move(0, 0)
    expect(tip).to_have_count(0)

    chart.locator("a.term").first.click()
    expect(tip).to_contain_text(STATUS)
    expect(tip).to_be_in_viewport(ratio=1)
    tip.get_by_role("link").click()

    expect(chart.locator("#her2-status")).to_be_in_viewport()


def test_without_script_a_term_is_a_link_to_its_place_in_the_glossary(
    browser, live_server, patient, log_in
):
    context = browser.new_context(java_script_enabled=False)
    log_in(context)
    page = context.new_page()
    page.goto(live_server.url + reverse("clinic"))

    page.locator("a.term").first.click()

    expect(page.locator("#deciding-specimen")).to_contain_text(
        str(BY_CODE["deciding-specimen"].meaning)
    )
    expect(page.locator(".terms dt")).to_have_count(len(TERMS))
    context.close()
