"""A patient is identified by name, MRN and date of birth wherever a person decides or prints."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from biomarkers.board.meetings import plan_meeting, put_on_list
from biomarkers.models import BoardMeeting
from patients.models import Patient


@pytest.fixture
def team(db, stories):
    return stories


@pytest.fixture
def patient(stories):
    Patient.objects.filter(mrn="S01").update(birth_date="1961-05-09")
    return Patient.objects.get(mrn="S01")


@pytest.fixture
def case(patient, stories, clinician):
    meeting = BoardMeeting(team=stories, on="2026-11-25")
    plan_meeting(meeting, by=clinician)
    return put_on_list(meeting=meeting, patient=patient, question="What next?", by=clinician)


@pytest.mark.parametrize("page", ["patient_chart", "patient_summary", "patient_requests"])
def test_a_page_of_a_patient_names_her_date_of_birth(clinician_client, patient, page):
    shown = clinician_client.get(reverse(page, args=[patient.pk])).content.decode()

    assert "born 9 May 1961, 65 years" in shown


def test_a_birth_date_is_as_precise_as_it_was_recorded(clinician_client, patient):
    Patient.objects.filter(pk=patient.pk).update(birth_date="1961")

    shown = clinician_client.get(patient.get_absolute_url()).content.decode()

    assert "born 1961, about 65 years" in shown


def test_the_tumor_board_names_the_date_of_birth_on_page_list_and_paper(clinician_client, case):
    page = clinician_client.get(reverse("board_case", args=[case.patient_id, case.meeting_id]))
    listed = clinician_client.get(reverse("board_meeting", args=[case.meeting_id]))
    pdf = clinician_client.get(reverse("board_pdf", args=[case.meeting_id]))

    for shown in (page, listed):
        assert "born 9 May 1961" in shown.content.decode()
    assert "born 9 May 1961" in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
