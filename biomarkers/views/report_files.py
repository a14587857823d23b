"""Files of reports: many at once for a team, and what became of each."""

from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biomarkers.models import PathologyReport, ReportUpload
from biomarkers.reports.arriving import is_stuck, read_again, read_despite, receive_files
from biomarkers.reports.forms import FilesForm
from biomarkers.reports.queue import address_of
from patients.audit.guests import refuse_guest
from patients.http import render_page, wants_fragment
from patients.models import Patient
from patients.models.access import teams_of

from .reports import UNREADABLE, adds_readings


@require_http_methods(["GET", "POST"])
@adds_readings
def report_upload_start(request: HttpRequest) -> HttpResponse:
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FilesForm(*bound, teams=teams_of(request.user))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        upload = receive_files(team=said["team"], files=said["arriving"], by=request.user)
        return redirect("report_upload", upload.pk)
    status = UNREADABLE if form.errors else 200
    return render(
        request, "biomarkers/reports/report_upload_start.html", {"form": form}, status=status
    )


@require_safe
@adds_readings
def report_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """One report alone is opened as soon as it is read."""
    upload = _upload_of(request, upload_id)
    files = list(_files(request, upload))
    received = [report for file in files for report in file.reports.all()]
    is_moving = any(file.is_waiting for file in files)
    if len(files) == len(received) == 1 and not is_moving:
        return _to_review(request, received[0])
    context = {
        "upload": upload,
        "files": files,
        "is_moving": is_moving,
        "done": sum(not file.is_waiting for file in files),
        "is_stuck": is_stuck(files),
    }
    return render_page(
        request,
        "biomarkers/reports/report_upload.html",
        "biomarkers/reports/_report_upload.html",
        context,
    )


def _upload_of(request: HttpRequest, upload_id: UUID) -> ReportUpload:
    uploads = ReportUpload.objects.visible_to(request.user).select_related("team")
    return get_object_or_404(uploads, pk=upload_id)


def _files(request: HttpRequest, upload: ReportUpload):
    """None of a patient whom the user may not see any more."""
    patients = Patient.objects.visible_to(request.user)
    reports = PathologyReport.objects.visible_to(request.user).defer("text")
    files = upload.files.defer("data").select_related("patient")
    mine = files.filter(Q(patient=None) | Q(patient__in=patients.values("pk")))
    return mine.prefetch_related(Prefetch("reports", queryset=reports.select_related("patient")))


def _to_review(request: HttpRequest, report: PathologyReport) -> HttpResponse:
    address = _open(report)
    if not wants_fragment(request):
        return redirect(address)
    return HttpResponse(headers={"HX-Redirect": address})


def _open(report: PathologyReport) -> str:
    """The review, the question whose it is, or what it became."""
    if report.is_open:
        return address_of(report).partition("?")[0]
    return report.get_absolute_url()


@require_POST
@adds_readings
def report_upload_again(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """A file that was stopped is this patient’s all the same; else what still waits is read."""
    upload = _upload_of(request, upload_id)
    if request.POST.get("file", "").isdecimal():
        file = get_object_or_404(_files(request, upload), pk=request.POST["file"])
        refuse_guest(request.user, file.patient)
        read_despite(file=file, by=request.user)
    else:
        read_again(upload=upload)
    return redirect("report_upload", upload.pk)
