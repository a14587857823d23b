"""Writes to a meeting and its list. All hold the meeting's row: a closed one is only read."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from biomarkers.models import BoardCase, BoardDecision, BoardMeeting
from patients.audit.recording import acting
from patients.changes.locking import lock_records
from patients.language import say, to_say
from patients.models import Patient


@transaction.atomic
def plan_meeting(meeting: BoardMeeting, *, by) -> None:
    """A new meeting. Raises ValidationError."""
    with acting(by):
        meeting.full_clean()
        meeting.save()


@transaction.atomic
def change_meeting(meeting: BoardMeeting, *, by, on, starts_at, name: str) -> None:
    """Another date, time or name. Raises ValidationError; the date of a decision stays."""
    meeting = _still_open(meeting)
    if on != meeting.on and _has_decided(meeting):
        raise ValidationError(to_say("The meeting has decided: its date stays."))
    meeting.on, meeting.starts_at, meeting.name = on, starts_at, name
    with acting(by):
        meeting.full_clean()
        meeting.save(update_fields=["on", "starts_at", "name"])


@transaction.atomic
def remove_meeting(meeting: BoardMeeting, *, by) -> None:
    """Raises ValidationError if it has decided, or has a patient of its team on its list."""
    meeting = _still_open(meeting)
    if _has_decided(meeting):
        raise ValidationError(to_say("A meeting with decisions stays."))
    if _cases(meeting).filter(patient__care_team=meeting.team_id).exists():
        raise ValidationError(to_say("Take the patients off the list first."))
    with acting(by):
        for case in _cases(meeting):  # of patients who left the team
            case.delete()
        meeting.delete()


@transaction.atomic
def note_present(meeting: BoardMeeting, present: str, *, by) -> None:
    """Who is in the meeting. Raises ValidationError."""
    meeting = _still_open(meeting)
    meeting.present = present
    with acting(by):
        meeting.full_clean()
        meeting.save(update_fields=["present"])


@transaction.atomic
def put_on_list(*, meeting: BoardMeeting, patient: Patient, question: str, by) -> BoardCase:
    """Last in the order. Raises ValidationError."""
    meeting = _still_open(meeting)
    if patient.care_team_id != meeting.team_id:
        raise ValidationError(to_say("This patient belongs to another care team than the meeting."))
    case = BoardCase(
        meeting=meeting, patient=patient, question=question, place=_cases(meeting).count() + 1
    )
    with acting(by):
        case.full_clean()
        case.save()
    return case


@transaction.atomic
def ask(case: BoardCase, question: str, *, by) -> None:
    """Put another question. Raises ValidationError if there is a decision on the old one."""
    _still_open(case.meeting)
    lock_records([case.patient_id])
    _refuse_if_decided(case, say("Its question stays."))
    case.question = question
    with acting(by):
        case.full_clean()
        case.save(update_fields=["question"])


@transaction.atomic
def move(case: BoardCase, by_places: int, *, by) -> None:
    """Up (-1) or down (+1) in the order. Raises ValidationError."""
    meeting = _still_open(case.meeting)
    cases = list(_cases(meeting))
    at = cases.index(case)
    cases.insert(max(0, at + by_places), cases.pop(at))
    _number(cases, by)


@transaction.atomic
def take_off_list(case: BoardCase, *, by) -> None:
    """Raises ValidationError if the meeting has decided already."""
    meeting = _still_open(case.meeting)
    lock_records([case.patient_id])
    _refuse_if_decided(case, say("The patient stays on the list."))
    with acting(by):
        case.delete()
    _number(list(_cases(meeting)), by)


@transaction.atomic
def close_meeting(meeting: BoardMeeting, *, by) -> None:
    """From now on it can only be read. Waits for decisions that are being saved."""
    meeting = _still_open(meeting)
    lock_records(_cases(meeting).values_list("patient", flat=True))
    meeting.closed_at, meeting.closed_by = timezone.now(), by
    with acting(by):
        meeting.full_clean()
        meeting.save(update_fields=["closed_at", "closed_by"])


def _still_open(meeting: BoardMeeting) -> BoardMeeting:
    """Its row, locked."""
    meetings = BoardMeeting.objects.select_for_update(of=("self",)).select_related("closed_by")
    stored = meetings.get(pk=meeting.pk)
    if stored.is_closed:
        closed = say("{who} closed this meeting. Nothing was saved.")
        raise ValidationError(closed.format(who=stored.closer))
    return stored


def _has_decided(meeting: BoardMeeting) -> bool:
    """Decisions that were entered in error count: they can come back."""
    return BoardDecision.on_file.filter(meeting=meeting).exists()


def _refuse_if_decided(case: BoardCase, so: str) -> None:
    decided = BoardDecision.objects.filter(patient=case.patient_id, meeting=case.meeting_id)
    if decided.exists():
        raise ValidationError(f"{say('The meeting has decided on this patient.')} {so}")


def _cases(meeting: BoardMeeting):
    return BoardCase.objects.filter(meeting=meeting)


def _number(cases: list[BoardCase], by) -> None:
    with acting(by):
        for place, case in enumerate(cases, start=1):
            if case.place != place:
                case.place = place
                case.save(update_fields=["place"])
