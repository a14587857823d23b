"""Days that are not yet, and treatment after death: refused at the field, the rest kept."""

import pytest
from django.urls import reverse

from patients.models import AgentGiven, Patient
from tests.biomarkers.test_entry import FACTS, new, typed
from tests.factories import AgentGivenFactory, BiopsyFactory

DATES = {
    "biopsy": "collected_on", "her2reading": "read_on", "receptorreading": "read_on",
    "agentgiven": "started_on", "progression": "on", "diseasestatus": "on",
    "adverseevent": "onset_on", "alteration": "tested_on", "markerresult": "tested_on",
    "performancestatus": "on", "condition": "noted_on", "lvefmeasurement": "measured_on",
    "procedure": "started_on", "boarddecision": "on",
}  # fmt: skip


@pytest.fixture
def patient(clinician_client):
    return BiopsyFactory(accession="S0", collected_on="2020").patient


@pytest.mark.parametrize(("slug", "field"), DATES.items())
def test_a_future_day_is_refused_at_its_field(clinician_client, patient, slug, field):
    fields = {**typed(slug, patient.biopsies.get()), field: "2999-01"}

    response = clinician_client.post(new(patient, slug), fields)

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors == {field: ["2999-01 is in the future."]}
    assert form.fields[field].widget.attrs["autofocus"]
    assert {name: str(form[name].value()) for name in fields if name != "adequate"} == {
        name: str(value) for name, value in fields.items() if name != "adequate"
    }


def test_every_noun_is_tried():
    assert set(DATES) == set(FACTS)


def test_a_patient_has_no_future_day_either(clinician_client, patient):
    address = reverse("fact_change", args=[patient.pk, "patient", patient.pk])

    response = clinician_client.post(address, {"mrn": patient.mrn, "diagnosed_on": "2999"})

    assert response.context["form"].errors["diagnosed_on"] == ["2999 is in the future."]


def test_treatment_after_death_is_refused_on_both_sides(clinician_client, patient):
    Patient.objects.update(deceased_on="2020-03")
    after = {"agent": "letrozole", "setting": "metastatic", "started_on": "2020-04"}

    response = clinician_client.post(new(patient, "agentgiven"), after)

    assert response.context["form"].errors == {"started_on": ["The patient died before, Mar 2020."]}
    assert not AgentGiven.objects.exists()


def test_a_death_before_a_treatment_on_record_is_refused(clinician_client, patient):
    AgentGivenFactory(patient=patient, started_on="2020-04")
    address = reverse("fact_change", args=[patient.pk, "patient", patient.pk])

    response = clinician_client.post(address, {"mrn": patient.mrn, "deceased_on": "2020-03"})

    assert response.context["form"].errors["deceased_on"] == [
        "Treatment began after it: capecitabine, metastatic, from Apr 2020."
    ]
