"""Meetings of the tumor board, as JSON Lines beside the record folder.

A meeting is of a team and of no one patient. Programs that do not know the file ignore it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from biomarkers.models import BoardCase, BoardDecision, BoardMeeting
from patients.audit.recording import log_created
from patients.dates import PartialDate
from patients.models import CareTeam, Patient

from .columns import File
from .faults import Fault

MEETINGS = File("board_meetings.jsonl", ("on", "name"), [])
_WORDS = ("name", "present", "closed_by")
_KEYS = {*_WORDS, "on", "starts_at", "closed_at", "cases"}
_OF_CASE = {"mrn", "question", "decision"}
_OF_DECISION = {"on", "question"}


@dataclass(frozen=True)
class ReadMeeting:
    """One line; what it says is checked against the models when the team is known."""

    line: int
    meeting: BoardMeeting
    cases: list[dict[str, Any]]


def meetings_of(team: CareTeam) -> Iterator[dict[str, Any]]:
    """The oldest first; of each its patients in order, and the decision that it made on each."""
    decided = {
        (decision.meeting_id, decision.patient_id): decision
        for decision in BoardDecision.objects.filter(meeting__team=team)
    }
    listed: dict[int, list[BoardCase]] = {}
    cases = BoardCase.objects.filter(meeting__team=team, patient__care_team=team)
    for case in cases.filter(patient__in_error=None).select_related("patient"):
        listed.setdefault(case.meeting_id, []).append(case)
    for meeting in BoardMeeting.objects.filter(team=team).order_by("on", "name"):
        yield {
            "name": meeting.name,
            "on": meeting.on.isoformat(),
            "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else None,
            "present": meeting.present,
            "closed_at": meeting.closed_at.isoformat() if meeting.closed_at else None,
            "closed_by": meeting.closer,
            "cases": [
                _case(case, decided.get((meeting.pk, case.patient_id)))
                for case in listed.get(meeting.pk, [])
            ],
        }


def _case(case: BoardCase, decision: BoardDecision | None) -> dict[str, Any]:
    made = {"on": str(decision.on), "question": decision.question} if decision else None
    return {"mrn": case.patient.mrn, "question": case.question, "decision": made}


def read_meetings(path: Path) -> tuple[list[ReadMeeting], list[Fault]]:
    found, faults = [], []
    try:
        with path.open(encoding="utf-8", newline="\n") as file:  # U+2028 ends no line of JSON
            lines = list(file)
    except (OSError, UnicodeDecodeError):
        return [], [Fault(path.name, None, None, "cannot be read as text in UTF-8")]
    for number, line in enumerate(lines, 1):
        try:
            found.append(_read(number, json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            faults.append(
                Fault(path.name, number, None, "is not a meeting as this program exports")
            )
    return found, faults


def _read(line: int, said: dict[str, Any]) -> ReadMeeting:
    """Raises ValueError, TypeError, KeyError or AttributeError for anything else."""
    if set(said) != _KEYS or any(not isinstance(said[name], str) for name in _WORDS):
        raise ValueError(line)
    for case in said["cases"]:
        if (
            set(case) != _OF_CASE
            or not _are_texts(case["mrn"], case["question"])
            or not case["mrn"]
        ):
            raise ValueError(line)
        if decision := case["decision"]:
            if set(decision) != _OF_DECISION or not _are_texts(*decision.values()):
                raise ValueError(line)
            PartialDate(decision["on"])
    closed_at = datetime.fromisoformat(said["closed_at"]) if said["closed_at"] else None
    if closed_at and closed_at.tzinfo is None:
        raise ValueError(line)
    meeting = BoardMeeting(
        name=said["name"],
        on=date.fromisoformat(said["on"]),
        starts_at=time.fromisoformat(said["starts_at"]) if said["starts_at"] else None,
        present=said["present"],
        closed_at=closed_at,
        closed_by_name=said["closed_by"],
    )
    return ReadMeeting(line, meeting, said["cases"])


def _are_texts(*values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def write_meetings(read: list[ReadMeeting], team: CareTeam) -> tuple[int, list[Fault]]:
    """How many are new, after their patients and decisions. One that is here stays as it is."""
    faults, made = [], 0
    there = set(BoardMeeting.objects.filter(team=team).values_list("on", "name"))
    mrns = {case["mrn"] for one in read for case in one.cases}
    patients = {p.mrn: p for p in Patient.objects.filter(care_team=team, mrn__in=mrns)}
    for one in read:
        if (one.meeting.on, one.meeting.name) in there:
            continue
        there.add((one.meeting.on, one.meeting.name))
        try:
            _write(one, team, patients)
            made += 1
        except ValidationError as error:
            faults.append(Fault(MEETINGS.name, one.line, None, " ".join(error.messages)))
    return made, faults


def _write(one: ReadMeeting, team: CareTeam, patients: dict[str, Patient]) -> None:
    """Raises ValidationError."""
    meeting = one.meeting
    meeting.team = team
    users = get_user_model().objects.filter(username=meeting.closed_by_name)
    if meeting.closed_by_name and (user := users.first()):
        meeting.closed_by, meeting.closed_by_name = user, ""
    meeting.full_clean()
    meeting.save()
    log_created([meeting])
    for place, said in enumerate(one.cases, start=1):
        if said["mrn"] not in patients:
            raise ValidationError(f"The record has no patient with MRN {said['mrn']}.")
        patient = patients[said["mrn"]]
        case = BoardCase(meeting=meeting, patient=patient, question=said["question"], place=place)
        case.full_clean()
        case.save()
        log_created([case])
        if said["decision"]:
            _tie(patient, meeting, said["decision"])


def _tie(patient: Patient, meeting: BoardMeeting, said: dict[str, str]) -> None:
    """The decision came with its own file; here it learns of which meeting it is."""
    for decision in BoardDecision.objects.filter(
        patient=patient, meeting=None, on=PartialDate(said["on"]), question=said["question"]
    ):
        decision.meeting = meeting
        decision.save(update_fields=["meeting"])
