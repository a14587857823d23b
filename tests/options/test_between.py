"""Two dates are compared by what the chart of each shows, and what is for later is called so."""

import re

import pytest
from django.urls import reverse

from biomarkers.options.between import met_only_in, named
from patients.models import Agent
from tests.domain.builders import assessed, given, her2, row, specimen
from tests.factories import AgentGivenFactory, HER2ReadingFactory, PatientFactory

FACTS = {"metastatic_on": "2024", "treatment_history": "complete"}
LETROZOLE = given("letrozole", "2024-02-01", line=1)
LOW = specimen(her2(ihc_score="1+"))
NULL = specimen(her2(ihc_score="0", zero_staining="absent"))
CATALOG = (row(her2="low"),)


def test_what_is_newly_met_beside_a_line_under_way_is_named_for_later():
    before = assessed(NULL, catalog=CATALOG, treatments=(LETROZOLE,), **FACTS)
    after = assessed(LOW, catalog=CATALOG, treatments=(LETROZOLE,), **FACTS)

    assert met_only_in(after, before) == (
        "Trastuzumab deruxtecan: for later (on the other date: criteria not met)",
    )
    assert met_only_in(before, after) == ()
    assert named(after.options) == ("trastuzumab deruxtecan (for later)",)


def test_a_regimen_that_is_given_is_not_newly_met_by_another_of_its_rows():
    """The chart shows it once, as current treatment."""
    rows = (row("exemestane", slug="alone"), row("exemestane", her2="low", slug="by-her2"))
    on_it = (given("exemestane", "2024-02-01", line=1),)
    before = assessed(NULL, catalog=rows, treatments=on_it, **FACTS)
    after = assessed(LOW, catalog=rows, treatments=on_it, **FACTS)

    assert met_only_in(after, before) == ()


@pytest.mark.parametrize("page", ["patient_summary", "patient_compare"])
def test_a_page_that_lists_what_is_met_names_what_is_for_later(clinician_client, team, page):
    patient = PatientFactory(care_team=team, metastatic_on="2020", treatment_history="complete")
    HER2ReadingFactory(biopsy__patient=patient, reported_negative_now_low=True)
    ended = {"ended_on": "2021-06-01", "end_reason": "progression"}
    AgentGivenFactory(patient=patient, started_on="2021-01-10", **ended)
    eribulin = Agent.objects.get(name="eribulin")
    AgentGivenFactory(patient=patient, agent=eribulin, started_on="2021-07-01")

    shown = clinician_client.get(reverse(page, args=[patient.pk])).content.decode()

    assert re.search("Trastuzumab deruxtecan[^,.]{0,20}for later", shown)
