"""The tumor board: its meetings, the list of one, its PDF."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.board import meetings
from biomarkers.board.forms import MeetingChangeForm, MeetingForm, PatientToBoardForm, PutOnListForm
from biomarkers.board.page import cases_of, meeting_page, meetings_for, meetings_page
from biomarkers.chart import chart_for, for_chart
from biomarkers.entry.pages import UNREADABLE
from biomarkers.models import BoardMeeting
from patients.audit.events import Action, log_user_event
from patients.audit.guests import refuse_guest
from patients.audit.models import SHOWN
from patients.language import say
from patients.models import Patient
from patients.models.access import teams_of

from .access import sees_results
from .paper import pdf_of, printed, sheet_of

ROOM = 300  # pixels that question and decision leave for the drawing

sees_board = permission_required("biomarkers.view_boardmeeting", raise_exception=True)
plans_board = permission_required("biomarkers.change_boardmeeting", raise_exception=True)


@require_http_methods(["GET", "POST"])
@sees_board
def board_meetings(request: HttpRequest) -> HttpResponse:
    teams = teams_of(request.user)
    plans = request.user.has_perm("biomarkers.add_boardmeeting")
    if request.method == "POST" and not plans:
        raise PermissionDenied
    initial = {"on": timezone.localdate(), "team": teams.first()}
    form = MeetingForm(request.POST or None, teams=teams, initial=initial)
    if request.method == "POST" and form.is_valid():
        meeting = form.meeting
        try:
            meetings.plan_meeting(meeting, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("board_meeting", meeting.pk)
    after = request.GET.get("after", "")
    page = meetings_page(request.user, int(after) if after.isdecimal() else None)
    context = {"page": page, "form": form if plans else None}
    status = UNREADABLE if form.errors else 200
    return render(request, "biomarkers/board/meetings.html", context, status=status)


@require_http_methods(["GET", "POST"])
@sees_board
def board_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Its list. Each button posts what it does (`do`), and to which patient (`case`)."""
    if request.method == "POST" and not request.user.has_perm("biomarkers.change_boardmeeting"):
        raise PermissionDenied
    meeting = get_object_or_404(meetings_for(request.user), pk=meeting_id)
    do = request.POST.get("do")
    form = PutOnListForm(request.POST if do == "add" else None, user=request.user)
    change = MeetingChangeForm(request.POST if do == "change" else None, instance=meeting)
    if request.method == "POST" and _done(request, meeting, change if do == "change" else form):
        is_left = meetings_for(request.user).filter(pk=meeting.pk).exists()
        return redirect("board_meeting", meeting.pk) if is_left else redirect("board_meetings")
    context = {
        "page": meeting_page(meeting, request.user),
        "form": form,
        "change_form": change,
        "plans": not meeting.is_closed and request.user.has_perm("biomarkers.change_boardmeeting"),
    }
    status = UNREADABLE if form.errors or change.errors else 200
    return render(request, "biomarkers/board/meeting.html", context, status=status)


def _done(request: HttpRequest, meeting: BoardMeeting, form: BaseForm) -> bool:
    """False where a form has to be shown again; what an action refuses is told on the next page."""
    if form.is_bound and not form.is_valid():
        return False
    action = _action(request, meeting, form)
    if action is None:
        wrong = say("This patient or button is not on the list. Nothing was saved.")
        messages.error(request, wrong)
        return True
    try:
        action()
    except ValidationError as error:
        messages.error(request, " ".join(map(say, error.messages)))
    return True


def _action(
    request: HttpRequest, meeting: BoardMeeting, form: BaseForm
) -> Callable[[], Any] | None:
    by, do = request.user, request.POST.get("do", "")
    if do == "add":
        asked = {"patient": form.cleaned_data["mrn"], "question": form.cleaned_data["question"]}
        return lambda: meetings.put_on_list(meeting=meeting, by=by, **asked)
    if do == "change":
        return lambda: meetings.change_meeting(meeting, by=by, **form.cleaned_data)
    if do == "remove":
        return lambda: meetings.remove_meeting(meeting, by=by)
    if do == "close":
        return lambda: meetings.close_meeting(meeting, by=by)
    if do == "present":
        names = request.POST.get("present", "").strip()
        return lambda: meetings.note_present(meeting, names, by=by)
    case = cases_of(meeting, by).filter(pk=_number(request.POST.get("case", ""))).first()
    if case is None:
        return None
    question = request.POST.get("question", "").strip()
    of_case: dict[str, Callable[[], Any]] = {
        "up": lambda: meetings.move(case, -1, by=by),
        "down": lambda: meetings.move(case, 1, by=by),
        "off": lambda: meetings.take_off_list(case, by=by),
        "ask": lambda: meetings.ask(case, question, by=by),
    }
    return of_case.get(do)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


@require_safe
@sees_board
@sees_results
def board_pdf(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """A page for each patient, in the order of the list; all of them are on the trail."""
    meeting = get_object_or_404(meetings_for(request.user), pk=meeting_id)
    page = meeting_page(meeting, request.user)
    patients = for_chart(Patient.objects.visible_to(request.user)).in_bulk(
        [row.case.patient_id for row in page.rows]
    )
    today = timezone.localdate()
    sheets = [
        {
            "row": row,
            **sheet_of(chart_for(patients[row.case.patient_id], as_of=today, today=today), ROOM),
        }
        for row in page.rows
    ]
    log_user_event(Action.PRINT, request.user, page="board_pdf", **{SHOWN: [*map(str, patients)]})
    context = {"page": page, "sheets": sheets, **printed(request)}
    return pdf_of(request, "biomarkers/board/meeting_pdf.html", context, "tumor-board")


@require_http_methods(["GET", "POST"])
@plans_board
def patient_board(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Put a patient on the list of a meeting, from the chart or the worklist."""
    patient = get_object_or_404(Patient.objects.visible_to(request.user), pk=patient_id)
    refuse_guest(request.user, patient)
    coming = meetings_for(request.user).filter(team=patient.care_team_id, closed_at=None)
    form = PatientToBoardForm(request.POST or None, meetings=coming.order_by("on", "pk"))
    if request.method == "POST" and form.is_valid():
        meeting = form.cleaned_data["meeting"]
        question = form.cleaned_data["question"]
        try:
            meetings.put_on_list(
                meeting=meeting, patient=patient, question=question, by=request.user
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            put = say("{patient} is on the list of {meeting}.")
            messages.success(request, put.format(patient=patient.list_name, meeting=meeting.words))
            return redirect("board_meeting", meeting.pk)
    context = {"form": form, "patient": patient, "has_meetings": coming.exists()}
    status = UNREADABLE if form.errors else 200
    return render(request, "biomarkers/board/patient_board.html", context, status=status)
