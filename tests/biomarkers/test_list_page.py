"""The list of patients by name, each with what the record means today."""

import re

import pytest
from django.urls import reverse

from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import HER2Assessment
from patients.actions import save_facts
from patients.changes.taking_back import enter_in_error
from tests.data import STORIES
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

LIST = "/patients/"
LIST_QUERIES_AT_MOST = 8


@pytest.fixture
def mine(team):
    reading = HER2ReadingFactory.build(
        reported_negative_now_low=True,
        biopsy=BiopsyFactory(
            patient=PatientFactory(family_name="Mine", care_team=team, metastatic_on="2016")
        ),
    )
    save_facts([reading], by=None)
    return reading.biopsy.patient


def names_in(response) -> list[str]:
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', response.content.decode())
    return [name.split(",")[0] for name in rows]


def test_the_list_shows_was_is_and_why(clinician_client, mine):
    page = clinician_client.get(LIST).content.decode()

    assert "Mine" in page
    assert "tone-negative" in page
    assert "tone-low" in page
    assert "5 Aug 2022" in page


def test_the_list_shows_only_patients_of_my_teams(clinician_client, mine):
    theirs = PatientFactory(family_name="Theirs", care_team__name="Second clinic")
    save_facts([theirs], by=None)

    assert names_in(clinician_client.get(LIST)) == ["Mine"]


def test_the_list_answers_htmx_with_the_rows_alone(clinician_client, mine, htmx):
    response = clinician_client.get(LIST, headers=htmx)

    assert names_in(response) == ["Mine"]
    assert b"<html" not in response.content
    assert "HX-Request" in response["Vary"]


def test_the_list_costs_the_same_for_any_number_of_rows(
    clinician_client, team, django_assert_max_num_queries
):
    import_folder(STORIES)

    with django_assert_max_num_queries(LIST_QUERIES_AT_MOST):
        assert len(names_in(clinician_client.get(LIST))) > 5


def test_the_list_is_sorted_by_name(clinician_client, mine, team):
    save_facts([PatientFactory(family_name="Adams", care_team=team)], by=None)

    assert names_in(clinician_client.get(LIST)) == ["Adams", "Mine"]


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"category": "low"}, ["Mine"]),
        ({"category": "positive"}, []),
        ({"cause": "definition"}, ["Mine"]),
        ({"cause": "reread"}, []),
        ({"section": "deceased"}, []),
        ({"section": "early"}, []),
        ({"category": "nonsense"}, ["Mine"]),
    ],
)
def test_the_list_can_be_narrowed(clinician_client, mine, filters, shown):
    assert names_in(clinician_client.get(LIST, filters)) == shown


def test_the_dead_and_the_early_stage_stand_apart(clinician_client, mine):
    mine.deceased_on = "2024"
    save_facts([mine], by=None)

    assert names_in(clinician_client.get(LIST, {"section": "metastatic"})) == []
    assert names_in(clinician_client.get(LIST, {"section": "deceased"})) == ["Mine"]


def test_a_long_list_goes_on_where_the_page_ended(clinician_client, team):
    patients = [PatientFactory(care_team=team, family_name=f"P{n:02}", metastatic_on="2016")
                for n in range(30)]  # fmt: skip
    save_facts(patients, by=None)

    first = clinician_client.get(LIST)
    after = re.search(r"after=([0-9a-f-]+)", first.content.decode())[1]
    second = clinician_client.get(LIST, {"after": after})

    assert names_in(first) + names_in(second) == [patient.family_name for patient in patients]


@pytest.mark.parametrize("text", ["mine", "Mine Da", "S16-", "M0"])
def test_a_search_finds_by_name_record_number_and_accession(clinician_client, mine, text):
    biopsy = mine.biopsies.get()
    mine.mrn, biopsy.accession = "M0-7", "S16-9"
    save_facts([mine, biopsy], by=None)

    response = clinician_client.post(reverse("patient_search"), {"text": text}, follow=True)

    assert names_in(response) == ["Mine"]


def test_a_search_finds_nobody_of_another_team(stranger_client, mine):
    response = stranger_client.post(reverse("patient_search"), {"text": "Mine"}, follow=True)

    assert names_in(response) == []


def test_a_search_is_never_an_address(clinician_client):
    assert clinician_client.get(reverse("patient_search"), {"text": "Mine"}).status_code == 405


def test_a_changed_fact_changes_the_row_in_the_same_step(clinician_client, mine):
    reading = mine.biopsies.get().her2_readings.get()
    reading.ihc_score = "3+"

    save_facts([reading], by=None)

    assert "tone-positive" in clinician_client.get(LIST, {"category": "positive"}).content.decode()


def test_a_removed_fact_changes_the_row_in_the_same_step(mine):
    reading = mine.biopsies.get().her2_readings.get()

    enter_in_error([reading], why="wrong patient", by=None)

    assert HER2Assessment.objects.current().get(patient=mine).category == "undetermined"
