"""The timeline of one patient: by lanes and period, one drawing, and to take out."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.catalog.made_with import made_with
from biomarkers.chart.timeline import COOKIE, LookForm, TimelineCard, timeline_card, width_of
from patients.accounts.exporting import exports
from patients.audit.events import Action, log_patient_event
from patients.http import render_page, wants_fragment
from patients.readers import in_english
from patients.spreadsheets import csv_for_spreadsheets

from .access import sees_results
from .chart import Chart, chart_on_day, visible_patient
from .sheets import text_of_sheet

PICTURE_WIDTH = 1150  # of the picture that is taken out


def card_of(request: HttpRequest, chart: Chart, width: int | None = None) -> TimelineCard:
    """As the address asks, as wide as the browser showed it last."""
    known = width or width_of(request.COOKIES.get(COOKIE))
    return timeline_card(chart, LookForm(request.GET), known)


@require_safe
@sees_results
def patient_timeline(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The timeline alone, of some lanes or of a period; also the htmx answer on the chart."""
    chart, _ = chart_on_day(request, patient_id)
    return render_page(
        request,
        "biomarkers/timeline/timeline.html",
        "biomarkers/timeline/_timeline.html",
        {"chart": chart, "timeline": card_of(request, chart)},
    )


@require_safe
@sees_results
def timeline_drawing(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """One drawing, for the page that shows it, or as a picture where no script fetches it."""
    chart, _ = chart_on_day(request, patient_id)
    card = card_of(request, chart, width_of(request.GET.get("width")))
    if not wants_fragment(request):
        return _picture(request, card)
    context = {"layout": card.drawing, "timeline": card, "chart": chart}
    return render(request, "biomarkers/timeline/_timeline_svg.html", context)


@require_safe
@exports("biomarkers.view_her2assessment", reason=False)
def timeline_picture(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The drawing as a file, without name and number of the patient."""
    chart, _ = chart_on_day(request, patient_id)
    response = _picture(request, card_of(request, chart, PICTURE_WIDTH))
    log_patient_event(Action.EXPORT, patient_id, page="timeline picture")
    response["Content-Disposition"] = 'attachment; filename="timeline.svg"'
    return response


@require_http_methods(["GET", "POST"])
@exports("biomarkers.view_her2assessment", of=visible_patient)
@in_english()
def timeline_csv(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The facts of the table, without name and number of the patient."""
    chart, _ = chart_on_day(request, patient_id)
    facts = card_of(request, chart).facts
    rows = [
        (fact.on.text, fact.until.text if fact.until else "", fact.kind, fact.words)
        for fact in facts
    ]
    log_patient_event(Action.EXPORT, patient_id, page="timeline table", rows=len(rows))
    return HttpResponse(
        csv_for_spreadsheets(
            ("date", "until", "kind", "details"), rows, made_with=made_with(chart.catalog_version)
        ),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="timeline.csv"'},
    )


def _picture(request: HttpRequest, card: TimelineCard) -> HttpResponse:
    """A whole SVG with its colors inside, which the policy of this answer allows by their hash."""
    colors = _colors()
    context = {"layout": card.drawing, "ink": colors, "is_file": True, "made_with": made_with()}
    response = render(
        request, "biomarkers/timeline/_timeline_svg.html", context, content_type="image/svg+xml"
    )
    digest = b64encode(sha256(colors.encode()).digest()).decode()
    response._csp_update = {"style-src": [f"'sha256-{digest}'"]}  # type: ignore[attr-defined]
    return response


@cache
def _colors() -> str:
    dark = f"@media screen and (prefers-color-scheme: dark) {{{text_of_sheet('tokens-dark.css')}}}"
    return text_of_sheet("tokens.css") + dark + text_of_sheet("timeline-ink.css")
