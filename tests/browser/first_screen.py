"""What stands in the first screen of every demo chart: `make first-screen`. Not part of the suite.

At 1440 by 900: where the timeline begins, whether each block and the first task with its button
can be seen without scrolling, and the tallest stretch without a card beside one (a white hole).
"""

from statistics import median

import pytest

from patients.models import Patient

WIDTH, HEIGHT = 1440, 900
TIMELINE_BEFORE = 700  # px
HOLE = 200  # px

MEASURE = """() => {
  const box = (part) => part.getBoundingClientRect();
  const seen = (part) => box(part).top + scrollY >= 0 && box(part).bottom + scrollY <= innerHeight;
  const stops = [...document.querySelectorAll(".safety-lines .is-stop")];
  const next = [
    document.querySelector(".next .task-words p, .next .empty"),
    document.querySelector(".next .task-verbs .button"),
  ].filter(Boolean);
  const chart = box(document.querySelector("#chart"));
  const cards = [...document.querySelectorAll("#chart .card, #chart .person")].map(box);
  const lowest = Math.max(...cards.map((card) => card.bottom));
  const holes = [];
  for (let x = chart.left + 20; x < chart.right; x += 40) {
    let hole = 0;
    const column = cards.filter((card) => card.left <= x && x <= card.right)
      .sort((one, other) => one.top - other.top);
    let reached = chart.top;
    for (const card of column) {
      hole = Math.max(hole, card.top - reached);
      reached = Math.max(reached, card.bottom);
    }
    holes.push(Math.max(hole, lowest - reached));
  }
  // As wide as two steps: the gutter between two cards is none.
  let hole = Math.max(...holes.slice(1).map((tall, place) => Math.min(tall, holes[place])));
  for (const card of document.querySelectorAll("#chart .card")) {
    const ends = [...card.children].map((part) => box(part).bottom);
    if (ends.length) hole = Math.max(hole, box(card).bottom - Math.max(...ends));
  }
  return {
    timeline: Math.round(box(document.querySelector("#timeline")).top + scrollY),
    stops: stops.length, stops_seen: stops.filter(seen).length,
    next: next.length, next_seen: next.filter(seen).length,
    hole: Math.round(hole),
  };
}"""


def measured(page, live_server, patients) -> dict[str, dict[str, int]]:
    """By record number."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    found = {}
    for patient in patients:
        page.goto(live_server.url + patient.get_absolute_url())
        found[patient.mrn] = page.evaluate(MEASURE)
    return found


def is_wrong(chart: dict[str, int]) -> bool:
    return (
        chart["timeline"] >= TIMELINE_BEFORE
        or chart["stops_seen"] < chart["stops"]
        or chart["next_seen"] < chart["next"]
        or chart["hole"] > HOLE
    )


@pytest.mark.browser
def test_the_first_screen_is_measured(clinician_page, live_server, demo, capsys):
    charts = measured(clinician_page, live_server, Patient.objects.order_by("mrn"))

    begins = sorted(chart["timeline"] for chart in charts.values())
    with capsys.disabled():
        print(f"\n{len(charts)} charts at {WIDTH} by {HEIGHT}")
        print(f"| timeline begins, px | {begins[0]} to {begins[-1]}, median {median(begins):.0f} |")
        for part in ("stops", "next"):
            total = sum(chart[part] for chart in charts.values())
            print(f"| {part} seen | {sum(c[f'{part}_seen'] for c in charts.values())} of {total} |")
        print(f"| tallest hole, px | {max(chart['hole'] for chart in charts.values())} |")
        for mrn, chart in charts.items():
            if is_wrong(chart):
                print(mrn, chart)
