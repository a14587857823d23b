"""The whole record of a care team, exported as one archive, with names or without."""

from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from biomarkers.exchange.archive_out import archive_of
from biomarkers.exchange.records.deidentifying import export_deidentified
from biomarkers.exchange.records.exporting import export_assessments, export_record
from patients.accounts.exporting import exports
from patients.accounts.second_factor import needs_second_factor
from patients.models.access import teams_of


def _may_export(user) -> bool:
    names = ("export_records", "export_deidentified")
    if user.is_authenticated and not any(user.has_perm(f"patients.{name}") for name in names):
        raise PermissionDenied
    return user.is_authenticated


sees_exports = user_passes_test(_may_export)


@require_safe
@sees_exports
@needs_second_factor
def record_export(request: HttpRequest) -> HttpResponse:
    return render(
        request, "biomarkers/exchange/record_export.html", {"teams": teams_of(request.user)}
    )


@require_POST
@exports("patients.export_records")
def record_export_download(request: HttpRequest, team_id: int) -> FileResponse:
    team = get_object_or_404(teams_of(request.user), pk=team_id)
    return archive_of(export_record(team, by=request.user), "record")


@require_POST
@exports("patients.export_deidentified")
def deidentified_download(request: HttpRequest, team_id: int) -> FileResponse:
    team = get_object_or_404(teams_of(request.user), pk=team_id)
    return archive_of(export_deidentified(team, by=request.user), "deidentified")


@require_POST
@exports("patients.export_records")
def assessments_download(request: HttpRequest, team_id: int) -> StreamingHttpResponse:
    team = get_object_or_404(teams_of(request.user), pk=team_id)
    lines = export_assessments(team, by=request.user)
    name = f"assessments-{timezone.localdate():%Y-%m-%d}.jsonl"
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="application/jsonl", headers=attached)
