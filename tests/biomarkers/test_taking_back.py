"""Entered in error, restored, moved, undone: nothing is deleted, and nothing wrong counts."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from biomarkers.actions import keep_handout, take_step
from biomarkers.exchange.records.exporting import export_record
from biomarkers.models import Alteration, HER2Assessment, HER2Reading, WorkItem
from biomarkers.wording.grounds import task_sentence
from patients.actions import save_facts
from patients.changes.taking_back import enter_in_error, move_fact, restore
from patients.models import Agent, AgentGiven, AuditEvent, Biopsy, LineOfTreatment, Patient
from patients.models.fact import kinds_of_fact
from tests.exchange.folders import read_out
from tests.factories import (
    AgentGivenFactory,
    BiopsyFactory,
    CareTeamFactory,
    HER2ReadingFactory,
    PatientFactory,
)


@pytest.fixture
def patient(team):
    return PatientFactory(care_team=team, metastatic_on="2016")


@pytest.fixture
def reading(patient):
    """3+ of a biopsy with an alteration tested in it: what a wrong-patient report brings."""
    biopsy = BiopsyFactory.build(patient=patient, accession="S16-101")
    reading = HER2ReadingFactory.build(biopsy=biopsy)
    test = Alteration(
        patient=patient, biopsy=biopsy, tested_on="2017", gene="PIK3CA", result="detected"
    )
    save_facts([biopsy, reading, test], by=None)
    return reading


def category(patient) -> str:
    return HER2Assessment.objects.current().get(patient=patient).category


def test_a_biopsy_takes_its_readings_along_and_all_come_back_together(patient, reading, clinician):
    before = category(patient)

    mark = enter_in_error([reading.biopsy], why="wrong patient", by=clinician)
    without = category(patient), Biopsy.objects.count(), Alteration.objects.count()
    restore(mark, by=clinician)

    assert (before, without) == ("positive", ("undetermined", 0, 0))
    assert category(patient) == "positive"
    assert HER2Reading.objects.get() == reading


def test_who_took_it_out_when_and_why_is_on_the_audit_trail(reading, clinician):
    mark = enter_in_error([reading], why="typed for another patient", by=clinician)

    entry = AuditEvent.objects.get_for_object(reading).get(action=AuditEvent.Action.UPDATE)
    assert entry.actor == clinician
    assert entry.additional_data == {"why": "typed for another patient"}
    assert entry.changes_dict == {"in_error": ["None", str(mark.pk)]}


def test_nothing_leaves_the_record_without_a_reason(reading, clinician):
    with pytest.raises(ValidationError):
        enter_in_error([reading], why="", by=clinician)

    assert HER2Reading.objects.get().in_error is None


def test_the_right_fact_can_be_entered_where_the_wrong_one_was(reading, clinician):
    mark = enter_in_error([reading], why="typed wrong", by=clinician)
    right = HER2ReadingFactory.build(biopsy=reading.biopsy, ihc_score="1+")

    save_facts([right], by=clinician)

    with pytest.raises(ValidationError, match="already has a HER2 reading on this date"):
        restore(mark, by=clinician)
    assert HER2Reading.objects.get() == right


@pytest.mark.parametrize("kind", kinds_of_fact(), ids=lambda kind: kind.__name__)
def test_what_is_known_once_is_known_once_among_what_counts(kind):
    unique = [c for c in kind._meta.constraints if getattr(c, "fields", ())]

    assert all("in_error__isnull" in str(c.condition) for c in unique)


def test_a_reading_is_not_restored_into_a_biopsy_that_is_out(reading, clinician):
    mark = enter_in_error([reading], why="typed wrong", by=clinician)
    enter_in_error([reading.biopsy], why="wrong patient", by=clinician)

    with pytest.raises(ValidationError, match="Restore first what it belongs to: Biopsy: S16-101"):
        restore(mark, by=clinician)


def test_the_second_of_two_who_mark_one_fact_is_told(reading, clinician):
    enter_in_error([reading], why="wrong patient", by=clinician)

    with pytest.raises(ValidationError, match="entered in error by clinician on"):
        enter_in_error([reading], why="twice", by=None)


def test_what_rested_on_the_fact_becomes_a_task(patient, reading, clinician):
    keep_handout(patient=patient, answers=[], by=clinician)
    take_step(item=WorkItem.objects.first(), kind="discussed", outcome="wanted", by=clinician)

    mark = enter_in_error([reading.biopsy], why="wrong patient", by=clinician)

    task = WorkItem.objects.get(patient=patient, why="taken_back")
    today = f"{timezone.localdate():%-d %b %Y}"
    assert mark.rested_on.splitlines()[0] == f"Handout printed by clinician, {today}"
    assert mark.rested_on.splitlines()[1].startswith("Discussed: ")
    assert "Handout printed by clinician" in task_sentence(task.grounds)
    take_step(item=task, kind="unchanged", by=clinician)
    assert WorkItem.objects.get(patient=patient, why="taken_back").standing == "answered"


def test_a_request_about_another_specimen_does_not_rest_on_it(patient, reading, clinician):
    other = BiopsyFactory.build(patient=patient, accession="S20-7", collected_on="2020")
    unscored = HER2ReadingFactory.build(biopsy=other, negative_without_score=True)
    save_facts([other, unscored], by=clinician)
    item = WorkItem.objects.get(accession="S20-7", why="find_score")
    take_step(item=item, kind="requested", text="Which score?", by=clinician)

    assert enter_in_error([reading], why="wrong patient", by=clinician).rested_on == ""
    assert "S20-7" in enter_in_error([unscored], why="wrong patient", by=clinician).rested_on


def test_a_patient_entered_in_error_leaves_every_list_and_comes_back(patient, reading, clinician):
    mark = enter_in_error([patient], why="test entry", by=clinician)
    gone = (
        Patient.objects.count(),
        WorkItem.objects.count(),
        HER2Assessment.objects.current().count(),
    )
    restore(mark, by=clinician)

    assert gone == (0, 0, 0)
    assert category(patient) == "positive"


def test_an_export_holds_nothing_that_was_entered_in_error(team, patient, reading, clinician):
    enter_in_error([reading.biopsy], why="wrong patient", by=clinician)

    files = read_out(export_record(team, by=clinician))

    assert "S16-101" not in json.dumps({name: text.decode() for name, text in files.items()})
    assert "biopsies.csv" not in files


# Moving.


def test_a_biopsy_moves_with_all_that_belongs_to_it(team, patient, reading, clinician):
    right = PatientFactory(care_team=team)

    move_fact(reading.biopsy, to=right, why="wrong patient", by=clinician)

    assert (category(patient), category(right)) == ("undetermined", "positive")
    assert Alteration.objects.get().patient == right
    assert patient.errors.get().moved_to == right
    trail = AuditEvent.objects.filter(action=AuditEvent.Action.UPDATE)
    assert trail.filter(patient_id=patient.pk, additional_data__why="wrong patient").exists()
    assert trail.filter(patient_id=right.pk).exists()


def test_a_reading_moves_to_a_specimen_of_the_right_patient(team, reading, clinician):
    specimen = BiopsyFactory(patient=PatientFactory(care_team=team))

    with pytest.raises(ValidationError, match="Choose the biopsy"):
        move_fact(reading, to=specimen.patient, why="wrong patient", by=clinician)
    move_fact(reading, to=specimen.patient, why="wrong", by=clinician, specimen=specimen)

    assert HER2Reading.objects.get().biopsy == specimen


def test_a_line_number_stays_with_the_patient_whose_line_it_is(team, patient, clinician):
    given = AgentGivenFactory(
        patient=patient, line=LineOfTreatment.objects.create(patient=patient, number=2)
    )

    move_fact(given, to=PatientFactory(care_team=team), why="wrong patient", by=clinician)

    assert AgentGiven.objects.get().line is None


# By page.


def test_on_the_chart_it_stays_struck_through_with_who_and_why(clinician_client, patient, reading):
    url = reverse("fact_in_error", args=[patient.pk, "biopsy", reading.biopsy.pk])

    asked = clinician_client.get(url).content.decode()
    chart = clinician_client.post(url, {"why": "wrong patient"}, follow=True).content.decode()

    assert "HER2 reading: IHC 3+, read 9 May 2016" in asked
    assert "<del>Biopsy: S16-101, liver, 9 May 2016<br>" in chart
    assert "wrong patient · clinician" in chart
    restored = clinician_client.post(
        reverse("error_restore", args=[patient.pk, patient.errors.get().pk]), follow=True
    )
    assert "Restored: Biopsy: S16-101" in restored.content.decode()
    assert Biopsy.objects.get() == reading.biopsy


def undo_key(page: str) -> str:
    return page.split('name="key" value="')[1].split('"')[0]


def test_the_last_save_is_undone_from_its_message(clinician_client, patient):
    url = reverse("fact_new", args=[patient.pk, "progression"])
    page = clinician_client.post(url, {"on": "2021-02"}, follow=True).content.decode()

    undone = clinician_client.post(reverse("save_undo"), {"key": undo_key(page)}, follow=True)

    assert "Undone: Progression saved." in undone.content.decode()
    assert not patient.progressions.exists()
    assert patient.errors.get().why == "Undone right after it was saved"


def test_a_stop_that_is_undone_leaves_the_drug_ongoing(clinician_client, patient):
    given = AgentGivenFactory(patient=patient, agent=Agent.objects.get(name="letrozole"))
    url = reverse("agent_stop", args=[patient.pk, given.pk])
    stop = {"ended_on": "2021-02", "end_reason": "progression"}
    page = clinician_client.post(url, stop, follow=True).content.decode()

    clinician_client.post(reverse("save_undo"), {"key": undo_key(page)})

    given.refresh_from_db()
    assert (given.ended_on, given.end_reason) == (None, "")


def test_what_was_changed_on_top_is_not_undone(clinician_client, patient, clinician):
    url = reverse("fact_new", args=[patient.pk, "progression"])
    page = clinician_client.post(url, {"on": "2021-02"}, follow=True).content.decode()
    progression = patient.progressions.get()
    progression.site = "liver"
    save_facts([progression], by=clinician)

    undone = clinician_client.post(reverse("save_undo"), {"key": undo_key(page)}, follow=True)

    assert "was changed meanwhile. Nothing was undone." in undone.content.decode()
    assert patient.progressions.get().site == "liver"


def test_a_fact_moves_only_to_a_patient_of_the_own_teams(clinician_client, patient, reading, team):
    theirs = PatientFactory(care_team=CareTeamFactory(name="Second clinic"))
    mine = PatientFactory(care_team=team)
    url = reverse("fact_move", args=[patient.pk, "biopsy", reading.biopsy.pk])

    refused = clinician_client.post(url, {"mrn": theirs.mrn, "why": "wrong patient"})
    clinician_client.post(url, {"mrn": mine.mrn, "why": "wrong patient"})

    assert "No patient of your care teams has this MRN." in refused.content.decode()
    assert Biopsy.objects.get().patient == mine


def test_the_database_lets_no_patient_be_merged_who_still_counts(patient, team):
    patient.merged_into = PatientFactory(care_team=team)

    with pytest.raises(IntegrityError), transaction.atomic():
        patient.save()
