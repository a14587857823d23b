"""Imports by page: upload, look at the check, confirm or cancel, follow, take the report."""

from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biomarkers.catalog.made_with import made_with
from biomarkers.exchange import jobs, undo_jobs
from biomarkers.exchange.forms import UndoForm, UploadForm
from biomarkers.exchange.uploads import Upload
from biomarkers.models import ImportJob, JobState
from patients.accounts.exporting import exports
from patients.audit.events import Action, log_user_event
from patients.http import render_page
from patients.models import Patient
from patients.models.access import teams_of
from patients.spreadsheets import csv_for_spreadsheets

IMPORT = "biomarkers.import_records"
may_import = permission_required(IMPORT, raise_exception=True)
UNREADABLE = 422
NEWEST = 20
CHANGES_SHOWN = 100
REPORT = ("File", "Line", "Column", "Error")
CHANGES = ("What", "File", "Line", "Patient", "Row", "Column", "Old", "New")


def job_of(request: HttpRequest, job_id: UUID) -> ImportJob:
    """Of a team of one's own; 404 for any other."""
    found = ImportJob.objects.filter(team__in=teams_of(request.user)).select_related("team", "by")
    return get_object_or_404(found, pk=job_id)


@require_http_methods(["GET", "POST"])
@may_import
def import_start(request: HttpRequest) -> HttpResponse:
    teams = teams_of(request.user)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    too_large = getattr(request, "upload_too_large", False)
    form = UploadForm(*bound, teams=teams, too_large=too_large)
    if request.method == "POST" and form.is_valid():
        mapping, name = form.mapping
        said = form.cleaned_data
        job = jobs.start_import(
            team=said["team"],
            uploaded=said["file"],
            mapping=mapping,
            mapping_name=name,
            by=request.user,
        )
        return redirect("mapping_new" if job.state == JobState.MAPPING else "import_job", job.pk)
    newest = ImportJob.objects.filter(team__in=teams).select_related("team", "by")[:NEWEST]
    status = UNREADABLE if form.errors else 200
    context = {"form": form, "jobs": newest}
    return render(request, "biomarkers/exchange/import_start.html", context, status=status)


@require_safe
@may_import
def import_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    job = job_of(request, job_id)
    jobs.fail_if_worker_died(job)
    progress = Upload.of(job.pk).progress if job.is_worked_on else None
    _read_patients(job)
    context = {
        "job": job,
        "progress": progress,
        "shown": job.faults[:NEWEST],
        "changes": job.changes[:CHANGES_SHOWN],
        "effects": job.effects[:CHANGES_SHOWN],
        "warnings": job.warnings[:CHANGES_SHOWN],
        "new_patients": job.new_patients[:CHANGES_SHOWN],
    }
    return render_page(
        request,
        "biomarkers/exchange/import_job.html",
        "biomarkers/exchange/_import_job.html",
        context,
    )


def _read_patients(job: ImportJob) -> None:
    """Those whom the page will name: read here, they are on the trail as shown."""
    named = {change[3] for change in job.changes[:CHANGES_SHOWN]}
    named |= {effect[0] for effect in job.effects[:CHANGES_SHOWN]}
    named |= {*job.new_patients[:CHANGES_SHOWN]}
    list(Patient.on_file.filter(mrn__in=named).only("mrn"))


@require_POST
@may_import
def import_confirm(request: HttpRequest, job_id: UUID) -> HttpResponse:
    jobs.confirm(job=job_of(request, job_id), by=request.user)
    return redirect("import_job", job_id)


@require_POST
@may_import
def import_cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    jobs.cancel(job=job_of(request, job_id), by=request.user)
    return redirect("import_job", job_id)


@require_POST
@may_import
def import_erase(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The check again, with empty cells that erase."""
    jobs.erase_too(job=job_of(request, job_id), by=request.user)
    return redirect("import_job", job_id)


@require_http_methods(["GET", "POST"])
@may_import
def import_undo(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """What would be taken back, and why it is: asked once more before it is done."""
    job = job_of(request, job_id)
    if job.state != JobState.DONE or job.wrote is None:
        return redirect("import_job", job_id)
    form = UndoForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        undo_jobs.undo(job=job, reason=form.cleaned_data["why"], by=request.user)
        return redirect("import_job", job_id)
    status = UNREADABLE if form.errors else 200
    context = {"job": job, "form": form}
    return render(request, "biomarkers/exchange/import_undo.html", context, status=status)


@require_http_methods(["GET", "POST"])
@exports(IMPORT, of=job_of)
def import_changes(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Every changed cell, old and new, the gravest first."""
    job = job_of(request, job_id)
    log_user_event(Action.EXPORT, request.user, page="import_changes", job=str(job.pk))
    return _csv("import-changes.csv", CHANGES, job.changes)


@require_http_methods(["GET", "POST"])
@exports(IMPORT, of=job_of)
def import_report(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Every fault with its place; of an import that went well, what it did."""
    job = job_of(request, job_id)
    log_user_event(Action.EXPORT, request.user, page="import_report", job=str(job.pk))
    rows = job.faults or [
        [file, None, None, f"{new} new, {changed} changed, {same} same"]
        for file, new, changed, same in job.counts
    ]
    rows = [*rows, *([why, None, None, f"{count} skipped"] for why, count in job.left_out.items())]
    rows = [*rows, *([*place, f"warning: {told}"] for *place, told in job.warnings)]
    return _csv("import-report.csv", REPORT, rows)


def _csv(name: str, header: tuple[str, ...], rows: list) -> HttpResponse:
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = csv_for_spreadsheets(header, rows, made_with=made_with())
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=attached)
