"""The whole record of a care team, taken out as one archive."""

import tempfile
import zipfile

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from biomarkers.exchange.records.exporting import export_assessments, export_record
from patients.accounts.second_factor import needs_second_factor
from patients.audit.events import Action
from patients.audit.limits import limited
from patients.models.access import teams_of


@require_safe
@permission_required("patients.export_records", raise_exception=True)
@needs_second_factor
def record_export(request: HttpRequest) -> HttpResponse:
    return render(
        request, "biomarkers/exchange/record_export.html", {"teams": teams_of(request.user)}
    )


@require_POST
@permission_required("patients.export_records", raise_exception=True)
@needs_second_factor
@limited(Action.EXPORT)
def record_export_download(request: HttpRequest, team_id: int) -> FileResponse:
    """The archive is made on disk and sent piece by piece."""
    team = get_object_or_404(teams_of(request.user), pk=team_id)
    archive = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, content in export_record(team, by=request.user):
            files.writestr(name, content)
    archive.seek(0)
    name = f"record-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(archive, as_attachment=True, filename=name)


@require_POST
@permission_required("patients.export_records", raise_exception=True)
@needs_second_factor
@limited(Action.EXPORT)
def assessments_download(request: HttpRequest, team_id: int) -> StreamingHttpResponse:
    team = get_object_or_404(teams_of(request.user), pk=team_id)
    lines = export_assessments(team, by=request.user)
    name = f"assessments-{timezone.localdate():%Y-%m-%d}.jsonl"
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="application/jsonl", headers=attached)
