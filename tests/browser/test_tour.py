"""The first tour: shown from the first login on, by mouse, keys and without script, until ended."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from patients.models import Preferences

pytestmark = pytest.mark.browser


def log_in_by_page(page, live_server) -> None:
    page.goto(live_server.url + reverse("account_login"))
    page.locator("[name=login]").fill("clinician")
    page.locator("[name=password]").fill("a long pass phrase")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(live_server.url + reverse("worklist"))


@pytest.fixture
def page(context, live_server, transactional_db, clinician, no_failures_yet):
    page = context.new_page()
    log_in_by_page(page, live_server)
    yield page
    context.close()


def waits() -> bool:
    return Preferences.objects.get(user__username="clinician").tour_waits


def test_the_tour_goes_on_over_pages_ends_and_starts_again(page, live_server):
    tour = page.locator("#tour")
    expect(tour.locator("li:visible")).to_contain_text("Worklist")
    expect(page.locator("nav [data-go=worklist]")).to_have_class("tour-mark")
    tour.get_by_role("button", name="Next").click()
    page.goto(live_server.url + reverse("clinic"))
    expect(tour.locator("li:visible")).to_contain_text("Chart")
    for _ in range(3):
        tour.get_by_role("button", name="Next").click()
    expect(tour.locator("li:visible")).to_contain_text("Keys")
    expect(tour.get_by_role("button", name="Next")).to_be_disabled()

    tour.get_by_role("button", name="End tour").click()
    expect(tour).to_have_count(0)
    page.reload()
    expect(tour).to_have_count(0)
    assert not waits()

    page.keyboard.press("?")
    page.locator("dialog").get_by_role("link", name="Tour").click()
    page.get_by_role("button", name="Show one step at a time").click()
    expect(tour.locator("li:visible")).to_contain_text("Worklist")


def test_the_tour_is_worked_by_keys_and_a_second_login_does_not_bring_it_back(page, live_server):
    tour = page.locator("#tour")
    expect(page.locator("body")).to_be_focused()
    tour.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(tour.locator("li:visible")).to_contain_text("Chart")
    page.keyboard.press("Escape")
    expect(tour).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()

    page.get_by_role("button", name="Log out").click()
    log_in_by_page(page, live_server)

    expect(tour).to_have_count(0)


def test_without_script_the_tour_is_a_page(
    browser, live_server, transactional_db, clinician, no_failures_yet
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in_by_page(page, live_server)
    page.locator("#tour").get_by_role("link", name="Take the tour").click()
    expect(page.locator("main .tour-steps li")).to_have_count(5)
    page.locator("#tour").get_by_role("button", name="End tour").click()

    expect(page.locator("#tour")).to_have_count(0)
    assert not waits()
    context.close()
