"""Where the focus is after each step, what Space, Escape and the keys do, and what paper shows."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from patients.models import Patient

pytestmark = pytest.mark.browser

DANA = "40021-7"


@pytest.fixture
def chart(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url + Patient.objects.get(mrn=DANA).get_absolute_url())
    return clinician_page


def test_a_form_is_opened_left_and_saved_by_keys_alone_and_the_focus_stays_at_work(chart):
    add = chart.get_by_role("link", name="Add re-read")
    form = chart.locator("#entry form")

    add.focus()
    chart.keyboard.press("Enter")
    expect(form.locator(":focus")).to_have_count(1)
    chart.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(add).to_be_focused()

    chart.keyboard.press("Enter")
    expect(form).to_have_count(1)
    form.locator("[name=read_on]").fill("2026-10-01")
    form.locator("[name=ihc_score]").select_option("1+")
    chart.keyboard.press("Control+Enter")
    said = chart.locator(".message")
    expect(said).to_contain_text("saved")
    expect(said).to_be_focused()


def test_cancel_leads_back_to_what_opened_the_form(chart):
    chart.locator("details.add summary").click()
    chart.locator("details.add").get_by_role("link", name="progression", exact=True).click()
    expect(chart.locator("#entry form")).to_have_count(1)

    chart.locator("#entry").get_by_role("link", name="Cancel").click()

    expect(chart.locator("#entry form")).to_have_count(0)
    expect(chart.locator("details.add summary")).to_be_focused()


def test_escape_closes_a_menu_and_space_presses_a_period(chart):
    menu = chart.locator("#timeline details.menu").first
    menu.locator("summary").focus()
    chart.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    chart.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()

    chart.get_by_role("link", name="1 year").focus()
    chart.keyboard.press("Space")

    expect(chart.locator("#timeline")).to_contain_text("What was before is in the table")
    expect(chart.get_by_role("link", name="1 year")).to_be_focused()


def test_keys_are_listed_go_to_pages_and_can_be_switched_off(chart, live_server):
    chart.keyboard.press("?")
    keys = chart.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("close the menu")
    keys.get_by_role("button", name="Close").click()
    expect(keys).to_have_count(0)

    chart.keyboard.press("g")
    chart.keyboard.press("p")
    expect(chart.get_by_role("heading", name="Patients")).to_be_visible()

    chart.goto(f"{live_server.url}/keys/")
    chart.get_by_role("button", name="Switch single keys off").click()
    chart.keyboard.press("g")
    chart.keyboard.press("w")
    expect(chart.get_by_role("button", name="Switch single keys on")).to_be_visible()


def test_paper_begins_with_the_patient_and_shows_no_buttons(chart):
    paper = PdfReader(io.BytesIO(chart.pdf(format="A4")))

    first = paper.pages[0].extract_text()
    whole = " ".join(page.extract_text() for page in paper.pages)
    assert "Dana Whitlock" in first
    assert "HER2-low" in first
    assert not [b for b in ("Record discussion", "Mark requested", "3 years") if b in whole]
