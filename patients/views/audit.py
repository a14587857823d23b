"""The privacy officer's pages: the trail, and who looked at a record. Reading is recorded too."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from patients.accounts.exporting import exports
from patients.audit import reading
from patients.audit.events import Action, log_patient_event, log_user_event
from patients.language import say
from patients.models import Patient
from patients.paging import Page
from patients.readers import in_english
from patients.spreadsheets import csv_lines

UNREADABLE = 400
READ_TRAIL = "patients.view_auditevent"
reads_trail = permission_required(READ_TRAIL, raise_exception=True)


class PatientLookupForm(forms.Form):
    """Posted, so that no record number stands in an address."""

    mrn = forms.CharField(
        label="MRN", max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


@require_safe
@reads_trail
def audit(request: HttpRequest, patient_id: UUID | None = None) -> HttpResponse:
    return _page(request, patient_id)


def _page(request: HttpRequest, patient_id: UUID | None) -> HttpResponse:
    form = reading.TrailFilter(request.GET, label_suffix="")
    page = Page([], None)  # what cannot be read is told, not left out
    if form.is_valid():
        filters = form.cleaned_data
        page = reading.entries_page(reading.events_for(filters, patient_id), filters["after"])
    context = {
        "form": form,
        "find": PatientLookupForm(label_suffix=""),
        "page": page,
        "patient_id": patient_id,
        "patient": Patient.on_file.filter(pk=patient_id).first(),
    }
    status = UNREADABLE if form.errors else 200
    return render(request, "patients/audit.html", context, status=status)


@require_POST
@reads_trail
def audit_find(request: HttpRequest) -> HttpResponse:
    form = PatientLookupForm(request.POST)
    mrn = form.cleaned_data["mrn"] if form.is_valid() else ""
    patient = Patient.on_file.filter(mrn=mrn).first()
    if patient:
        return redirect("audit_patient", patient_id=patient.pk)
    messages.error(request, say("No patient has this MRN."))
    return redirect("audit")


@require_http_methods(["GET", "POST"])
@exports(READ_TRAIL)
@in_english()
def audit_csv(request: HttpRequest, patient_id: UUID | None = None) -> StreamingHttpResponse:
    form = reading.TrailFilter(request.GET)
    if not form.is_valid():
        return _page(request, patient_id)
    filters = form.cleaned_data
    if patient_id:
        log_patient_event(Action.EXPORT, patient_id, page="audit")
    else:
        log_user_event(Action.EXPORT, request.user, page="audit")
    rows = reading.rows_of(reading.events_for(filters, patient_id))
    attached = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    lines = csv_lines(reading.COLUMNS, rows, made_with=f"Second Look {settings.VERSION}")
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=attached)
