"""Alterations and markers of a report are proposals like the rest."""

import re

import pytest

from biomarkers.models import Alteration, MarkerResult
from tests.factories import PatientFactory

from .test_review import UNREADABLE, fields_of, received, review_of

PLASMA = """Liquid biopsy, plasma drawn 2026-01-12
ESR1 D538G 1.7%
PIK3CA: no mutation detected
MSI status: stable
"""
CHOICE = r'name="(t\d-(?:alteration|marker)-\d-choice)"'


@pytest.fixture
def patient(team):
    return PatientFactory(care_team=team)


@pytest.fixture
def report(patient):
    return received(patient, PLASMA)


def posted(page: str, choice: str = "confirm", **changed: str) -> dict[str, str]:
    choices = dict.fromkeys(re.findall(CHOICE, page), choice)
    days = dict.fromkeys(re.findall(r'name="(t\d-collected_on-choice)"', page), "confirm")
    return {**fields_of(page), **choices, **days, **changed, "do": "save"}


def test_what_is_confirmed_is_on_record(clinician_client, patient, report):
    page = clinician_client.get(review_of(report)).content.decode()

    clinician_client.post(review_of(report), posted(page))

    rows = patient.alterations.values_list("gene", "alteration", "result", "material")
    assert set(rows) == {
        ("ESR1", "D538G", "detected", "ctdna"),
        ("PIK3CA", "", "not_detected", "ctdna"),
    }
    assert str(Alteration.objects.first().tested_on) == "2026-01-12"
    assert MarkerResult.objects.get().value == "stable"
    assert set(report.decisions.values_list("decision", flat=True)) == {"confirmed"}


def test_one_is_edited_and_one_rejected(clinician_client, patient, report):
    page = clinician_client.get(review_of(report)).content.decode()
    changed = {
        "t0-alteration-0-alteration": "D538H",
        "t0-alteration-1-choice": "reject",
    }

    clinician_client.post(review_of(report), posted(page, **changed))

    decided = dict(report.decisions.values_list("field", "decision"))
    assert patient.alterations.get().alteration == "D538H"
    assert (decided["alteration 1"], decided["alteration 2"]) == ("edited", "rejected")


def test_one_that_is_not_decided_is_asked_for(clinician_client, patient, report):
    page = clinician_client.get(review_of(report)).content.decode()

    answer = clinician_client.post(review_of(report), posted(page, **{"t0-marker-0-choice": ""}))

    assert answer.status_code == UNREADABLE
    assert not patient.alterations.exists()


def test_an_unclear_one_stays_empty_unless_a_person_fills_it(clinician_client, patient):
    report = received(patient, PLASMA.replace("1.7%", "possible, cannot be excluded"))
    page = clinician_client.get(review_of(report)).content.decode()
    choices = {name: "confirm" for name in re.findall(CHOICE, page) if "alteration-0" not in name}

    clinician_client.post(review_of(report), {**posted(page, ""), **choices})

    assert [one.gene for one in patient.alterations.all()] == ["PIK3CA"]
    assert report.decisions.get(field="alteration 1").decision == "left_empty"


def test_a_pathologist_who_may_enter_none_is_offered_none(clinician, client, report):
    clinician.groups.set(clinician.groups.model.objects.filter(name="Pathologists"))
    client.force_login(clinician)

    assert not re.findall(CHOICE, client.get(review_of(report)).content.decode())
