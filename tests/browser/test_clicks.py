"""What ten tasks cost by mouse, by keys alone and without script: `make clicks` prints the table.

The numbers are those of docs/performance.md; a task that costs more is told.
"""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Page, expect

from biomarkers.demo.board import plan_demo_meeting
from biomarkers.models import BoardCase
from biomarkers.reports.folders import import_reports
from patients.models import Patient
from tests.demo.write_demo import DEMO

from .hands import Keys, Mouse, WithoutScript

pytestmark = pytest.mark.browser

DOCS = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
HANDS = {"mouse": Mouse, "keys alone": Keys, "without script": WithoutScript}


class Tasks:
    """Each begins on the page where its need is seen, and ends when the page says it is done."""

    def __init__(self, hand: Mouse, address: str):
        self.hand, self.page, self.address = hand, hand.page, address
        self.chart = Patient.objects.get(mrn="40021-7").get_absolute_url()
        case = BoardCase.objects.get(patient__mrn="40021-7")
        self.case = reverse("board_case", args=[case.patient_id, case.meeting_id])

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def find_a_patient(self):
        self.open(reverse("worklist"))
        self.hand.search("whitlock, dana")
        expect(self.page.locator("#patient-name")).to_contain_text("Dana")

    def record_a_discussion(self):
        self._begin_task("option_opened")
        self.hand.press(self.page.locator(".step-form [name=outcome]").first)
        self._send_step()

    def mark_a_test_requested(self):
        self._begin_task("find_score")
        self._send_step()

    def snooze_a_task(self):
        page = self.open(f"{reverse('worklist')}?why=find_score")
        self.hand.come_to_task()
        self.hand.press(page.locator(".verb-menu > summary").first)
        self.hand.press(page.locator(".verb-menu[open] a", has_text="Snooze"))
        self._send_step()

    def enter_an_lvef(self):
        self._add("LVEF", {"measured_on": "2026-10-19", "percent": "61"})

    def enter_a_biopsy(self):
        self._add("biopsy", {"accession": "S26-7", "collected_on": "2026-10-02", "site": "lung"})

    def undo_the_last_save(self):
        """On the page that the save before it left."""
        self.hand.press(self.page.get_by_role("button", name="Undo"))
        expect(self.page.locator(".message")).to_contain_text("Undone")

    def decide_on_a_board(self):
        page = self.open(self.case)
        form = page.locator(".case-decision form")
        self.hand.press(form.locator("[name=outcome]").first)
        self.hand.write(form.locator("[name=text]"), "biopsy first")
        self.hand.send(form.get_by_role("button", name="Record decision"))
        expect(page.locator(".decision.is-made")).to_contain_text("biopsy first")

    def confirm_a_report(self):
        page = self.open(reverse("report_queue"))
        self.hand.press(page.locator(".queue-link").first)
        self.hand.confirm_all()
        expect(page.locator(".callout", has_text="confirmed.")).to_be_visible()

    def export_the_worklist(self):
        page = self.open(reverse("worklist"))
        self.hand.download(page.get_by_role("link", name="Download CSV"))
        reason = page.get_by_role("textbox", name="Reason")
        reason.wait_for()
        self.hand.write(reason, "tumor board")
        with page.expect_download() as downloaded:
            self.hand.send(page.get_by_role("button", name="Download file"))
        assert downloaded.value.suggested_filename.endswith(".csv")

    def _begin_task(self, why: str) -> None:
        page = self.open(f"{reverse('worklist')}?why={why}")
        self.hand.come_to_task()
        self.hand.press(page.locator(".verb-bar > a").first)

    def _send_step(self) -> None:
        form = self.page.locator(".step-form")
        form.wait_for()
        self.hand.send(form.locator("button.primary"))
        expect(self.page.locator("main .callout").first).to_be_visible()
        expect(form).to_have_count(0)

    def _add(self, noun: str, fields: dict[str, str]) -> None:
        page = self.open(self.chart)
        self.hand.open_menu(page.locator(".add > summary"))
        self.hand.press(page.locator(".add-list").get_by_role("link", name=noun, exact=True))
        for name, value in fields.items():
            self.hand.write(page.locator(f".entry-form [name={name}]"), value)
        self.hand.send(page.get_by_role("button", name="Save", exact=True))
        expect(page.locator(".message")).to_contain_text("saved")


TASKS = [name for name in vars(Tasks) if not name.startswith("_") and name != "open"]


@pytest.fixture
def everyone(demo, team, clinician):
    """The demo with a meeting and reports; the clinician is a coordinator too."""
    plan_demo_meeting(team.name, clinician)
    import_reports(DEMO / "breast-clinic" / "reports", team=team.name)
    clinician.groups.add(*Group.objects.filter(name="Coordinators"))
    return clinician


@pytest.mark.parametrize("way", HANDS)
def test_a_task_costs_no_more_than_the_docs_say(browser, log_in, live_server, everyone, way):
    scripted = HANDS[way] is not WithoutScript
    context = log_in(browser.new_context(java_script_enabled=scripted), everyone)
    hand = HANDS[way](context.new_page())
    tasks = Tasks(hand, live_server.url)

    costs = {}
    for name in TASKS:
        hand.presses = hand.texts = 0
        getattr(tasks, name)()
        costs[name.replace("_", " ")] = (hand.presses, hand.texts)
        print(f"{way}, {name.replace('_', ' ')}: {hand.presses} {hand.words}, {hand.texts} texts")

    written = costs_in_docs(way)
    assert list(costs) == list(written)
    assert {name: cost for name, cost in costs.items() if cost > written[name]} == {}


def costs_in_docs(way: str) -> dict[str, tuple[int, int]]:
    """`3 + 1`: three clicks or keys, and one text."""
    text = DOCS.read_text(encoding="utf-8").partition("## What a task costs")[2]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in re.findall(r"^\|.*", text, re.M)
    ]
    column = rows[0].index(way)
    costs = {}
    for row in rows[2:]:
        if row[0] in {name.replace("_", " ") for name in TASKS}:
            presses, _, texts = row[column].partition(" + ")
            costs[row[0]] = (int(presses), int(texts or 0))
    return costs
