"""One page for the tumor board, for the browser's printer and as PDF."""

import pytest
from django.urls import reverse

from config.settings import VERSION
from patients.models import Patient


@pytest.fixture
def team(db, stories):
    return stories


def address(name: str, mrn: str) -> str:
    return reverse(name, args=[Patient.objects.get(mrn=mrn).pk])


def test_the_summary_says_what_the_board_asks(clinician_client, stories):
    page = clinician_client.get(address("patient_summary", "S02")).content.decode()

    for part in ("Marisol Trent", "HER2-low", "B23", "elacestrant", "Blocked", "information needed",
                 f"Second Look {VERSION}, rules 3, catalog version 1.", "by clinician",
                 "not a recommendation"):  # fmt: skip
        assert part in page


def test_the_summary_of_an_earlier_day_says_so(clinician_client, stories):
    url = address("patient_summary", "S01")

    page = clinician_client.get(url, {"as_of": "2017-01-01"}).content.decode()

    assert "As known on 1 Jan 2017." in page
    assert "re-read" not in page


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_summary_is_a_pdf_whose_name_tells_nobody(clinician_client, stories, paper):
    response = clinician_client.get(address("patient_summary_pdf", "S01"), {"paper": paper})

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="summary.pdf"'
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["patient_summary", "patient_summary_pdf"])
def test_nobody_prints_a_patient_of_another_team(stranger_client, stories, name):
    assert stranger_client.get(address(name, "S01")).status_code == 404
