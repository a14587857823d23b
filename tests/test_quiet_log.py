"""Ordinary logs hold nothing of a patient: a walk through the demo, and what was logged."""

import io
import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from biomarkers.exchange.records.importing import import_folder
from patients.models import Patient
from tests.demo.write_demo import DEMO

PAGES = ("patient_chart", "patient_requests", "patient_compare", "patient_summary",
         "patient_handout")  # fmt: skip


@pytest.fixture
def log():
    """What the console would show, as production formats it, and more of it than production."""
    [console] = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    shown, old_stream = io.StringIO(), console.setStream(io.StringIO())
    console.setStream(shown)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    yield shown
    logging.getLogger().setLevel(level)
    console.setStream(old_stream)


def _walk(client: Client) -> None:
    client.get("/")
    for patient in Patient.objects.order_by("mrn"):
        client.get(patient.get_absolute_url())
        client.post(reverse("patient_search"), {"text": f"{patient.family_name} {patient.mrn}"})
    for page in PAGES:
        client.get(reverse(page, args=[patient.pk]))
    facts = {"on": "2021-02", "site": patient.family_name}
    client.post(reverse("fact_new", args=[patient.pk, "progression"]), facts)
    client.post(reverse("fact_new", args=[patient.pk, "progression"]), facts)
    client.post(reverse("break_glass"), {"mrn": patient.mrn, "reason": f"for {patient.mrn}, now"})
    client.get(reverse("fact_new", args=[patient.pk, "nothing"]))
    Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": patient.mrn})
    client.post(reverse("account_login"), {"login": patient.mrn, "password": patient.family_name})


def test_a_walk_through_the_demo_logs_nobody(clinician, team, log, monkeypatch):
    import_folder(DEMO / "breast-clinic", team=team.name)
    client = Client(raise_request_exception=False)
    client.force_login(clinician)

    _walk(client)
    patient = Patient.objects.first()

    def broken(*args, **kwargs):
        raise ValueError(f"Key (mrn)=({patient.mrn}) of {patient.list_name} exists already")

    monkeypatch.setattr("biomarkers.views.chart.chart_for", broken)
    client.get(patient.get_absolute_url())

    logged = log.getvalue()
    assert "ValueError" in logged  # the error is there, and where it was raised
    assert "chart.py" in logged
    assert "Forbidden" in logged
    for patient in Patient.objects.all():
        for word in (patient.mrn, patient.family_name, patient.birth_date):
            assert not word or not _says(logged, str(word))


def _says(logged: str, word: str) -> bool:
    """As a word: the digits of a year also stand inside random identifiers."""
    return bool(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", logged))


@pytest.mark.parametrize(
    ("logged", "said"),
    [
        ("born 1962, seen", True),
        ("Key (birth_date)=(1962) exists", True),
        ("GET /patients/3f1962aa-1962-4b0c-8d19-621962deadbe/", False),
    ],
)
def test_a_year_counts_as_a_word_and_not_as_digits_of_an_identifier(logged, said):
    assert _says(logged, "1962") is said


def test_a_drawn_page_is_not_told_step_by_step(clinician, team, log):
    import_folder(DEMO / "breast-clinic", team=team.name)
    client = Client()
    client.force_login(clinician)

    patient = Patient.objects.first()
    answer = client.get(
        reverse("patient_summary_pdf", args=[patient.pk]), {"reason": "for the board"}
    )

    assert answer["Content-Type"] == "application/pdf"
    assert "Step " not in log.getvalue()
    assert "Relative URI" not in log.getvalue()
