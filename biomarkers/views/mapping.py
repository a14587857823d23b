"""A mapping of another's table: proposed, corrected, saved, and taken out as a file."""

from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.exchange import jobs
from biomarkers.exchange.mapping_sheet import MappingSheet, save_mapping
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.uploads import Upload
from biomarkers.models import JobState, TableMapping
from patients.accounts.exporting import exports
from patients.audit.events import Action, log_user_event
from patients.models.access import teams_of

from .importing import UNREADABLE, job_of

MAP = "biomarkers.mapping_save"
may_map = permission_required(MAP, raise_exception=True)


@require_http_methods(["GET", "POST"])
@may_map
def mapping_new(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """What is proposed for the uploaded table; each look shows the first rows as they would be."""
    job = job_of(request, job_id)
    if job.state != JobState.MAPPING:
        return redirect("import_job", job_id)
    try:
        path = Upload.of(job.pk).path
        sheet = MappingSheet(job.file_name, path, request.POST or None, team=job.team.name)
    except Refused as refused:
        jobs.refuse(job=job, refused=refused, by=request.user)
        return redirect("import_job", job_id)
    saves = request.method == "POST" and "save" in request.POST
    if saves and sheet.can_be_saved:
        with transaction.atomic():
            by = request.user
            saved = save_mapping(team=job.team, name=sheet.name, text=sheet.text, by=by)
            jobs.check_with(job=job, mapping=saved.text, name=str(saved), by=by)
        return redirect("import_job", job_id)
    context = {"job": job, "sheet": sheet, "saves": saves}
    status = UNREADABLE if saves else 200
    return render(request, "biomarkers/exchange/mapping_new.html", context, status=status)


@require_safe
@exports(MAP, reason=False)
def mapping_download(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """As `import_table --mapping` reads it."""
    of_teams = TableMapping.objects.filter(team__in=teams_of(request.user))
    mapping = get_object_or_404(of_teams, pk=mapping_id)
    log_user_event(Action.EXPORT, request.user, page="mapping", mapping=str(mapping))
    name = f"{slugify(mapping.name) or 'mapping'}-{mapping.version}.toml"
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(mapping.text, content_type="application/toml", headers=attached)
