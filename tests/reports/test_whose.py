"""A text that names another patient is stopped."""

import pytest
from django.urls import reverse

from biomarkers.actions import receive_report
from biomarkers.exchange.records.faults import Refused
from biomarkers.models import PathologyReport
from biomarkers.reports.folders import import_reports
from biomarkers.reports.whose import names_another
from tests.factories import BiopsyFactory, PatientFactory

from .test_review import UNREADABLE, fields_of, review_of

RESULT = "\nHER2 IHC: 1+. ER 90%."
HL7 = "PID|1||7719932^^^HOSP||DOE^JANE||19610312|F"


@pytest.fixture
def patient(team):
    return PatientFactory(
        care_team=team,
        mrn="40021-7",
        family_name="Müller-Berg",
        given_name="Anna",
        birth_date="1961-03-12",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("MRN: 40099-1", "The text has the record number 40099-1, this patient has 40021-7."),
        ("Medical record number 4002171", "The text has the record number 4002171"),
        ("Patient: SMITH, JANE   MRN 40021-7", "The text names SMITH, JANE, this patient is"),
        ("Patient Name: Berta Mueller-Berg\nx", "The text names Berta Mueller-Berg"),
        ("Patient: Müller-Berg, Eva", "The text names Müller-Berg, Eva"),
        (
            "DOB: 1962-03-12",
            "The text has the birth date 1962-03-12, this patient's is 1961-03-12.",
        ),
        ("Date of birth: 13 March 1961", "The text has the birth date 1961-03-13"),
        (HL7, "The text has the record number 7719932"),
    ],
)
def test_what_is_surely_of_another_patient_is_a_reason(patient, text, reason):
    assert any(one.startswith(reason) for one in names_another(text + RESULT, patient))


@pytest.mark.parametrize(
    "text",
    [
        "MRN: 0040021-7",
        "MRN 400217",
        "Patient: MULLER-BERG, ANNA",
        "Patient name: A. Müller-Berg",
        "Patient: Anna Maria Mullerberg   DOB: 12/3/1961",
        "Patient: [ANONYMIZED]  MRN: [REMOVED]",
        "DOB: 1961",
        "Specimen name: left breast",
        "Tumor name: none",
    ],
)
def test_what_may_be_this_patient_is_none(patient, text):
    assert names_another(text + RESULT, patient) == []


def test_a_specimen_of_another_patient_of_the_team_is_a_reason(patient, team):
    BiopsyFactory(patient=PatientFactory(care_team=team), accession="S24-881")

    [reason] = names_another("Accession: S24-881" + RESULT, patient)

    assert reason == "The specimen S24-881 of the text is on record for another patient."


def test_the_same_text_of_another_patient_is_a_reason(patient, team):
    receive_report(text=RESULT, team=team, patient=PatientFactory(care_team=team), by=None)

    assert names_another(RESULT, patient) == ["The same text was received for another patient."]


def test_it_is_stopped_until_a_person_says_that_it_is_theirs(clinician_client, patient):
    url = reverse("report_new", args=[patient.pk])
    text = "MRN: 40099-1" + RESULT

    stopped = clinician_client.post(url, {"text": text})
    taken = clinician_client.post(url, {"text": text, "despite": "on"})

    assert stopped.status_code == UNREADABLE
    assert "The text has the record number 40099-1" in stopped.content.decode()
    assert 'type="checkbox" name="despite"' in stopped.content.decode()
    report = PathologyReport.objects.get()
    assert taken["Location"] == review_of(report)
    page = clinician_client.get(review_of(report)).content.decode()
    rest = clinician_client.post(review_of(report), {**fields_of(page), "do": "rest"})
    assert "The text names another patient: decide each field by itself" in rest.content.decode()


def test_a_report_of_nobody_is_not_given_to_another_patient(clinician_client, patient, team):
    report = receive_report(text="MRN: 40099-1" + RESULT, team=team, by=None)

    url = reverse("report_assign", args=[report.pk])
    stopped = clinician_client.post(url, {"mrn": patient.mrn})

    assert "The text has the record number 40099-1" in stopped.content.decode()


def test_a_folder_whose_index_names_another_patient_is_refused(patient, team, tmp_path):
    (tmp_path / "a.txt").write_text("MRN: 40099-1" + RESULT)
    (tmp_path / "reports.csv").write_text(f"file,mrn\na.txt,{patient.mrn}\n")

    with pytest.raises(Refused, match="The text has the record number 40099-1"):
        import_reports(tmp_path, team=team.name)
