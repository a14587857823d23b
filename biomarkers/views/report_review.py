"""A person goes through what a report seems to say; only what they take enters the record."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from biomarkers.actions import reject_report, review_report, set_aside_report
from biomarkers.entry.preview import preview_of
from biomarkers.models import PathologyReport
from biomarkers.record.reading import patients_with_record
from biomarkers.reports import queue
from biomarkers.reports.amending import amended_by
from biomarkers.reports.forms import DismissForm
from biomarkers.reports.reviewing import Review
from biomarkers.reports.whose import names_another
from patients.audit.guests import refuse_guest
from patients.http import wants_fragment
from patients.language import Words, say, to_say
from patients.models import Patient

from .reports import UNREADABLE, adds_readings

DECIDE_EACH = to_say(
    "The text names another patient: decide each field by itself, or reject the report."
)
NOTHING = to_say("No values were confirmed. To keep none, reject the report and give a reason.")
PUT_AWAY = {"reject": reject_report, "set_aside": set_aside_report}
DONE = Words(
    {
        "reject": "Report of {patient} rejected.",
        "set_aside": "Report of {patient} set aside.",
        "confirm": "Report of {patient} confirmed.",
    }
)


@require_http_methods(["GET", "POST"])
@adds_readings
def report_review(request: HttpRequest, patient_id: UUID, report_id: UUID) -> HttpResponse:
    patients = patients_with_record(Patient.objects.visible_to(request.user))
    patient = get_object_or_404(patients, pk=patient_id)
    refuse_guest(request.user, patient)
    report = get_object_or_404(patient.reports.select_related("reviewed_by"), pk=report_id)
    if not report.is_open:
        done = say("This report has already been {state}.")
        messages.info(request, done.format(state=say(report.get_state_display())))
        return redirect(report)
    do = request.POST.get("do", "") if request.method == "POST" else None
    if do in PUT_AWAY:
        return _put_away(request, report, patient, do)
    rest = do in ("rest", "preview")
    data = None if do is None else request.POST
    review = Review(report, patient, request.user, data, rest=rest, careful=do != "preview")
    if do == "preview":
        return _previewed(request, review, patient)
    whose = names_another(report.text, patient)
    errors = [DECIDE_EACH] if whose and do == "rest" else []
    if do is not None and not errors and review.is_valid():
        errors = _confirmed(request, review)
        if not errors:
            return _done(request, report, "confirm")
    return _page(request, review, patient, errors=errors, whose=whose, is_wrong=do is not None)


def _confirmed(request: HttpRequest, review: Review) -> list[str]:
    """What stands in the way; none where the record now has it."""
    if not review.facts:
        return [NOTHING]
    try:
        review_report(
            report=review.report,
            facts=review.facts,
            decisions=review.decisions,
            amended=amended_by(review.report, review.facts, review.replaced),
            replaced=review.replaced,
            by=request.user,
        )
    except ValidationError as error:
        return error.messages
    return []


def _previewed(request: HttpRequest, review: Review, patient: Patient) -> HttpResponse:
    """What the record would say, if all that stands in the form and is not rejected were taken."""
    readable = review.is_valid() and review.facts
    preview = preview_of(patient, *review.facts, without=review.replaced) if readable else None
    if wants_fragment(request):
        context = {"preview": preview, "asked": True}
        return render(request, "biomarkers/reports/_report_preview.html", context)
    return _page(request, review, patient, preview=preview)


def _put_away(
    request: HttpRequest, report: PathologyReport, patient: Patient, do: str
) -> HttpResponse:
    form = DismissForm(request.POST)
    errors = [] if form.is_valid() else form.errors["why"]
    if not errors:
        try:
            PUT_AWAY[do](report=report, why=form.cleaned_data["why"], by=request.user)
        except ValidationError as error:
            errors = error.messages
    if not errors:
        return _done(request, report, do)
    review = Review(report, patient, request.user)
    return _page(request, review, patient, put_away=form, put_away_errors=errors, is_wrong=True)


def _done(request: HttpRequest, report: PathologyReport, did: str) -> HttpResponse:
    """Back to where one came from: the chart, or the next report of the queue."""
    patient = report.patient
    messages.success(request, DONE[did].format(patient=patient.list_name))
    if request.GET.get("from") != "queue":
        return redirect(patient)
    return redirect(queue.address_after(request.user, report))


def _page(
    request: HttpRequest, review: Review, patient: Patient, *, is_wrong: bool = False, **more
) -> HttpResponse:
    from_queue = request.GET.get("from") == "queue"
    context = {
        "review": review,
        "report": review.report,
        "patient": patient,
        "from_queue": from_queue,
        "skip_to": queue.address_after(request.user, review.report) if from_queue else "",
        **more,
    }
    status = UNREADABLE if is_wrong else 200
    return render(request, "biomarkers/reports/report_review.html", context, status=status)
