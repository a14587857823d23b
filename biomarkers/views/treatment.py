"""Stopping drugs and lines, and confirming the number of a line."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from biomarkers.chart.treatment import rows_of_line
from biomarkers.entry.kinds import FACT_KINDS
from biomarkers.entry.pages import (
    entry_page,
    patient_of,
    refuse_unless,
    saved,
    saved_page,
    typed,
)
from biomarkers.entry.regimen import RegimenForm
from patients.actions import confirm_line, start_regimen, stop_agents
from patients.changes.conflicts import ChangedMeanwhile, SavedAlready
from patients.changes.undo import Change
from patients.forms import StopForm
from patients.http import wants_fragment
from patients.language import say
from patients.models import AgentGiven, Patient

REGIMEN_PREVIEW = "biomarkers/entry/_regimen_preview.html"


@require_http_methods(["GET", "POST"])
def agent_stop(request: HttpRequest, patient_id: UUID, key: int) -> HttpResponse:
    refuse_unless(FACT_KINDS["agentgiven"].may(request.user, "change"))
    patient = patient_of(request, patient_id)
    given = get_object_or_404(patient.agents_given.all(), pk=key)
    return _stopped(request, patient, [given], say("Stop {agent}").format(agent=given.agent))


@require_http_methods(["GET", "POST"])
def line_end(request: HttpRequest, patient_id: UUID, number: int) -> HttpResponse:
    refuse_unless(FACT_KINDS["agentgiven"].may(request.user, "change"))
    patient = patient_of(request, patient_id)
    rows = rows_of_line(patient, number)
    given = [row for row in rows if not row.end_reason and not row.ended_on]
    if not rows:
        raise Http404
    return _stopped(request, patient, given or rows, say("End line {number}").format(number=number))


def _stopped(
    request: HttpRequest, patient: Patient, given: list[AgentGiven], title: str
) -> HttpResponse:
    form = StopForm(request.POST or None, given=given)
    context = {"form": form, "patient": patient, "title": title, "agents": given, "kind": "stop"}
    if request.method == "POST" and form.is_valid():
        try:
            changes = stop_agents(given, **form.stop, by=request.user)
        except SavedAlready as error:
            return saved_page(request, patient, " ".join(error.messages))
        except ChangedMeanwhile as error:
            form.add_error(None, error)
            form.add_error(
                None, say("Nothing was overwritten. To change it, correct the treatment.")
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return saved_page(request, patient, say("{title}: saved.").format(title=title), changes)
    return entry_page(request, context)


@require_http_methods(["GET", "POST"])
def regimen_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    refuse_unless(FACT_KINDS["agentgiven"].may(request.user, "add"))
    patient = patient_of(request, patient_id)
    form = RegimenForm(typed(request), patient=patient)
    context = {"form": form, "patient": patient, "title": say("Add regimen"), "kind": "regimen"}
    context |= {"previewed": True, "preview_template": REGIMEN_PREVIEW}
    if "preview" in request.POST:
        form.is_valid()
        context |= {"suggested": form.suggested, "drugs": form.cleaned_data.get("drugs")}
        if wants_fragment(request):
            return render(request, REGIMEN_PREVIEW, context)
        return entry_page(request, context)

    def start() -> list[Change]:
        return start_regimen(form.facts, number=form.number, by=request.user)

    return saved(request, form, patient, say("Regimen saved."), start) or entry_page(
        request, context
    )


@require_POST
def line_confirm(request: HttpRequest, patient_id: UUID, number: int) -> HttpResponse:
    refuse_unless(FACT_KINDS["agentgiven"].may(request.user, "change"))
    patient = patient_of(request, patient_id)
    changes = confirm_line(rows_of_line(patient, number), number=number, by=request.user)
    return saved_page(
        request, patient, say("Line {number} confirmed.").format(number=number), changes
    )
