"""Every page costs a fixed number of queries, however long the record."""

import pytest
from django.urls import reverse

from biomarkers.exchange.records.importing import import_folder
from patients.models import CareTeam, Patient
from tests.demo.write_demo import DEMO

# The record in 18, tasks and board in 3, the session, the user, permissions, the catalog.
QUERIES_AT_MOST = 27
# The handout also reads the team, the contact of its newest handout, and brand names.
MORE = {"patient_handout": 3, "fact_new agentgiven": 1}

PAGES = {
    "patient_chart": [],
    "patient_summary": [],
    "patient_compare": [],
    "patient_requests": [],
    "patient_handout": [],
    "fact_new her2reading": ["her2reading"],
    "fact_new agentgiven": ["agentgiven"],
}


@pytest.fixture(scope="module")
def whole_clinic(rows_of_module) -> CareTeam:
    team = CareTeam.objects.create(name="Breast clinic")
    import_folder(DEMO / "breast-clinic", team=team.name)
    return team


@pytest.fixture
def team(db, whole_clinic):
    return whole_clinic


@pytest.fixture
def longest_and_shortest(team):
    return [Patient.objects.get(diagnosed_on="1999"), Patient.objects.get(sex="")]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_for_two_facts_and_for_twenty_years(
    clinician_client, longest_and_shortest, page, django_assert_max_num_queries
):
    for patient in longest_and_shortest:
        url = reverse(page.split()[0], args=[patient.pk, *PAGES[page]])
        with django_assert_max_num_queries(QUERIES_AT_MOST + MORE.get(page, 0)):
            assert clinician_client.get(url).status_code == 200
