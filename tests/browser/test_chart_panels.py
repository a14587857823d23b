"""A save on the chart swaps what changed: the rest stays as it is read, and nothing is stale."""

import pytest
from playwright.sync_api import expect

from biomarkers.models import WorkStep
from patients.models import Patient

pytestmark = pytest.mark.browser

DANA = "40021-7"


@pytest.fixture
def chart(clinician_page, live_server, demo):
    clinician_page.goto(live_server.url + Patient.objects.get(mrn=DANA).get_absolute_url())
    clinician_page.evaluate(
        "document.querySelectorAll('.panel').forEach(panel => panel.classList.add('is-first'))"
    )
    return clinician_page


def still_there(page) -> set[str]:
    """The panels that were not swapped since the page came."""
    return set(page.eval_on_selector_all(".panel.is-first", "all => all.map(panel => panel.id)"))


def test_a_discussion_is_recorded_by_keys_and_only_its_panels_are_swapped(chart):
    reason = chart.locator("#panel-her2 details.why")
    reason.locator("summary").click()
    with chart.expect_response(lambda answer: "shows=" in answer.url) as read_again:
        verb = chart.locator("#panel-next .task-verbs > .button").first
        verb.focus()
        chart.keyboard.press("Enter")
        form = chart.get_by_role("form", name="Record discussion")
        expect(form.locator(":focus")).to_have_count(1)
        chart.keyboard.press("Space")  # the first outcome
        chart.keyboard.press("Control+Enter")

    said = chart.locator("#entry .message")
    expect(said).to_contain_text("Saved: Whitlock, Dana")
    expect(said).to_be_focused()
    expect(chart.locator("#panel-more")).to_contain_text("Task history")
    assert still_there(chart) >= {"panel-her2", "panel-options", "panel-health"}
    assert not still_there(chart) & {"panel-next", "panel-more"}
    expect(reason).to_have_attribute("open", "")
    assert WorkStep.objects.filter(kind="discussed").count() == 1
    whole = chart.request.get(chart.url).body()
    assert len(read_again.value.body()) < len(whole) / 2


def test_criteria_that_were_opened_are_never_of_before_the_save(chart):
    """What was fetched into a panel is in no version of it, so the panel is read again."""
    options = chart.locator("#panel-options")
    options.locator("summary", has_text="trastuzumab deruxtecan").first.click()
    expect(options.locator(".criteria").first).to_be_visible()
    expect(options.locator("> [name=shows]")).to_have_count(0)

    chart.locator("#panel-next .verb-menu summary").first.click()
    chart.locator("#panel-next").get_by_role("link", name="Add comment").first.click()
    chart.get_by_role("textbox", name="Comment").fill("Block is in Linz.")
    chart.get_by_role("button", name="Save comment").click()

    expect(chart.locator("#entry .message")).to_be_visible()
    expect(chart.locator("#panel-options:not(.is-first)")).to_be_visible()
    expect(options.locator(".criteria").first).to_be_visible()


def test_what_a_person_opens_while_the_chart_is_read_again_stays_open(chart):
    chart.locator(".add > summary").click()
    chart.get_by_role("link", name="LVEF", exact=True).focus()

    chart.eval_on_selector("#panel-person > [name=shows]", "shown => shown.remove()")
    chart.evaluate("htmx.trigger(document.body, 'recordChanged')")

    expect(chart.locator("#panel-person:not(.is-first)")).to_be_visible()
    expect(chart.get_by_role("link", name="LVEF", exact=True)).to_be_focused()


def test_a_chart_that_cannot_be_read_again_is_not_shown_as_it_was(chart):
    chart.route("**/*shows=*", lambda route: route.fulfill(status=500))

    with chart.expect_event("load"):
        chart.evaluate("htmx.trigger(document.body, 'recordChanged')")

    expect(chart.locator("#chart")).to_be_visible()
