"""What is asked of pathology: about the values on record, and about which patient."""

import re

import pytest
from django.urls import reverse

from biomarkers.domain.findings import findings_of
from biomarkers.domain.grounds import grounds_of_work
from biomarkers.domain.work import work_of
from biomarkers.models import WorkItem
from biomarkers.wording.badges import status_badge
from biomarkers.wording.grounds import task_sentence
from biomarkers.wording.requests import addressed, next_steps
from biomarkers.worklist.request_text import request_text
from patients.actions import save_facts
from tests.domain.builders import assessed, her2, specimen
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

GROUP_5 = {"ish_status": "done", "ish_probe": "dual", "ish_ratio": 1, "her2_copies": 2}


def asked(action: str, **reading) -> str:
    found = assessed(specimen(her2(**reading)), metastatic_on="2024")
    return next(step.request for step in next_steps(found) if step.code == action)


@pytest.mark.parametrize(
    ("reading", "says", "never"),
    [
        ({"ihc_score": "1+", "percent_stained": 5}, "IHC 1+, 5% stained", "ISH"),
        ({"ihc_score": "3+", "percent_stained": 10}, "IHC 3+, 10% stained", "ISH"),
        ({"ihc_score": "0", "percent_stained": 15}, "IHC 0, 15% stained", "ISH"),
        ({"ihc_score": "3+", **GROUP_5}, "IHC 3+ and ISH ratio 1, 2 copies", "percentage"),
        ({"ihc_score": "2+", **GROUP_5, "ish_result": "positive"},
         "ISH positive, ratio 1, 2 copies. The stated result contradicts these counts: by "
         "ASCO/CAP 2018 they are negative", "side by side"),
        ({"ihc_score": "", "ish_result": "positive", "reported_as": "negative"},
         "ISH positive, reported HER2 status negative, and no IHC score", "percentage"),
    ],
)  # fmt: skip
def test_a_review_is_asked_about_what_disagrees_with_its_values(reading, says, never):
    text = asked("review_discordance", **reading)

    assert f"Our record holds HER2 {says}" in text
    assert never not in text


@pytest.mark.parametrize(
    ("ish", "says"),
    [
        ({}, "Please perform ISH, dual probe"),
        ({"ish_status": "failed"}, "Please repeat ISH"),
        ({"ish_status": "done", "ish_result": "equivocal"}, "Please recount, or perform ISH again"),
        ({"ish_status": "done", "ish_probe": "single", "her2_copies": 5},
         "perform ISH again with a dual probe"),
    ],
)  # fmt: skip
def test_ish_that_was_done_already_is_asked_for_again_or_with_another_probe(ish, says):
    assert says in asked("request_ish", ihc_score="2+", **ish)


def test_a_score_that_its_percentage_contradicts_is_named_with_it_and_not_as_between_two():
    found = assessed(specimen(her2(ihc_score="1+", percent_stained=5)), metastatic_on="2024")
    rows = [task_sentence(grounds_of_work(work, found)) for work in work_of(found)]
    said = [status_badge(found.her2), found.her2.sentence.in_words, *rows]

    assert any(row.endswith(": 1+ with 5% stained") for row in rows)
    assert "IHC 1+ with 5% stained" in said
    assert not [words for words in said if "between" in words]
    assert findings_of(found.her2.deciding).score_against_percent == ("1+", "5")


def test_every_request_begins_with_name_birth_date_and_mrn(clinician_client, team):
    patient = PatientFactory(
        care_team=team, mrn="M7", metastatic_on="2016", birth_date="1961-05-09"
    )
    biopsy = BiopsyFactory(patient=patient, accession="S16-7")
    save_facts([HER2ReadingFactory.build(biopsy=biopsy, negative_without_score=True)], by=None)
    item = WorkItem.objects.get(patient=patient, why="find_score")
    chart = clinician_client.get(patient.get_absolute_url()).content.decode()
    page = clinician_client.get(reverse("patient_requests", args=[patient.pk])).content.decode()

    head = "Whitlock, Dana, born 9 May 1961, MRN M7\nSpecimen S16-7: "
    assert request_text(item).startswith(head)
    for shown in (chart, page):
        assert re.search(rf'class="request-text"[^>]*>{head}', shown)


def test_a_request_without_a_specimen_names_the_patient_too(team):
    patient = PatientFactory(care_team=team, mrn="M8")

    assert addressed("ESR1: please test", patient) == "Whitlock, Dana, MRN M8\nESR1: please test"
    assert addressed("", patient) == ""
