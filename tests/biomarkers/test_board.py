"""The tumor board: a meeting and its list, decisions and the tasks they answer, closing."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from biomarkers.board.deciding import decide
from biomarkers.board.meetings import (
    close_meeting,
    move,
    plan_meeting,
    put_on_list,
    remove_meeting,
)
from biomarkers.domain.codes import BoardOutcome
from biomarkers.exchange.records.exporting import export_record
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import BoardCase, BoardDecision, BoardMeeting, Standing, WorkItem, WorkStep
from patients.actions import save_facts
from patients.changes.merge_plan import plan_of
from patients.changes.merging import merge, undo_merge
from patients.changes.taking_back import enter_in_error, restore
from patients.models import AuditEvent, CareTeam
from patients.models.fact import EnteredInError
from tests.exchange.folders import read_out
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

UNREADABLE = 422


def patient_of(team, name: str):
    """Called negative without a score: one task is to find it."""
    patient = PatientFactory(care_team=team, family_name=name, metastatic_on="2016")
    reading = HER2ReadingFactory.build(
        biopsy=BiopsyFactory(patient=patient), negative_without_score=True
    )
    save_facts([reading], by=None)
    return patient


@pytest.fixture
def meeting(team, clinician):
    meeting = BoardMeeting(team=team, on="2026-11-25")
    plan_meeting(meeting, by=clinician)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def cases(meeting, team, clinician):
    return [
        put_on_list(
            meeting=meeting, patient=patient_of(team, name), question=f"Next for {name}?",
            by=clinician,
        )
        for name in ("Whitlock", "Trent")
    ]  # fmt: skip


def url(case: BoardCase) -> str:
    return reverse("board_case", args=[case.patient_id, case.meeting_id])


def task_of(case: BoardCase) -> WorkItem:
    return WorkItem.objects.get(patient=case.patient_id, why="find_score")


def said(case: BoardCase, **more) -> dict:
    tasks = [f"{task.why} {task.accession}".strip() for task in [task_of(case)]]
    return {"outcome": "proceed", "text": "capecitabine now", "tasks": tasks, **more}


def decided(case: BoardCase, by, **more) -> BoardDecision:
    values = {"outcome": "proceed", "text": "capecitabine now", **more}
    decision = BoardDecision(
        patient=case.patient, meeting=case.meeting, on="2026-11-25", question=case.question,
        **values,
    )  # fmt: skip
    decide(decision, answers=[task_of(case)], seen={}, by=by)
    return decision


def test_a_decision_is_on_the_chart_the_timeline_the_worklist_and_the_trail(
    clinician_client, clinician, cases
):
    case = cases[0]
    response = clinician_client.post(
        url(case), said(case, outcome="reserved", reason="line 4 holds", decided_by="Moreno, Lind")
    )

    assert response.status_code == 302
    assert task_of(case).standing == Standing.ANSWERED
    step = WorkStep.objects.get(patient=case.patient_id, kind="discussed")
    assert (step.outcome, step.text) == ("later", "Tumor board: capecitabine now")
    chart = clinician_client.get(case.patient.get_absolute_url()).content.decode()
    assert "25 Nov 2026: reserve for later." in chart
    assert "Reason: line 4 holds" in chart
    assert "reserve for later: capecitabine now" in chart  # the table of the timeline
    listed = clinician_client.get(reverse("worklist")).content.decode()
    assert (
        "on the list of Tumor board, 25 Nov 2026" in listed
    )  # of the other one, still to be decided
    agenda = clinician_client.get(reverse("board_meeting", args=[case.meeting_id]))
    assert "1 decided, 1 open" in agenda.content.decode()
    decision = BoardDecision.objects.get()
    entry = AuditEvent.objects.get_for_object(decision).get()
    assert (entry.actor, entry.patient_id) == (clinician, case.patient_id)


@pytest.mark.parametrize("outcome", [BoardOutcome.RESERVED, BoardOutcome.NOT_APPROPRIATE])
def test_what_is_held_back_says_why(clinician_client, clinician, cases, outcome):
    response = clinician_client.post(url(cases[0]), said(cases[0], outcome=outcome))

    assert response.status_code == UNREADABLE
    assert "Enter the reason." in response.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardDecision.objects.create(
            patient=cases[0].patient, on="2026", question="?", text="no", outcome=outcome
        )


def test_more_information_first_answers_no_task(clinician_client, cases):
    clinician_client.post(url(cases[0]), said(cases[0], outcome="more_information"))

    assert BoardDecision.objects.get().outcome == "more_information"
    assert task_of(cases[0]).standing != Standing.ANSWERED


def test_the_second_of_two_people_is_told_and_nothing_is_saved(clinician_client, clinician, cases):
    decided(cases[0], clinician, text="wait for ISH")
    response = clinician_client.post(url(cases[0]), said(cases[0], text="start now"))

    page = response.content.decode()
    assert response.status_code == UNREADABLE
    assert "recorded “proceed: wait for ISH” while you were writing" in page
    assert "start now" in page  # what was typed is still there
    assert BoardDecision.objects.get().text == "wait for ISH"


def test_a_change_of_the_decision_says_why_and_tells_what_was_changed_meanwhile(
    clinician_client, clinician, cases
):
    decision = decided(cases[0], clinician)
    page = clinician_client.get(f"{url(cases[0])}?change").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    change = said(cases[0], outcome="more_information", seen=seen)

    assert clinician_client.post(url(cases[0]), change).status_code == UNREADABLE  # no reason
    response = clinician_client.post(url(cases[0]), {**change, "why": "heard more"})
    assert response.status_code == 302
    assert task_of(cases[0]).standing != Standing.ANSWERED  # it came back with the change

    late = clinician_client.post(url(cases[0]), {**change, "text": "later", "why": "second"})
    assert late.status_code == UNREADABLE
    assert "while you were editing" in late.content.decode()
    decision.refresh_from_db()
    assert (decision.outcome, decision.text) == ("more_information", "capecitabine now")


def test_a_closed_meeting_is_read_only(clinician_client, clinician, cases, meeting):
    decision = decided(cases[0], clinician)
    close_meeting(meeting, by=clinician)

    response = clinician_client.post(url(cases[1]), said(cases[1]))
    assert response.status_code == UNREADABLE
    assert "closed this meeting. Nothing was saved." in response.content.decode()
    assert "<textarea" not in clinician_client.get(url(cases[1])).content.decode()
    decision.text = "another word"
    with pytest.raises(ValidationError, match="closed this meeting"):
        save_facts([decision], by=clinician, why="late")
    with pytest.raises(ValidationError, match="closed this meeting"):
        move(cases[0], 1, by=clinician)
    with pytest.raises(ValidationError, match="closed this meeting"):
        put_on_list(meeting=meeting, patient=cases[0].patient, question="?", by=clinician)
    assert BoardDecision.objects.get().text == "capecitabine now"


def test_a_wrong_decision_leaves_the_record_with_what_it_answered_and_comes_back(
    clinician_client, clinician, cases, meeting
):
    decision = decided(cases[0], clinician)
    close_meeting(meeting, by=clinician)

    mark = enter_in_error([decision], why="wrong patient", by=clinician)
    assert task_of(cases[0]).standing == Standing.LISTED
    assert not WorkItem.objects.filter(patient=cases[0].patient_id, why="taken_back").exists()
    assert "capecitabine now" not in clinician_client.get(url(cases[0])).content.decode()

    restore(EnteredInError.objects.get(pk=mark.pk), by=clinician)
    assert task_of(cases[0]).standing == Standing.ANSWERED


def test_decisions_go_out_and_come_in(team, clinician, cases, tmp_path):
    decided(
        cases[0], clinician, outcome="reserved", reason="line 4 holds", until="2027-03-01",
        decided_by="Moreno, Lind",
    )  # fmt: skip
    for name, content in read_out(export_record(team)).items():
        (tmp_path / name).write_bytes(content)
    assert (tmp_path / "board_decisions.csv").exists()
    before = BoardDecision.objects.values().get()
    again = tmp_path / "again"
    again.mkdir()
    for path in tmp_path.glob("*.csv"):
        (again / path.name).write_text(re.sub(r"^M", "N", path.read_text(), flags=re.MULTILINE))

    import_folder(again, team=CareTeam.objects.create(name="Elsewhere").name)

    after = BoardDecision.objects.exclude(pk=before["id"]).values().get()
    differ = {name for name in after if after[name] != before[name]}
    assert differ == {"id", "patient_id", "meeting_id"}


def test_the_order_can_be_changed_and_pages_turn_without_script(clinician_client, cases, meeting):
    clinician_client.post(
        reverse("board_meeting", args=[meeting.pk]), {"do": "up", "case": cases[1].pk}
    )
    first, second = meeting.cases.order_by("place")

    assert (first, second) == (cases[1], cases[0])
    page = clinician_client.get(url(first)).content.decode()
    assert "1 of 2" in page
    assert f'rel="next" href="{url(second)}"' in page
    assert 'rel="prev"' not in page
    assert f'rel="prev" href="{url(first)}"' in clinician_client.get(url(second)).content.decode()


def test_one_pdf_has_a_page_or_more_a_patient_and_is_recorded(clinician_client, clinician, cases):
    decided(cases[0], clinician)
    response = clinician_client.get(reverse("board_pdf", args=[cases[0].meeting_id]))

    text = [page.extract_text() for page in PdfReader(BytesIO(response.content)).pages]
    assert "Next for Whitlock?" in text[0]
    assert "capecitabine now" in text[0]
    assert any("Next for Trent?" in page for page in text[1:])
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.PRINT).get()
    assert set(entry.additional_data["patients"]) == {str(case.patient_id) for case in cases}


def test_a_meeting_of_another_team_is_not_there(stranger_client, cases):
    for name in ("board_meeting", "board_pdf"):
        assert stranger_client.get(reverse(name, args=[cases[0].meeting_id])).status_code == 404
    assert stranger_client.get(url(cases[0])).status_code == 404
    assert "25 Nov 2026" not in stranger_client.get(reverse("board_meetings")).content.decode()


@pytest.mark.parametrize(("page", "queries"), [("board_meeting", 20), ("board_pdf", 45)])
def test_a_meeting_costs_the_same_for_two_patients_and_for_six(
    clinician_client, clinician, team, meeting, cases, page, queries, django_assert_max_num_queries
):
    address = reverse(page, args=[meeting.pk])
    for _ in range(2):
        with django_assert_max_num_queries(queries):
            assert clinician_client.get(address).status_code == 200
        for number in range(4 if meeting.cases.count() == 2 else 0):
            patient = patient_of(team, f"Hollis{number}")
            put_on_list(meeting=meeting, patient=patient, question="?", by=clinician)


def test_two_records_of_one_person_on_one_list_become_one_and_two_again(cases, clinician):
    kept, merged = (case.patient for case in cases)
    for case in cases:
        decided(case, clinician, text=f"for {case.patient.family_name}")
    plan = plan_of(kept, merged)
    assert "Board decision" in [pair.label for pair in plan.conflicts]

    done = merge(kept=kept, merged=merged, taken=[], why="one person", by=clinician)

    (decision,) = BoardDecision.objects.filter(patient=kept)
    assert decision.text == "for Whitlock"
    assert BoardCase.objects.filter(patient=kept).count() == 1
    assert undo_merge(done, by=clinician) == []
    assert BoardDecision.objects.get(patient=merged).text == "for Trent"


def test_a_decision_is_asked_for_from_the_day_of_the_meeting_on(clinician_client, cases, meeting):
    BoardMeeting.objects.update(on=timezone.localdate() + timedelta(days=3))

    page = clinician_client.get(url(cases[0])).content.decode()
    clinician_client.post(url(cases[0]), said(cases[0]))

    assert "A decision can be recorded from" in page
    assert 'name="outcome"' not in page
    assert not BoardDecision.objects.exists()
    agenda = clinician_client.get(reverse("board_meeting", args=[meeting.pk])).content.decode()
    assert "Record decision" not in agenda
    with pytest.raises(ValidationError, match=r"from .* on, the date of the meeting"):
        decided(BoardCase.objects.select_related("meeting").first(), None)


def test_a_meeting_is_moved_and_renamed_until_it_has_decided(
    clinician_client, clinician, cases, meeting
):
    page = reverse("board_meeting", args=[meeting.pk])
    moved = {"do": "change", "on": "2026-11-26", "starts_at": "08:15", "name": "Newcomer board"}

    clinician_client.post(page, moved)
    meeting.refresh_from_db()
    assert str(meeting) == "Newcomer board, 26 Nov 2026"
    entry = AuditEvent.objects.get_for_object(meeting).latest("timestamp")
    assert (entry.actor, {*entry.changes_dict}) == (clinician, {"on", "starts_at", "name"})
    chart = clinician_client.get(cases[0].patient.get_absolute_url()).content.decode()
    assert "Newcomer board, 26 Nov 2026</a>" in chart

    decided(cases[0], clinician)
    refused = clinician_client.post(page, {**moved, "on": "2026-11-27"}, follow=True)
    assert "The meeting has decided: its date stays." in refused.content.decode()
    chart = clinician_client.get(cases[0].patient.get_absolute_url()).content.decode()
    assert "Newcomer board 25 Nov 2026:" in chart


def test_a_meeting_is_not_moved_onto_another_of_its_name(clinician_client, clinician, meeting):
    plan_meeting(BoardMeeting(team=meeting.team, on="2026-11-26"), by=clinician)
    page = reverse("board_meeting", args=[meeting.pk])

    moved = {"do": "change", "on": "2026-11-26", "name": meeting.name}
    answer = clinician_client.post(page, moved, follow=True)

    assert "This meeting already exists." in answer.content.decode()


def test_only_an_empty_meeting_is_removed(clinician_client, clinician, cases, meeting):
    page = reverse("board_meeting", args=[meeting.pk])
    answer = clinician_client.post(page, {"do": "remove"}, follow=True)
    assert "Take the patients off the list first." in answer.content.decode()
    decision = decided(cases[0], clinician)
    enter_in_error([decision], why="another patient", by=clinician)
    with pytest.raises(ValidationError, match="A meeting with decisions stays"):
        remove_meeting(meeting, by=clinician)

    empty = BoardMeeting(team=meeting.team, on="2026-12-01")
    plan_meeting(empty, by=clinician)
    clinician_client.post(reverse("board_meeting", args=[empty.pk]), {"do": "remove"})

    assert list(BoardMeeting.objects.all()) == [meeting]
    assert AuditEvent.objects.get_for_object(empty).latest("timestamp").actor == clinician
