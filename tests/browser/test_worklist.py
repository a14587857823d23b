"""A coordinator's morning, as only a browser shows it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from biomarkers.models import HER2Reading, WorkItem, WorkStep
from patients.actions import save_facts
from patients.models import Patient
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

from .conftest import LOOKS, faults_of_look, look

pytestmark = pytest.mark.browser


@pytest.fixture
def worklist(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url)
    return clinician_page


def tile(page, words: str) -> int:
    """The number on a tile; 0 where it is gone."""
    found = page.locator(".tile", has_text=words)
    return int(re.match(r"\s*(\d+)", found.text_content())[1]) if found.count() else 0


def expect_tile(page, words: str, number: int) -> None:
    expect(page.locator(".tile", has_text=words)).to_have_text(re.compile(rf"^\s*{number}\b"))


def row(page, place: int = 0):
    return page.locator("table.work tbody").nth(place)


def name_in(row) -> str:
    return row.locator("th a").text_content()


def do(row, verb: str) -> None:
    """Press the row's button, or what stands in its menu."""
    button = row.locator(".verb-bar > a", has_text=verb)
    if not button.count():
        row.locator("summary").click()
        button = row.locator(".verb-menu a", has_text=verb)
    button.click()
    row.locator("form").wait_for()


def test_a_coordinators_morning(worklist):
    page = worklist
    page.locator(".tile", has_text="IHC score missing").click()
    page.wait_for_url("**why=find_score**")
    missing = tile(page, "IHC score missing")
    assert missing >= 5
    expect(page.locator("table.work tbody")).to_have_count(missing)

    asked = []
    for left in range(missing - 1, missing - 4, -1):
        asked.append(name_in(row(page)))
        do(row(page), "Mark requested")
        expect(page.get_by_label("Request, as sent")).to_have_value(re.compile("HER2 IHC score"))
        page.locator(".step-form").get_by_role("button", name="Mark requested").click()
        page.locator(".callout", has_text=asked[-1]).wait_for()
        expect_tile(page, "IHC score missing", left)

    do(row(page), "Snooze")
    back = timezone.localdate() + timedelta(days=30)
    page.get_by_label("Return to worklist on").fill(back.isoformat())
    snoozed = name_in(row(page))
    page.locator(".step-form").get_by_role("button", name="Snooze").click()
    page.locator(".callout", has_text=snoozed).wait_for()
    expect_tile(page, "IHC score missing", missing - 4)

    do(row(page), "Assign")
    page.get_by_label("Owner").last.select_option(label="clinician")
    page.locator(".step-form").get_by_role("button", name="Assign").click()
    page.locator(".callout", has_text="assigned").wait_for()
    expect(row(page).locator('[data-label="Owner"]')).to_contain_text("clinician")

    # a score arrives for one that was asked for
    waiting = WorkItem.objects.filter(why="find_score", requested_on__isnull=False)
    patient = waiting.filter(assessment__metastatic=True).order_by("rank").first().patient
    page.goto(page.url.split("?")[0])
    opened = tile(page, "new option")
    page.goto(page.url + patient.get_absolute_url()[1:])
    page.locator(".specimens a[hx-get]").first.click()
    page.locator("#entry form").wait_for()
    page.get_by_label("Reading date").fill(timezone.localdate().isoformat())
    page.get_by_label("IHC score", exact=True).select_option("1+")
    page.get_by_role("button", name="Save").click()
    page.locator(".her2-badge", has_text="HER2-low").first.wait_for()

    page.get_by_role("link", name="Worklist").first.click()
    expect_tile(page, "new option", opened + 1)
    assert not WorkItem.objects.filter(patient=patient, why="find_score").exists()
    assert WorkStep.objects.filter(kind="requested").count() == 3
    assert HER2Reading.objects.filter(biopsy__patient=patient, ihc_score="1+").exists()


def test_the_worklist_works_by_keyboard_alone(worklist):
    page = worklist
    name = name_in(row(page))
    row(page).locator(".verb-bar > a").focus()
    page.keyboard.press("Enter")
    row(page).locator("form").wait_for()

    expect(page.locator("form.step-form :focus")).to_have_count(1)
    page.keyboard.press("Space")  # the first outcome
    page.locator(".step-form button.primary").focus()
    page.keyboard.press("Enter")
    page.locator(".callout", has_text=name).wait_for()

    expect(row(page).locator("th a")).not_to_have_text(name)


def test_the_worklist_works_without_script(browser, log_in, live_server, demo):
    context = log_in(browser.new_context(java_script_enabled=False))
    page = context.new_page()
    page.goto(live_server.url)
    name = name_in(row(page))

    row(page).locator(".verb-bar > a").click()
    page.get_by_label("patient wants to proceed").check()
    page.get_by_role("button", name="Record discussion", exact=True).click()

    expect(page.locator(".callout").first).to_contain_text(name)
    expect(row(page).locator("th a")).not_to_have_text(name)
    context.close()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_an_awaited_ish_is_entered_from_its_row_and_ends_on_the_chart(
    transactional_db, browser, log_in, live_server, team, scripted
):
    biopsy = BiopsyFactory.build(patient=PatientFactory(care_team=team, metastatic_on="2016"))
    first = HER2ReadingFactory.build(
        biopsy=biopsy, read_on="2016-05-12", ihc_score="2+", ish_status="pending"
    )
    save_facts([biopsy, first], by=None)
    page = log_in(browser.new_context(java_script_enabled=scripted)).new_page()
    page.goto(live_server.url)

    page.get_by_role("link", name="Enter ISH").click()
    expect(page.get_by_label("ISH status")).to_have_value("done")
    page.get_by_label("Reading date").fill("20 May 2016")
    page.get_by_label("ISH result").select_option("negative")
    page.get_by_role("button", name="Save").click()

    expect(page.locator(".callout.message")).to_contain_text("HER2 reading saved.")
    expect(page.locator(".her2-badge", has_text="HER2-low").first).to_be_visible()
    assert biopsy.her2_readings.count() == 2  # no correction of the first
    page.context.close()


def test_the_worklist_fits_and_is_accessible(worklist):
    page = worklist
    do(row(page), "Record discussion")

    for width, scheme in LOOKS:
        look(page, width, scheme)
        assert faults_of_look(page, width) == [], (width, scheme)


def test_about_twenty_rows_stand_on_a_screen(worklist):
    page = worklist
    page.set_viewport_size({"width": 1920, "height": 1080})

    bottoms = page.locator("table.work tbody").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().bottom)"
    )

    assert sum(bottom <= 1080 for bottom in bottoms) >= 18
    assert Patient.objects.count() > 20
