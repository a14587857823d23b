"""Long words: in Spanish no page is wider than its window, and cells keep their labels."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from patients.models import Patient, Preferences

pytestmark = pytest.mark.browser


@pytest.fixture
def page(clinician, clinician_page):
    Preferences.objects.create(user=clinician, language="es")
    return clinician_page


def test_pages_in_spanish_fit_every_window(page, live_server, demo):
    chart = Patient.objects.get(mrn="40058-2").get_absolute_url()
    lists = [reverse(name) for name in ("worklist", "patient_list", "clinic", "own_settings")]
    for address in (*lists, chart, f"{chart}add/her2reading/", f"{chart}handout/"):
        page.goto(live_server.url + address)
        for width in (320, 390, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (address, width)


def test_a_row_of_the_worklist_without_heads_names_its_columns(page, live_server, demo):
    page.set_viewport_size({"width": 768, "height": 900})
    page.goto(live_server.url + reverse("worklist"))
    for part, words in {"line": "Línea", "waiting": "Espera", "owner": "Responsable"}.items():
        cell = page.locator(f".work td.{part}:not(:empty)").first
        expect(cell).to_be_visible()
        assert words in cell.evaluate("cell => getComputedStyle(cell, '::before').content")
