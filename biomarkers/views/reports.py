"""Pathology reports: received for a patient, waiting in the queue, shown as what they became."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.actions import assign_report, receive_report
from biomarkers.domain.codes import ReportState
from biomarkers.models import PathologyReport, fingerprint_of
from biomarkers.reports import queue
from biomarkers.reports.arriving import Arriving, receive_files
from biomarkers.reports.forms import AssignForm, ReceiveForm
from biomarkers.reports.on_chart import is_taken_back
from biomarkers.reports.proposing import proposals_of
from biomarkers.reports.reader.splitting import split_reports
from biomarkers.reports.receiving import NoReport, tidy
from biomarkers.reports.reviewing import decided_pieces, proposed_pieces
from patients.audit.events import Action, log_user_event
from patients.audit.guests import refuse_guest
from patients.http import render_page
from patients.language import say, to_say
from patients.models import Patient

from .access import sees_results

UNREADABLE = 422
adds_readings = permission_required(
    ["biomarkers.add_her2reading", "biomarkers.add_receptorreading"], raise_exception=True
)


@require_http_methods(["GET", "POST"])
@adds_readings
def report_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.user), pk=patient_id)
    refuse_guest(request.user, patient)
    posted = request.method == "POST"
    form = ReceiveForm(*((request.POST, request.FILES) if posted else ()), label_suffix="")
    if posted and form.is_valid():
        files = form.cleaned_data["file"]
        if files:
            return _files_of(request, patient, files)
        try:
            texts = list(split_reports(tidy(form.cleaned_data["text"])))
            if not [text for text in texts if form.stops(text, patient)]:
                return _received_all(request, patient, texts)
        except NoReport as error:
            form.add_error("text", say("The report {wrong}.").format(wrong=error))
        except ValidationError as error:
            form.add_error(None, error.messages)
    status = UNREADABLE if form.errors else 200
    context = {"form": form, "patient": patient}
    return render(request, "biomarkers/reports/report_new.html", context, status=status)


def _files_of(request: HttpRequest, patient: Patient, files: list) -> HttpResponse:
    """Read by the worker; the page of the files says how far it is."""
    arriving = [Arriving(str(file.name), file.read(), patient) for file in files]
    upload = receive_files(team=patient.care_team, files=arriving, by=request.user)
    return redirect("report_upload", upload.pk)


def _received_all(request: HttpRequest, patient: Patient, texts: list[str]) -> HttpResponse:
    """Two reports in one text are two: all or none, reviewed one after the other."""
    if len(texts) > 1:
        received = say("{n} reports were received; this is the first.")
        messages.info(request, received.format(n=len(texts)))
    with transaction.atomic():
        answers = [_one(request, patient, text) for text in texts]
    return answers[0]


def _one(request: HttpRequest, patient: Patient, text: str) -> HttpResponse:
    """To its review, or to the same report where it is here already."""
    same = patient.reports.filter(fingerprint=fingerprint_of(text)).first()
    if same:
        received = say("This report was already received ({state}).")
        messages.info(request, received.format(state=say(same.get_state_display())))
        return redirect(same)
    report = receive_report(text=text, team=patient.care_team, patient=patient, by=request.user)
    return redirect("report_review", patient.pk, report.pk)


@require_safe
@sees_results
def report(request: HttpRequest, patient_id: UUID, report_id: UUID) -> HttpResponse:
    """The text as the source of what was taken from it; or, while it waits, what is proposed."""
    patient = get_object_or_404(Patient.objects.visible_to(request.user), pk=patient_id)
    reports = patient.reports.select_related("received_by", "reviewed_by")
    found = get_object_or_404(reports, pk=report_id)
    decisions = list(found.decisions.all())
    proposed = not decisions
    context = {
        "report": found,
        "patient": patient,
        "decisions": decisions,
        "is_taken_back": is_taken_back(found),
        "proposals": proposals_of(found) if proposed else (),
        "pieces": proposed_pieces(found) if proposed else decided_pieces(found, decisions),
    }
    return render(request, "biomarkers/reports/report.html", context)


@require_safe
@sees_results
def report_original(request: HttpRequest, patient_id: UUID, report_id: UUID) -> HttpResponse:
    """The PDF as it came. The address holds the patient: the trail records who opened it."""
    patient = get_object_or_404(Patient.objects.visible_to(request.user), pk=patient_id)
    with_pdf = patient.reports.select_related("original").filter(original__isnull=False)
    found = get_object_or_404(with_pdf, pk=report_id).original
    # No name stands in the name of the file.
    inline = {"Content-Disposition": 'inline; filename="report.pdf"'}
    return HttpResponse(bytes(found.data), content_type="application/pdf", headers=inline)


@require_safe
@adds_readings
def report_queue(request: HttpRequest) -> HttpResponse:
    aside = request.GET.get("state") == ReportState.SET_ASIDE
    state = ReportState.SET_ASIDE if aside else ReportState.WAITING
    page = queue.queue_page(request.user, state=state, after=_uuid(request.GET.get("after")))
    context = {"page": page, "aside": aside}
    return render_page(
        request,
        "biomarkers/reports/report_queue.html",
        "biomarkers/reports/_report_queue.html",
        context,
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
@adds_readings
def report_assign(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Whose is it? Said by a person, never guessed from the text."""
    nobodys = PathologyReport.objects.visible_to(request.user).filter(patient=None)
    found = get_object_or_404(nobodys, pk=report_id)
    form = AssignForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        patients = Patient.objects.in_teams_of(request.user)
        patient = patients.filter(mrn=form.cleaned_data["mrn"]).first()
        if patient is None:
            form.add_error("mrn", to_say("No patient in your care teams has this MRN."))
        elif not form.stops(found.text, patient) and _assigned(request, form, found, patient):
            return redirect(queue.address_of(found))
    log_user_event(Action.ACCESS, request.user, page="report_assign", report=str(found.pk))
    status = UNREADABLE if form.errors else 200
    context = {"form": form, "report": found, "pieces": proposed_pieces(found)}
    context["skip_to"] = queue.address_after(request.user, found)
    return render(request, "biomarkers/reports/report_assign.html", context, status=status)


def _assigned(request, form: AssignForm, found: PathologyReport, patient: Patient) -> bool:
    try:
        assign_report(report=found, patient=patient, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
