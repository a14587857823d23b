"""The tumor board: meetings, a meeting, one patient of it, its PDF."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.board import meetings
from biomarkers.board.deciding import decide, tasks_of
from biomarkers.board.forms import CaseForm, MeetingForm, PatientToBoardForm, PutOnListForm
from biomarkers.board.page import cases_of, meeting_page, meetings_for, meetings_page, turn_at
from biomarkers.chart import chart_for, for_chart
from biomarkers.chart.timeline import COOKIE, LookForm, timeline_card, width_of
from biomarkers.entry.pages import UNREADABLE, saved
from biomarkers.models import BoardCase, BoardDecision, BoardMeeting
from patients.audit.events import Action, log_user_event
from patients.audit.guests import may_write, refuse_guest
from patients.audit.models import SHOWN
from patients.models import Patient
from patients.models.access import teams_of

from .access import sees_results
from .paper import pdf_of, printed, sheet_of

DECIDES = ("biomarkers.add_boarddecision", "biomarkers.change_boarddecision")
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
    form = PutOnListForm(user=request.user)
    if request.method == "POST":
        if request.POST.get("do") == "add":
            form = PutOnListForm(request.POST, user=request.user)
        if _done(request, meeting, form):
            return redirect("board_meeting", meeting.pk)
    context = {
        "page": meeting_page(meeting, request.user),
        "form": form,
        "plans": not meeting.is_closed and request.user.has_perm("biomarkers.change_boardmeeting"),
    }
    status = UNREADABLE if form.errors else 200
    return render(request, "biomarkers/board/meeting.html", context, status=status)


def _done(request: HttpRequest, meeting: BoardMeeting, form: PutOnListForm) -> bool:
    """False where a form has to be shown again; what an action refuses is told on the next page."""
    if form.is_bound and not form.is_valid():
        return False
    action = _action(request, meeting, form)
    if action is None:
        messages.error(request, "This patient or button is not on the list. Nothing was saved.")
        return True
    try:
        action()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return True


def _action(
    request: HttpRequest, meeting: BoardMeeting, form: PutOnListForm
) -> Callable[[], Any] | None:
    by, do = request.user, request.POST.get("do", "")
    if do == "add":
        asked = {"patient": form.cleaned_data["mrn"], "question": form.cleaned_data["question"]}
        return lambda: meetings.put_on_list(meeting=meeting, by=by, **asked)
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
@sees_board
@sees_results
def board_case(request: HttpRequest, patient_id: UUID, meeting_id: int) -> HttpResponse:
    """One patient of the meeting: what decides, the question, and the decision."""
    if request.method == "POST" and not any(map(request.user.has_perm, DECIDES)):
        raise PermissionDenied
    meeting = get_object_or_404(meetings_for(request.user), pk=meeting_id)
    patients = for_chart(
        Patient.objects.visible_to(request.user).with_emergency_access(request.user)
    )
    patient = get_object_or_404(patients, pk=patient_id)
    cases = list(cases_of(meeting, request.user))
    case = next((case for case in cases if case.patient_id == patient_id), None)
    if case is None:
        messages.info(request, f"{patient.full_name} is not on the list of this meeting.")
        return redirect("board_meeting", meeting.pk)
    stored = meeting.decisions.filter(patient=patient).first()
    if request.method == "POST":
        _refuse_unless_decides(request, patient, stored)
    form = _case_form(request, case, stored)
    if response := _decided(request, form, patient, case):
        return response
    today = timezone.localdate()
    chart = chart_for(patient, as_of=today, today=today)
    context = {
        "case": case,
        "chart": chart,
        "turn": turn_at(case, cases),
        "timeline": timeline_card(chart, LookForm({}), width_of(request.COOKIES.get(COOKIE))),
        "decision": meeting.decisions.filter(patient=patient).first(),
        "form": form if _may_decide(request, patient, stored) else None,
        "opened": form.is_bound or "change" in request.GET,
    }
    status = UNREADABLE if form.errors else 200
    return render(request, "biomarkers/board/case.html", context, status=status)


def _may_decide(request: HttpRequest, patient: Patient, stored: BoardDecision | None) -> bool:
    verb = "change" if stored else "add"
    return request.user.has_perm(f"biomarkers.{verb}_boarddecision") and may_write(
        request.user, patient
    )


def _refuse_unless_decides(
    request: HttpRequest, patient: Patient, stored: BoardDecision | None
) -> None:
    refuse_guest(request.user, patient)
    if not _may_decide(request, patient, stored):
        raise PermissionDenied


def _case_form(request: HttpRequest, case: BoardCase, stored: BoardDecision | None) -> CaseForm:
    """Of the decision that the user saw: who began before there was one, saves a new one."""
    is_new = stored is None or (request.method == "POST" and "seen" not in request.POST)
    decision = stored
    if is_new:
        decision = BoardDecision(
            patient=case.patient,
            meeting=case.meeting,
            on=str(case.meeting.on),
            question=case.question,
            decided_by=case.meeting.present,
        )
    return CaseForm(
        request.POST or None,
        patient=case.patient,
        instance=decision,
        tasks=tasks_of(case.patient),
    )


def _decided(
    request: HttpRequest, form: CaseForm, patient: Patient, case: BoardCase
) -> HttpResponse | None:
    """On to the next page of the meeting, as the chart is where other saves lead."""

    def save():
        return decide(
            form.instance,
            answers=form.answers,
            seen=form.seen_values,
            why=form.cleaned_data.get("why", ""),
            by=request.user,
        )

    response = saved(request, form, patient, "Board decision saved.", save)
    return response and redirect("board_case", patient.pk, case.meeting_id)


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
            messages.success(request, f"{patient.list_name} is on the list of {meeting}.")
            return redirect("board_meeting", meeting.pk)
    context = {"form": form, "patient": patient, "has_meetings": coming.exists()}
    status = UNREADABLE if form.errors else 200
    return render(request, "biomarkers/board/patient_board.html", context, status=status)
