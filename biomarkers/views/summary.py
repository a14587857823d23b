"""One page for the tumor board: the same template for the browser's printer and for PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from biomarkers.catalog.made_with import made_with
from biomarkers.domain.timeline import timeline_of
from biomarkers.domain.timeline.ink import Layout

from .access import sees_results
from .chart import chart_on_day
from .sheets import text_of_sheet

PAPER_WIDTH = 690  # the drawing that fits a sheet
ROOM = 390  # pixels of a sheet that a usual patient's words leave
SMALLEST = 0.72  # of its size: words of 12 pixels are then still 6.5 points
NO_PANGO = (
    "The PDF cannot be created on this server. Print the summary from your browser instead. "
    "(System administrator: install Pango.)"
)


@require_safe
@sees_results
def patient_summary(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    return render(request, "biomarkers/chart/summary.html", _context(request, patient_id))


@require_safe
@sees_results
def patient_summary_pdf(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    context = {**_context(request, patient_id), "ink": text_of_sheet("paper-ink.css")}
    page = render_to_string("biomarkers/chart/summary.html", context, request)
    try:
        from weasyprint import CSS, HTML
    except OSError:
        return HttpResponse(NO_PANGO, status=503, content_type="text/plain")
    sheets = ["paper.css", *(["paper-letter.css"] if context["paper"] == "letter" else [])]
    pdf = HTML(string=page, url_fetcher=_nothing_from_elsewhere).write_pdf(
        stylesheets=[CSS(string=text_of_sheet(sheet)) for sheet in sheets]
    )
    # No name stands in the name of the file.
    inline = {"Content-Disposition": 'inline; filename="summary.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=inline)


def _context(request: HttpRequest, patient_id: UUID) -> dict:
    chart, _ = chart_on_day(request, patient_id)
    layouts = timeline_of(chart.assessment, widths=(PAPER_WIDTH,), is_today=chart.is_today).layouts
    drawing = layouts[0] if layouts else None
    return {
        "chart": chart,
        "drawing": drawing,
        "shown": _size_on_paper(drawing) if drawing else None,
        "printed_at": timezone.localtime(),
        "printed_by": request.user.get_full_name() or request.user.get_username(),
        "made_with": made_with(chart.catalog_version),
        "paper": request.GET.get("paper", "a4"),
    }


def _size_on_paper(drawing: Layout) -> dict[str, int]:
    """Small enough for one sheet where that can still be read, else as it is."""
    scale = min(1, max(SMALLEST, ROOM / drawing.height))
    return {"width": round(drawing.width * scale), "height": round(drawing.height * scale)}


def _nothing_from_elsewhere(url: str, *args, **kwargs):
    """The sheets are given as text; a page of ours names nothing else."""
    return {"string": b"", "mime_type": "text/css"}
