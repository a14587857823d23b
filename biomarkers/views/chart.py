from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from biomarkers.chart import Chart, chart_for, for_chart
from biomarkers.chart.timeline import COOKIE, LookForm, timeline_card, width_of
from biomarkers.entry import kinds as entry
from biomarkers.options.bands import sequence_of
from biomarkers.reports.on_chart import reports_card
from patients.audit.guests import may_write
from patients.fields import DayInput
from patients.http import wants_fragment
from patients.language import say
from patients.models import Patient

from .access import sees_patients, sees_results
from .panels import SHOWS, changed, panels_of


class AsOfForm(forms.Form):
    as_of = forms.DateField(label="As of", required=False, widget=DayInput)

    def clean_as_of(self) -> date | None:
        as_of = self.cleaned_data["as_of"]
        if as_of and as_of > timezone.localdate():
            raise forms.ValidationError(say("That date is in the future. Showing today."))
        return as_of


@require_safe
@sees_results
def patient_chart(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    try:
        chart, form = chart_on_day(request, patient_id)
    except Http404:
        if kept := _kept_instead(request, patient_id):
            return redirect(kept)
        raise
    # What is entered is known today; on an earlier day there is nothing to enter.
    enters = chart.is_today and _may_enter(request.user, chart.patient)
    kinds = entry.addable_kinds(chart.patient, request.user) if enters else []
    context = {"chart": chart, "form": form, "addable_kinds": kinds, "may_enter": bool(kinds)}
    context["reports"] = reports_card(chart.patient, chart.assessment)
    width = width_of(request.COOKIES.get(COOKIE))
    context["timeline"] = timeline_card(chart, LookForm({}), width)
    if request.GET.get("order") == "rank":
        context["sequence"] = sequence_of(chart.assessment)
    panels = panels_of(request, context)
    if wants_fragment(request):
        sent = {"panels": changed(panels, request.GET.getlist(SHOWS))}
        response = render(request, "biomarkers/chart/_changed_panels.html", sent)
    else:
        response = render(request, "biomarkers/chart/chart.html", {**context, "panels": panels})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _may_enter(user, patient: Patient) -> bool:
    """A guest reads; who came by a team is not asked about."""
    return not getattr(patient, "glass_ends_at", None) or may_write(user, patient)


def _kept_instead(request: HttpRequest, patient_id: UUID) -> Patient | None:
    """Of a patient who was merged: the one who was kept, if the user may see that one."""
    patients = Patient.objects.visible_to(request.user)
    kept = patients.filter(merged=patient_id).first()
    if kept:
        messages.info(request, f"This record was merged into {kept}.")
    return kept


@require_safe
@sees_patients
def patient_requests(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The questions to pathology, one after the other, ready to print."""
    chart, _ = chart_on_day(request, patient_id)
    requests = [step for step in chart.steps if step.request]
    return render(
        request, "biomarkers/worklist/requests.html", {"chart": chart, "requests": requests}
    )


def _visible_to(request: HttpRequest):
    return Patient.objects.visible_to(request.user).with_emergency_access(request.user)


def visible_patient(request: HttpRequest, patient_id: UUID) -> Patient:
    """404 for one whom the user may not see."""
    return get_object_or_404(_visible_to(request), pk=patient_id)


def chart_on_day(request: HttpRequest, patient_id: UUID) -> tuple[Chart, AsOfForm]:
    """The chart on the day that the address asks for, of a patient whom the user may see."""
    patient = get_object_or_404(for_chart(_visible_to(request)), pk=patient_id)
    today = timezone.localdate()
    form = AsOfForm({"as_of": request.GET.get("as_of") or today.isoformat()})
    as_of: date | None = form.cleaned_data["as_of"] if form.is_valid() else None
    return chart_for(patient, as_of=as_of or today, today=today), form
