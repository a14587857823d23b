"""One page for the tumor board."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .access import sees_results
from .chart import chart_on_day
from .paper import pdf_of, printed, sheet_of

TEMPLATE = "biomarkers/chart/summary.html"


@require_safe
@sees_results
def patient_summary(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    return render(request, TEMPLATE, _context(request, patient_id))


@require_safe
@sees_results
def patient_summary_pdf(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    return pdf_of(request, TEMPLATE, _context(request, patient_id), "summary")


def _context(request: HttpRequest, patient_id: UUID) -> dict:
    chart, _ = chart_on_day(request, patient_id)
    return {**sheet_of(chart), **printed(request)}
