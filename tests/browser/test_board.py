"""A tumor board by keys alone: pages turn, a decision is recorded, nothing that axe finds."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from biomarkers.demo.board import plan_demo_meeting
from biomarkers.models import BoardDecision, BoardMeeting

from .conftest import LOOKS, faults_of_look, look

pytestmark = pytest.mark.browser


@pytest.fixture
def meeting(demo, team, clinician):
    plan_demo_meeting(team.name, clinician)
    return BoardMeeting.objects.get()


def test_a_meeting_by_keys(clinician_page, live_server, meeting):
    page = clinician_page
    page.goto(live_server.url + reverse("board_meeting", args=[meeting.pk]))
    page.get_by_role("link", name="Whitlock, Dana", exact=True).press("Enter")
    turn = page.locator(".board-turn").first
    expect(turn).to_contain_text("1 of 6")
    for key, place in (("n", 2), ("ArrowRight", 3), ("p", 2), ("ArrowLeft", 1)):
        page.wait_for_load_state()  # a key before the script is there turns nothing
        page.keyboard.press(key)
        expect(turn).to_contain_text(f"{place} of 6")

    page.wait_for_load_state()
    page.get_by_label("reserve for later").press("Space")
    page.get_by_label("Decision", exact=True).fill("at progression")
    page.keyboard.press("n")  # a letter, while one types
    page.get_by_label("Reason").fill("line 4 holds")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".decision.is-made")).to_contain_text("Reserve for later. at progressionn")
    assert BoardDecision.objects.filter(outcome="reserved").count() == 1


def test_the_pages_of_a_meeting_look_right_everywhere(clinician_page, live_server, meeting):
    page, case = clinician_page, meeting.cases.order_by("place").first()
    addresses = (
        reverse("board_meetings"),
        reverse("board_meeting", args=[meeting.pk]),
        reverse("board_case", args=[case.patient_id, meeting.pk]),
    )
    for address in addresses:
        page.goto(live_server.url + address)
        for width, scheme in LOOKS:
            look(page, width, scheme)
            assert faults_of_look(page, width) == [], (address, width, scheme)
