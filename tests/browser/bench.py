"""From click to settled page, in the browser: `make bench-clicks`. Not part of the suite.

Medians of twenty, beside that of the smallest page that needs a login, so that machines compare.
"""

from statistics import median
from time import perf_counter

import pytest

from patients.models import Patient

ROUNDS = 20
DANA = "40021-7"


def _median_ms(act, prepare) -> float:
    times = []
    for _ in range(ROUNDS):
        prepare()
        began = perf_counter()
        act()
        times.append((perf_counter() - began) * 1000)
    return median(times)


@pytest.mark.browser
def test_clicks_are_timed(clinician_page, live_server, demo, capsys):
    page = clinician_page
    chart = live_server.url + Patient.objects.get(mrn=DANA).get_absolute_url()

    def at(url):
        return lambda: page.goto(url, wait_until="networkidle")

    def follow(name: str):
        def act():
            page.get_by_role("link", name=name, exact=True).first.click()
            page.wait_for_load_state("load")

        return act

    def open_form():
        page.get_by_role("link", name="Re-read", exact=True).first.click()
        page.locator("#entry form").wait_for()

    def preview():
        page.get_by_label("IHC score").select_option("3+")
        page.locator("#preview", has_text="HER2-positive").wait_for()

    def with_form():
        at(chart)()
        open_form()
        page.get_by_label("Read on").fill("2026-10-01")

    times = {
        "components (the smallest page)": _median_ms(
            lambda: page.goto(f"{live_server.url}/gallery/"), at(chart)
        ),
        "a row of the list to the chart": _median_ms(
            follow("Whitlock, Dana"), at(f"{live_server.url}/")
        ),
        "chart to an earlier day": _median_ms(
            follow("5 Aug 2022 · HER2-low introduced (FDA label)"), at(chart)
        ),
        "chart to the list": _median_ms(follow("Patients"), at(chart)),
        "a form opens on the chart": _median_ms(open_form, at(chart)),
        "a choice to its preview": _median_ms(preview, with_form),
    }

    smallest = next(iter(times.values()))
    with capsys.disabled():
        print()
        for words, ms in times.items():
            print(f"{ms:7.0f} ms  {ms / smallest:5.1f} x  {words}")
