"""The whole record of a care team as one file, with names or without, written by the worker."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required, user_passes_test
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from biomarkers.exchange.export_jobs import ask_for_export, file_of
from biomarkers.models import ExportJob, ExportKind, ExportState
from patients.accounts.exporting import exports
from patients.accounts.second_factor import needs_second_factor
from patients.audit.events import Action, log_user_event
from patients.audit.limits import rate_limited
from patients.http import render_page
from patients.language import say
from patients.models.access import teams_of

WITH_NAMES, WITHOUT_NAMES = "patients.export_records", "patients.export_deidentified"
NEEDS = {
    ExportKind.RECORD: WITH_NAMES,
    ExportKind.ASSESSMENTS: WITH_NAMES,
    ExportKind.DEIDENTIFIED: WITHOUT_NAMES,
    ExportKind.CHOSEN: WITH_NAMES,
}
NEWEST = 20
UNREADABLE = 422


def _may_export(user) -> bool:
    if user.is_authenticated and not any(map(user.has_perm, (WITH_NAMES, WITHOUT_NAMES))):
        raise PermissionDenied
    return user.is_authenticated


sees_exports = user_passes_test(_may_export)


@require_safe
@sees_exports
@needs_second_factor
def record_export(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, fault: str = "", status: int = 200) -> HttpResponse:
    mine = ExportJob.objects.filter(by=request.user.pk, team__in=teams_of(request.user))
    jobs = list(mine.select_related("team")[:NEWEST])
    context = {
        "teams": teams_of(request.user),
        "jobs": jobs,
        "is_moving": any(job.is_moving for job in jobs),
        "fault": fault,
    }
    response = render_page(
        request,
        "biomarkers/exchange/record_export.html",
        "biomarkers/exchange/_exports.html",
        context,
    )
    response.status_code = status
    return response


def _starts(kind: ExportKind) -> Callable[..., HttpResponse]:
    """The view that asks for an export of this kind, with the permission that it needs."""

    @require_POST
    @permission_required(NEEDS[kind], raise_exception=True)
    @needs_second_factor
    @rate_limited(Action.EXPORT)
    def start(request: HttpRequest, team_id: int) -> HttpResponse:
        team = get_object_or_404(teams_of(request.user), pk=team_id)
        reason = request.POST.get("reason", "")
        try:
            ask_for_export(team=team, kind=kind, reason=reason, by=request.user)
        except ValidationError:
            return _page(request, say("Enter the reason. Nothing was exported."), UNREADABLE)
        return redirect("record_export")

    return start


record_export_download = _starts(ExportKind.RECORD)
deidentified_download = _starts(ExportKind.DEIDENTIFIED)
assessments_download = _starts(ExportKind.ASSESSMENTS)


@require_safe
@exports(WITH_NAMES, WITHOUT_NAMES, reason=False)
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponse | FileResponse:
    """A file of a team of one's own, while it is kept, for who may have its kind."""
    ready = ExportJob.objects.filter(team__in=teams_of(request.user), state=ExportState.READY)
    job = get_object_or_404(ready, pk=export_id)
    if not request.user.has_perm(NEEDS[job.kind]):
        raise PermissionDenied
    try:
        file = file_of(job).open("rb")
    except FileNotFoundError:
        messages.error(request, say("The file is no longer there. Export again."))
        return redirect("record_export")
    log_user_event(
        Action.EXPORT, request.user, page="export_file", export=str(job.pk), why=job.reason
    )
    named = f"{job.kind}-{job.created_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=named)
