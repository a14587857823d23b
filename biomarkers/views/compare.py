"""Two dates side by side: what was known, and which options were gained and lost between them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import Assessment, assess
from biomarkers.options.between import met_only_in
from biomarkers.record.reading import patients_with_record, record_of
from patients.fields import DayInput
from patients.language import say
from patients.models import Patient

from .access import sees_results


class TwoDates(forms.Form):
    then = forms.DateField(widget=DayInput)
    now = forms.DateField(widget=DayInput)


@dataclass(frozen=True)
class Side:
    on: date
    assessment: Assessment
    heading: str
    regimens: tuple[str, ...]


@require_safe
@sees_results
def patient_compare(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patients = patients_with_record(Patient.objects.visible_to(request.user))
    patient = get_object_or_404(patients, pk=patient_id)
    record, catalog, today = record_of(patient), current_catalog(), timezone.localdate()
    entries = assess(record, catalog, today).history.entries
    usual = {"then": entries[0].on if entries else today, "now": today}
    form = TwoDates({**usual, **request.GET.dict()})
    days = form.cleaned_data if form.is_valid() else usual
    then, now = (assess(record, catalog, days[name]) for name in ("then", "now"))
    sides = [
        Side(days["then"], then, say("Criteria met only then"), met_only_in(then, now)),
        Side(days["now"], now, say("Criteria newly met"), met_only_in(now, then)),
    ]
    context = {"patient": patient, "form": form, "sides": sides}
    return render(request, "biomarkers/chart/compare.html", context)
