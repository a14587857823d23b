"""Every word of the drawing can be read: none on another, none outside, none too small."""

import re

import pytest
from playwright.sync_api import expect

from biomarkers.exchange.records.importing import import_folder
from patients.actions import save_facts
from patients.models import Patient
from tests.data import TCGA_FIFTY
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

from .conftest import WIDTHS
from .first_screen import is_wrong, measured

pytestmark = pytest.mark.browser

SMALLEST_PX = 11

# Of the drawing that is shown at this width: what cannot be read, in words.
FAULTS = """(smallest) => {
  const faults = [];
  const drawings = [...document.querySelectorAll("svg.drawing")]
    .filter((svg) => svg.checkVisibility());
  if (drawings.length !== 1) return [`${drawings.length} drawings are shown`];
  const frame = drawings[0].getBoundingClientRect();
  const boxes = [...drawings[0].querySelectorAll("text")].map((text) => ({
    words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize),
    box: text.getBoundingClientRect(),
  }));
  if (!boxes.length) faults.push("no words");
  boxes.forEach(({ words, size, box }, place) => {
    if (size < smallest) faults.push(`“${words}” is ${size} px`);
    if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5 ||
        box.top < frame.top - 0.5 || box.bottom > frame.bottom + 0.5)
      faults.push(`“${words}” leaves the drawing`);
    for (const other of boxes.slice(place + 1)) {
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (across > 0.5 && down > 0.5) faults.push(`“${words}” on “${other.words}”`);
    }
  });
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
  return faults;
}"""


def faults_of_charts(page, live_server) -> dict[str, list[str]]:
    found = {}
    for patient in Patient.objects.order_by("mrn"):
        page.goto(live_server.url + patient.get_absolute_url())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.locator("#timeline").scroll_into_view_if_needed()
            expect(page.locator(".drawing.is-awaited").filter(visible=True)).to_have_count(0)
            expect(page.locator("svg.drawing").filter(visible=True)).to_have_count(1)
            if faults := page.evaluate(FAULTS, SMALLEST_PX):
                found[f"{patient.mrn} at {width}"] = faults
    return found


def test_every_timeline_of_the_demo_can_be_read(clinician_page, live_server, demo):
    assert not faults_of_charts(clinician_page, live_server)


def test_the_timelines_of_fifty_real_patients_can_be_read(clinician_page, live_server, team):
    import_folder(TCGA_FIFTY, team=team.name)

    assert not faults_of_charts(clinician_page, live_server)


@pytest.fixture
def sparse(team) -> Patient:
    """One old reading, after which nothing was given and nothing changed for years."""
    reading = HER2ReadingFactory.build(
        biopsy=BiopsyFactory(patient__care_team=team, collected_on="2001-05-09", site="breast")
    )
    save_facts([reading], by=None)
    return reading.biopsy.patient


@pytest.mark.usefixtures("transactional_db")
def test_a_break_opens_by_click_and_closes_by_key_and_keeps_the_focus(
    clinician_page, live_server, sparse
):
    page = clinician_page
    page.goto(live_server.url + sparse.get_absolute_url())
    shut = page.get_by_role("link", name="in which nothing was given").first
    years = shut.locator("text").text_content()

    shut.locator("text").click()
    opened = page.get_by_role("link", name="again")
    expect(opened).to_have_text(f"× {years}")
    expect(opened).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="again")).to_have_count(0)
    expect(page.get_by_role("link", name="in which nothing was given").first).to_be_focused()


@pytest.mark.usefixtures("transactional_db")
def test_a_break_opens_without_script(browser, log_in, live_server, sparse):
    context = log_in(browser.new_context(java_script_enabled=False))
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(live_server.url + sparse.get_absolute_url())

    page.get_by_role("link", name="in which nothing was given").first.locator("text").click()

    expect(page).to_have_url(re.compile("/timeline/.*turn="))
    expect(page.get_by_role("link", name="again")).to_be_visible()
    context.close()


@pytest.mark.usefixtures("transactional_db")
def test_the_drawing_that_was_sent_is_shown_until_the_one_of_this_width_comes(
    clinician_page, live_server, sparse
):
    page = clinician_page
    page.set_viewport_size({"width": 390, "height": 900})
    page.route("**/drawing.svg*", lambda route: None)  # never answered
    page.goto(live_server.url + sparse.get_absolute_url())

    sent = page.locator("svg.drawing.is-sent")
    expect(sent).to_be_visible()
    assert sent.bounding_box()["width"] <= 390


def test_the_first_screen_holds_what_blocks_what_is_next_and_the_timeline(
    clinician_page, live_server, demo
):
    """Of the charts with the most to say: read again, blocked, blocked three and four times."""
    fullest = Patient.objects.filter(mrn__in=("40021-7", "40058-2", "42912-5", "43245-5"))

    charts = measured(clinician_page, live_server, fullest)

    assert len(charts) == 4
    assert not {mrn: chart for mrn, chart in charts.items() if is_wrong(chart)}


@pytest.mark.usefixtures("transactional_db")
def test_six_discordant_specimens_leave_the_first_screen_room_for_the_timeline(
    clinician_page, live_server, team
):
    patient = PatientFactory(care_team=team, metastatic_on="2018-02-01")
    specimens = {
        "breast, left upper outer quadrant": ("2012-03-01", "0"),
        "axillary lymph node": ("2012-04-11", "1+"),
        "liver, segment VI": ("2018-02-01", "2+"),
        "bone, iliac crest": ("2020-06-15", "3+"),
        "skin, chest wall": ("2023-09-09", "1+"),
        "brain, cerebellum": ("2026-09-20", "1+"),
    }
    for site, (on, score) in specimens.items():
        biopsy = BiopsyFactory.build(patient=patient, collected_on=on, site=site)
        save_facts([biopsy, HER2ReadingFactory.build(biopsy=biopsy, ihc_score=score)], by=None)

    charts = measured(clinician_page, live_server, [patient])

    assert not {mrn: chart for mrn, chart in charts.items() if is_wrong(chart)}
    folds = clinician_page.locator(".her2 > details > summary")
    expect(folds).to_have_count(2)
    assert folds.nth(0).bounding_box()["y"] == folds.nth(1).bounding_box()["y"]
