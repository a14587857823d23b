"""“Confirm the rest” takes nothing that needs a look of its own."""

import pytest

from biomarkers.actions import save_facts
from biomarkers.models import HER2Reading
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

from .test_review import UNREADABLE, fields_of, received, review_of

NOW = "Accession: S26-1\nReported: 2026-03-02\nLiver, core biopsy: metastatic carcinoma.\n"


@pytest.fixture
def patient(team):
    return PatientFactory(care_team=team)


@pytest.fixture
def liver(patient):
    return BiopsyFactory(patient=patient, accession="S26-1", site="liver", collected_on="2026-02")


def rest_of(client, report, **changed):
    """The answer to “confirm the rest”, of a form that is untouched but for what is changed."""
    page = client.get(review_of(report)).content.decode()
    named = {name.replace("_", "-", 1): value for name, value in changed.items()}
    return client.post(review_of(report), {**fields_of(page), **named, "do": "rest"})


def test_another_score_on_record_is_decided_by_itself(clinician_client, liver):
    save_facts([HER2ReadingFactory.build(biopsy=liver, ihc_score="3+", read_on="2026-03")], by=None)
    report = received(liver.patient, NOW + "HER2 IHC: 1+. ER 90%.")

    refused = rest_of(clinician_client, report)
    taken = rest_of(clinician_client, report, **{"t0_ihc_score-choice": "confirm"})

    assert refused.status_code == UNREADABLE
    assert "The record has IHC score 3+: confirm it by itself" in refused.content.decode()
    assert taken.status_code == 302
    assert HER2Reading.objects.get(report=report).ihc_score == "1+"


def test_a_quoted_primary_is_not_laid_on_a_metastasis_in_one_press(clinician_client, liver):
    text = NOW + "HER2 IHC: 1+.\nThe primary tumor (2017) was ER positive, HER2 3+."
    report = received(liver.patient, text)

    answer = rest_of(clinician_client, report, t1_specimen=str(liver.pk), t1_read_on="2026-03-02")

    assert answer.status_code == UNREADABLE
    assert "The report quotes this from an earlier specimen" in answer.content.decode()
    assert not HER2Reading.objects.filter(report=report).exists()


def test_what_has_no_clear_place_is_decided_by_itself(clinician_client, liver):
    text = (
        "A. Breast, left, core biopsy: carcinoma. HER2: 2+.\n"
        "B. Breast, right, core biopsy: carcinoma. HER2: 2+.\n"
        "Addendum: HER2 FISH amplified."
    )
    report = received(liver.patient, text)
    page = clinician_client.get(review_of(report)).content.decode()

    answer = rest_of(clinician_client, report)

    assert "not clear: choose the specimen" in page
    assert "Where this belongs is not clear" in answer.content.decode()


def test_a_liver_report_is_not_laid_on_a_breast_specimen_without_being_asked(
    clinician_client, patient
):
    breast = BiopsyFactory(patient=patient, accession="S26-1", site="breast", collected_on="2026")
    report = received(patient, NOW + "HER2 IHC: 1+.")

    answer = rest_of(clinician_client, report, t0_specimen=str(breast.pk))

    assert answer.status_code == UNREADABLE
    assert "The report and this specimen differ in: site." in answer.content.decode()
