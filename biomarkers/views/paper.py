"""Pages on paper: the same template for the browser's printer and for PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from biomarkers.catalog.made_with import made_with
from biomarkers.chart import Chart
from biomarkers.domain.timeline import timeline_of
from biomarkers.domain.timeline.ink import Layout
from patients.language import say, to_say

from .sheets import text_of_sheet

PAPER_WIDTH = 690  # the drawing that fits a sheet
ROOM = 390  # pixels of a sheet that a usual patient's words leave
SMALLEST = 0.72  # of its size: words of 12 pixels are then still 6.5 points
NO_PANGO = to_say(
    "The PDF cannot be created on this server. Print the page from your browser instead. "
    "(System administrator: install Pango.)"
)


def sheet_of(chart: Chart, room: int = ROOM) -> dict[str, Any]:
    """What one sheet shows of a patient; the drawing is to fit into `room`, in pixels."""
    layouts = timeline_of(chart.assessment, widths=(PAPER_WIDTH,), is_today=chart.is_today).layouts
    drawing = layouts[0] if layouts else None
    return {
        "chart": chart,
        "drawing": drawing,
        "shown": _size_on_paper(drawing, room) if drawing else None,
        "made_with": made_with(chart.catalog_version),
    }


def printed(request: HttpRequest) -> dict[str, Any]:
    """What the foot of each page says, and the paper that was asked for."""
    return {
        "printed_at": timezone.localtime(),
        "printed_by": _name_of(request.user),
        "paper": request.GET.get("paper", "a4"),
    }


def pdf_of(request: HttpRequest, template: str, context: dict[str, Any], name: str) -> HttpResponse:
    """`name` of the file names no patient."""
    page = render_to_string(template, {**context, "ink": text_of_sheet("paper-ink.css")}, request)
    try:
        from weasyprint import CSS, HTML
    except OSError:
        return HttpResponse(say(NO_PANGO), status=503, content_type="text/plain")
    sheets = ["paper.css", *(["paper-letter.css"] if context["paper"] == "letter" else [])]
    here = request.build_absolute_uri()  # without it each link to a sheet is an error in the log
    pdf = HTML(string=page, base_url=here, url_fetcher=_nothing_from_elsewhere).write_pdf(
        stylesheets=[CSS(string=text_of_sheet(sheet)) for sheet in sheets]
    )
    inline = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=inline)


def _name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username()


def _size_on_paper(drawing: Layout, room: int) -> dict[str, int]:
    """Small enough for one sheet where that can still be read, else as it is."""
    scale = min(1, max(SMALLEST, room / drawing.height))
    return {"width": round(drawing.width * scale), "height": round(drawing.height * scale)}


def _nothing_from_elsewhere(url: str, *args, **kwargs):
    """The sheets are given as text; a page of ours names nothing else."""
    from weasyprint.urls import URLFetcherResponse

    return URLFetcherResponse(url, b"", {"Content-Type": "text/css"})
