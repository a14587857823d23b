"""Every page for everybody: without findings of axe, by keyboard alone, without script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from biomarkers.models import WorkItem
from patients.models import Patient

pytestmark = pytest.mark.browser

DANA, MARISOL = "40021-7", "40058-2"
# Menus lie over what is below them, so they are opened one at a time, by their own tests.
UNFOLD = (
    "document.querySelectorAll('details:not(.verb-menu, .menu, .add)')"
    ".forEach(part => { part.open = true })"
)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def chart_of(mrn: str) -> str:
    return Patient.objects.get(mrn=mrn).get_absolute_url()


def _pages() -> dict[str, str]:
    dana = chart_of(DANA)
    return {
        "worklist": "/",
        "nobody waits": "/?category=ultralow&cause=reread",
        "load": "/worklist/load/",
        "a step": f"/worklist/{WorkItem.objects.first().pk}/requested/",
        "patients": "/patients/",
        "clinic": "/clinic/?period=0",
        "deceased": "/patients/?section=deceased",
        "re-read": dana,
        "timeline of a year": f"{dana}timeline/?period=1&lane=her2&lane=treatment",
        "blocked": chart_of(MARISOL),
        "earlier day": f"{dana}?as_of=2023-01-01",
        "day to come": f"{dana}?as_of=2999-01-01",
        "requests": f"{dana}requests/",
        "two dates": f"{dana}compare/",
        "summary": f"{dana}summary/",
        "options": f"{dana}options/closed/",
        "handout": f"{dana}handout/",
        "new reading": f"{dana}add/her2reading/",
        "new treatment": f"{dana}add/agentgiven/",
        "new patient": "/patients/new/",
        "components": "/gallery/",
        "account": "/accounts/2fa/",
        "is it you": "/accounts/2fa/app/",
        "password": "/accounts/password/",
        "an old invitation": "/accounts/invitation/",
        "not there": "/patients/nobody/",
        **{f"{p.mrn}": p.get_absolute_url() for p in Patient.objects.filter(sex="")},
    }


def _findings(page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_any_page(clinician_page, live_server, demo, width, scheme):
    clinician_page.emulate_media(color_scheme=scheme)
    clinician_page.set_viewport_size({"width": width, "height": 900})
    findings = {}

    for name, path in _pages().items():
        clinician_page.goto(live_server.url + path)
        clinician_page.evaluate(UNFOLD)
        if found := _findings(clinician_page):
            findings[name] = found

    assert not findings


def test_axe_finds_nothing_in_a_form_on_the_chart_that_says_what_is_wrong(
    clinician_page, live_server, demo
):
    clinician_page.goto(live_server.url + chart_of(DANA))
    clinician_page.get_by_role("link", name="Record stop of ribociclib").click()
    clinician_page.get_by_role("button", name="Save").click()
    clinician_page.get_by_role("alert").first.wait_for()

    assert not _findings(clinician_page)


def test_axe_finds_nothing_in_open_menus_and_in_the_card_of_a_mark(
    clinician_page, live_server, demo
):
    clinician_page.goto(live_server.url + chart_of(DANA))
    for number in range(clinician_page.locator("details.menu").count()):
        menu = clinician_page.locator("details.menu").nth(number)
        menu.locator("summary").click()
        assert not _findings(clinician_page)
        menu.locator("summary").click()
    clinician_page.locator("a.fact-link").filter(visible=True).first.focus()
    expect(clinician_page.locator("#fact-card")).to_contain_text("HER2 reading")

    assert not _findings(clinician_page)
    clinician_page.keyboard.press("Escape")
    expect(clinician_page.locator("#fact-card")).to_have_count(0)


def test_a_period_of_the_timeline_changes_it_in_its_place(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url + chart_of(DANA))
    clinician_page.evaluate("window.here = true")

    clinician_page.get_by_role("link", name="1 year").click()

    timeline = clinician_page.locator("#timeline")
    expect(timeline).to_contain_text("What was before is in the table")
    expect(timeline.get_by_role("link", name="1 year")).to_be_focused()
    assert clinician_page.evaluate("window.here")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_one_logs_in(page, live_server, transactional_db, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/accounts/login/")

    assert not _findings(page)


def test_a_search_goes_by_keyboard_alone(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url)

    clinician_page.keyboard.press("/")
    clinician_page.keyboard.type("whitlock")
    clinician_page.keyboard.press("Enter")
    clinician_page.get_by_role("link", name="Whitlock, Dana").focus()
    clinician_page.keyboard.press("Enter")

    clinician_page.get_by_role("heading", name="Dana Whitlock").wait_for()
    assert "whitlock" not in clinician_page.url.lower()


def test_a_mark_of_the_timeline_leads_to_its_row_by_keyboard(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url + chart_of(DANA))
    mark = clinician_page.locator("svg.drawing:visible a.fact-link").first
    row = mark.get_attribute("href")

    mark.focus()
    clinician_page.keyboard.press("Enter")

    clinician_page.locator(f"tr{row}").wait_for(state="visible")


def test_an_option_opens_its_criteria_by_keyboard(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url + chart_of(DANA))
    option = clinician_page.locator("summary", has_text="trastuzumab deruxtecan").first

    option.focus()
    clinician_page.keyboard.press("Enter")

    criteria = option.locator("xpath=..").locator(".criteria").first
    expect(criteria).to_contain_text("20 May 2024", use_inner_text=True)
    expect(option).to_be_focused()


def test_closed_options_are_read_when_they_are_unfolded(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url + chart_of(DANA))

    clinician_page.locator("summary", has_text="Criteria not met").click()

    expect(clinician_page.locator("#options-closed .state-closed").first).to_be_visible()


def test_a_filter_narrows_the_list_without_a_new_page(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url)
    clinician_page.evaluate("window.here = true")

    expect(clinician_page.locator("td .tone-low")).not_to_have_count(0)

    clinician_page.get_by_label("Category").select_option("positive")

    expect(clinician_page.locator("td .tone-low")).to_have_count(0)
    expect(clinician_page.locator("td .tone-positive").first).to_be_visible()
    assert clinician_page.evaluate("window.here")


def test_everything_works_without_script(browser, log_in, live_server, demo):
    context = log_in(browser.new_context(java_script_enabled=False))
    page = context.new_page()
    page.goto(live_server.url)

    page.get_by_label("Category").select_option("low")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile("category=low"))

    page.locator("#search").fill("Whitlock")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Whitlock, Dana").click()
    option = page.locator(".regimen", has_text="trastuzumab deruxtecan").first
    option.locator("summary").click()
    option.get_by_role("link", name="Show criteria").click()
    expect(page.locator(".criteria").first).to_be_visible()
    page.get_by_role("link", name="Back to the chart").click()
    page.get_by_label("As of").fill("2017-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("As known on 1 Jan 2017")

    page.locator("#timeline-table summary").click()
    expect(page.locator("#timeline-table tbody tr").first).to_be_visible()
    context.close()
