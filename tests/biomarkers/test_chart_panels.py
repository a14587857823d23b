"""After a save the chart is sent what changed, and nothing that is shown then is of before."""

import re
from types import SimpleNamespace

import pytest
from django.test.html import parse_html
from django.urls import reverse

from biomarkers.models import WorkItem
from patients.models import Patient

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
SAYS = re.compile(r'name="shows"[^>]* value="([\w.]+)"')


@pytest.fixture
def team(db, stories):
    return stories


@pytest.fixture
def patient(team) -> Patient:
    return Patient.objects.get(mrn="S01")


def panels_in(response) -> dict[str, str]:
    """What stands in each panel, by name."""
    text = response.content.decode().replace(' hx-swap-oob="true"', "")
    page = parse_html(TOKEN.sub("", text))
    return {panel.name: panel.html for panel in _panels(page)}


def _panels(element):
    """As Django reads HTML: an element has children; its attributes are in pairs."""
    for child in getattr(element, "children", ()):
        attributes = dict(getattr(child, "attributes", ()))
        if attributes.get("id", "").startswith("panel-"):
            yield SimpleNamespace(name=attributes["id"].removeprefix("panel-"), html=str(child))
        else:
            yield from _panels(child)


def versions_in(panels: dict[str, str]) -> dict[str, str]:
    return {name: SAYS.search(html)[1] for name, html in panels.items()}


class Screen:
    """A chart as a browser shows it: it asks for what changed, and puts it in its place."""

    def __init__(self, client, patient, htmx):
        self.client, self.patient, self.htmx = client, patient, htmx
        self.panels = self.whole()

    def whole(self) -> dict[str, str]:
        return panels_in(self.client.get(self.patient.get_absolute_url()))

    def read_again(self) -> set[str]:
        """The names of the panels that came."""
        told = {"shows": list(versions_in(self.panels).values())}
        answer = self.client.get(self.patient.get_absolute_url(), told, headers=self.htmx)
        sent = panels_in(answer)
        self.panels.update(sent)
        return set(sent)


@pytest.fixture
def screen(clinician_client, patient, htmx) -> Screen:
    return Screen(clinician_client, patient, htmx)


def test_nothing_is_sent_where_nothing_changed(screen):
    assert len(screen.panels) > 8
    assert screen.read_again() == set()


def _enter(slug: str, **fields):
    def write(screen: Screen):
        url = reverse("fact_new", args=[screen.patient.pk, slug])
        return screen.client.post(url, fields, headers=screen.htmx)

    return write


def _read_again_in_pathology(screen: Screen):
    biopsy = screen.patient.biopsies.order_by("collected_on").last()
    fields = {"biopsy": biopsy.pk, "read_on": "2025-06-01", "ihc_score": "3+", "adequate": "on"}
    return _enter("her2reading", **fields)(screen)


def _step(kind: str, **fields):
    def write(screen: Screen):
        item = WorkItem.objects.filter(patient=screen.patient).order_by("rank").first()
        url = reverse("work_step", args=[item.pk, kind])
        return screen.client.post(f"{url}?from=chart", fields, headers=screen.htmx)

    return write


WRITES = {
    "a reading": (_read_again_in_pathology, {"her2", "timeline", "options", "next"}, {"health"}),
    "a progression": (_enter("progression", on="2026-01-05"), {"timeline"}, {"her2", "biomarkers"}),
    "an ECOG": (_enter("performancestatus", on="2026-01-05", ecog="2"), {"timeline"}, {"her2"}),
    "a comment": (_step("commented", text="Block is in Linz."), {"more"}, {"her2", "options"}),
    "a discussion": (_step("discussed", outcome="wanted"), {"next", "more"}, {"her2", "options"}),
}


@pytest.mark.parametrize(("write", "changed", "unchanged"), WRITES.values(), ids=WRITES)
def test_a_save_sends_the_panels_that_changed_and_leaves_none_stale(
    screen, write, changed, unchanged
):
    before = dict(screen.panels)
    saved = write(screen)
    sent = screen.read_again()

    assert "recordChanged" in saved["HX-Trigger"], saved.content.decode()
    assert changed <= sent
    assert not unchanged & sent
    assert screen.panels == screen.whole()
    assert screen.panels != before


def test_a_version_says_nothing_to_who_has_no_key(screen, settings):
    told = versions_in(screen.panels)
    settings.SECRET_KEY = "another"

    assert not set(told.values()) & set(versions_in(screen.whole()).values())


def test_a_chart_of_an_earlier_day_does_not_read_itself_again(clinician_client, patient):
    page = clinician_client.get(patient.get_absolute_url(), {"as_of": "2020-01-01"})

    assert "recordChanged" not in page.content.decode()
