"""Every word of the drawing can be read: none on another, none outside, none too small."""

import pytest
from playwright.sync_api import expect

from biomarkers.exchange.records.importing import import_folder
from patients.models import Patient
from tests.data import TCGA_FIFTY

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
            expect(page.locator("svg.drawing").filter(visible=True)).to_have_count(1)
            if faults := page.evaluate(FAULTS, SMALLEST_PX):
                found[f"{patient.mrn} at {width}"] = faults
    return found


def test_every_timeline_of_the_demo_can_be_read(clinician_page, live_server, demo):
    assert not faults_of_charts(clinician_page, live_server)


def test_the_timelines_of_fifty_real_patients_can_be_read(clinician_page, live_server, team):
    import_folder(TCGA_FIFTY, team=team.name)

    assert not faults_of_charts(clinician_page, live_server)


def test_the_first_screen_holds_what_blocks_what_is_next_and_the_timeline(
    clinician_page, live_server, demo
):
    """Of the charts with the most to say: read again, blocked, blocked three and four times."""
    fullest = Patient.objects.filter(mrn__in=("40021-7", "40058-2", "42912-5", "43245-5"))

    charts = measured(clinician_page, live_server, fullest)

    assert len(charts) == 4
    assert not {mrn: chart for mrn, chart in charts.items() if is_wrong(chart)}
