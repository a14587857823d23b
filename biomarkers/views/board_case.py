"""One patient of a meeting: what decides, the question, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from biomarkers.board.deciding import decide, tasks_of
from biomarkers.board.forms import CaseForm
from biomarkers.board.page import cases_of, meetings_for, turn_at
from biomarkers.chart import chart_for, for_chart
from biomarkers.chart.timeline import COOKIE, LookForm, timeline_card, width_of
from biomarkers.entry.pages import UNREADABLE, saved
from biomarkers.models import BoardCase, BoardDecision
from patients.audit.guests import may_write, refuse_guest
from patients.language import say
from patients.models import Patient

from .access import sees_results
from .board import sees_board

DECIDES = ("biomarkers.add_boarddecision", "biomarkers.change_boarddecision")


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
        missing = say("{patient} is not on the list of this meeting.")
        messages.info(request, missing.format(patient=patient.full_name))
        return redirect("board_meeting", meeting.pk)
    stored = meeting.decisions.filter(patient=patient).first()
    if request.method == "POST" and stored is None and meeting.is_ahead:
        return redirect("board_case", patient.pk, meeting.pk)  # which says from when on
    if request.method == "POST":
        _refuse_unless_decides(request, patient, case, stored)
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
        "form": form if _may_decide(request, patient, case, stored) else None,
        "opened": form.is_bound or "change" in request.GET,
    }
    status = UNREADABLE if form.errors else 200
    return render(request, "biomarkers/board/case.html", context, status=status)


def _may_decide(
    request: HttpRequest, patient: Patient, case: BoardCase, stored: BoardDecision | None
) -> bool:
    if stored is None and case.meeting.is_ahead:
        return False
    verb = "change" if stored else "add"
    return request.user.has_perm(f"biomarkers.{verb}_boarddecision") and may_write(
        request.user, patient
    )


def _refuse_unless_decides(
    request: HttpRequest, patient: Patient, case: BoardCase, stored: BoardDecision | None
) -> None:
    refuse_guest(request.user, patient)
    if not _may_decide(request, patient, case, stored):
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

    response = saved(request, form, patient, say("Board decision saved."), save)
    return response and redirect("board_case", patient.pk, case.meeting_id)
