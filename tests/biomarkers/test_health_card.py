"""Conditions and record notes on the chart: what is recorded, and what the record leaves open."""

import pytest
from pytest_django.asserts import assertContains

from patients.actions import save_facts
from patients.models import Condition, ConditionKind
from tests.factories import PatientFactory


@pytest.fixture
def patient(team):
    patient = PatientFactory(
        care_team=team, metastatic_on="2020", treatment_history="incomplete", residual_disease=True
    )
    save_facts([patient], by=None)
    return patient


def noted(patient, code: str, **facts) -> None:
    kind = ConditionKind.objects.get(code=code)
    save_facts([Condition(patient=patient, kind=kind, **facts)], by=None)


def test_conditions_stand_on_the_chart_the_lasting_ones_first(clinician_client, patient):
    noted(patient, "pregnancy", severity="current", noted_on="2019-01", resolved_on="2019-09")
    noted(patient, "heart_failure", severity="mild", noted_on="2018-05", detail="on carvedilol")

    page = clinician_client.get(patient.get_absolute_url())

    rows = [(row.words, row.when) for row in page.context["chart"].health.conditions]
    assert rows == [
        ("heart failure, mild, on carvedilol", "since May 2018"),
        ("pregnancy, current", "Jan 2019 to Sep 2019"),
    ]
    assertContains(page, "heart failure, mild, on carvedilol")


def test_what_the_record_leaves_open_is_a_note(clinician_client, patient):
    page = clinician_client.get(patient.get_absolute_url())

    assertContains(page, "No other condition recorded.")
    assertContains(page, "The treatment history is marked incomplete")
    assertContains(page, "Invasive disease left after neoadjuvant treatment")
