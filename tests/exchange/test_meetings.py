"""Meetings of the tumor board go out beside the record folder, and come in again the same."""

import json

import pytest

from biomarkers.board.deciding import decide
from biomarkers.board.meetings import close_meeting, plan_meeting, put_on_list
from biomarkers.exchange.records.exporting import export_record
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import BoardCase, BoardDecision, BoardMeeting
from patients.actions import save_facts
from patients.models import CareTeam, Patient
from tests.factories import PatientFactory

from .folders import read_out, written

MEETINGS = "board_meetings.jsonl"


@pytest.fixture
def meetings(team, clinician):
    """One that is closed, with a decision on one of two patients, and one that is planned."""
    patients = [PatientFactory.build(care_team=team, mrn=mrn) for mrn in ("M1", "M2")]
    save_facts(patients, by=None)
    first = BoardMeeting(team=team, on="2026-10-01", starts_at="16:30", present="Anna, Berta")
    plan_meeting(first, by=clinician)
    for patient in reversed(patients):
        put_on_list(meeting=first, patient=patient, question="Next line?", by=clinician)
    decision = BoardDecision(
        patient=patients[0],
        meeting=first,
        on="2026-10-01",
        question="Next line?",
        outcome="proceed",
        text="capecitabine",
    )
    decide(decision, answers=[], seen={}, by=clinician)
    close_meeting(first, by=clinician)
    plan_meeting(BoardMeeting(team=team, on="2026-12-03"), by=clinician)
    return exported()


def exported() -> dict[str, bytes]:
    return read_out(export_record(CareTeam.objects.get(name="Breast clinic")))


def empty_the_record() -> None:
    BoardCase.objects.all().delete()
    BoardDecision.on_file.all().delete()
    BoardMeeting.objects.all().delete()
    Patient.on_file.all().delete()


def test_meetings_go_out_and_into_an_empty_record_the_same(meetings, tmp_path):
    empty_the_record()

    import_folder(written(tmp_path, meetings))

    assert exported() == meetings
    first, planned = BoardMeeting.objects.order_by("on")
    assert [case.patient.mrn for case in first.cases.all()] == ["M2", "M1"]
    assert BoardDecision.objects.get().meeting == first
    assert (first.is_closed, planned.is_closed) == (True, False)


def test_who_closed_a_meeting_and_has_no_login_here_stays_by_name(meetings, clinician, tmp_path):
    line, planned = meetings[MEETINGS].decode().splitlines()
    other = json.dumps({**json.loads(line), "closed_by": "Dr. Nobody"}, ensure_ascii=False)
    files = {**meetings, MEETINGS: f"{other}\n{planned}\n".encode()}
    empty_the_record()

    import_folder(written(tmp_path, files))

    closed = BoardMeeting.objects.get(closed_at__isnull=False)
    assert (closed.closed_by, closed.closer) == (None, "Dr. Nobody")
    assert exported() == files


def test_a_meeting_that_is_here_stays_as_it_is(meetings, tmp_path):
    BoardMeeting.objects.filter(closed_at=None).update(present="Carla")

    assert "Nothing changed" in import_folder(written(tmp_path, meetings)).summary

    assert BoardMeeting.objects.get(closed_at=None).present == "Carla"


@pytest.mark.parametrize(
    "wrong",
    [
        "no JSON",
        "[]",
        '{"name": "Tumor board"}',
        json.dumps(
            {"name": "A", "on": "soon", "starts_at": None, "present": "", "closed_at": None,
             "closed_by": "", "cases": []}
        ),
        json.dumps(
            {"name": "A", "on": "2026-10-01", "starts_at": None, "present": "", "closed_at": None,
             "closed_by": "", "cases": [{"mrn": "M9", "question": "?", "decision": None}]}
        ),
        json.dumps(
            {"name": "A", "on": "2026-10-01", "starts_at": None, "present": "", "closed_at": None,
             "closed_by": "", "cases": [7]}
        ),
    ],
    ids=["no JSON", "no object", "half", "no date", "patient of nowhere", "no case"],
)  # fmt: skip
def test_a_line_that_is_no_meeting_is_refused_with_its_place(team, tmp_path, wrong):
    with pytest.raises(Refused, match=f"{MEETINGS}:1"):
        import_folder(written(tmp_path, {MEETINGS: wrong}))

    assert not BoardMeeting.objects.exists()


def test_a_text_may_hold_any_sign_that_ends_a_line_elsewhere(meetings, tmp_path):
    line, planned = meetings[MEETINGS].decode().splitlines()
    pasted = {**json.loads(line), "present": "Anna\u2028Berta\x85"}
    files = {
        **meetings,
        MEETINGS: f"{json.dumps(pasted, ensure_ascii=False)}\n{planned}\n".encode(),
    }
    empty_the_record()

    import_folder(written(tmp_path, files))

    assert exported() == files


@pytest.mark.parametrize(
    "case",
    [
        {"mrn": ["M1"], "question": "", "decision": None},
        {"mrn": "", "question": "Next line?", "decision": None},
        {"mrn": "M1", "question": "Next line?", "decision": {"on": "2026-10-01"}},
    ],
)
def test_a_case_that_is_none_is_told_with_its_line(meetings, tmp_path, case):
    line = meetings[MEETINGS].decode().splitlines()[0]
    files = {**meetings, MEETINGS: json.dumps({**json.loads(line), "cases": [case]}).encode()}
    empty_the_record()

    with pytest.raises(Refused) as refused:
        import_folder(written(tmp_path, files))

    assert [fault.line for fault in refused.value.faults] == [1]
