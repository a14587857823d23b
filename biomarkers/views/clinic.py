from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.catalog.made_with import made_with
from biomarkers.clinic import page, table
from biomarkers.clinic.forms import ClinicFilter
from patients.accounts.exporting import exports
from patients.audit.events import Action, log_user_event
from patients.models.access import teams_of
from patients.readers import in_english
from patients.spreadsheets import csv_lines

from .access import sees_results
from .sheets import text_of_sheet


@require_safe
@sees_results
def clinic(request: HttpRequest) -> HttpResponse:
    teams = list(teams_of(request.user).order_by("name"))
    if not teams:
        return render(request, "no_team.html")
    form = ClinicFilter(request.GET, teams=teams)
    context = {"form": form, "teams": teams, **page.context_of(form, timezone.localdate())}
    return render(request, "biomarkers/clinic/clinic.html", context)


@require_http_methods(["GET", "POST"])
@exports("biomarkers.view_her2assessment")
@in_english()
def clinic_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The numbers of the page with these filters: sums, and no patient."""
    teams = list(teams_of(request.user).order_by("name"))
    if not teams:
        return render(request, "no_team.html")
    form = ClinicFilter(request.GET, teams=teams)
    rows = list(page.table_of(form, timezone.localdate()))
    log_user_event(Action.EXPORT, request.user, page="clinic", rows=len(rows))
    attached = {"Content-Disposition": 'attachment; filename="clinic.csv"'}
    lines = csv_lines(table.HEADER, rows, made_with=made_with())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=attached)


@require_safe
@exports("biomarkers.view_her2assessment", reason=False)
def clinic_picture(request: HttpRequest, which: str) -> HttpResponse:
    """The flow or the curves of the page with these filters, as SVG: sums, and no patient."""
    teams = list(teams_of(request.user).order_by("name"))
    if not teams:
        return render(request, "no_team.html")
    picture = page.picture_of(ClinicFilter(request.GET, teams=teams), which, timezone.localdate())
    if picture is None:
        raise Http404
    log_user_event(Action.EXPORT, request.user, page=f"clinic picture: {which}", rows=0)
    context = {**picture, "ink": text_of_sheet("tokens.css")}
    context["ink"] += text_of_sheet("clinic-ink.css")
    attached = {"Content-Disposition": f'attachment; filename="{which}.svg"'}
    drawn = render_to_string("biomarkers/clinic/picture.svg", context, request)
    return HttpResponse(drawn.strip(), content_type="image/svg+xml", headers=attached)
