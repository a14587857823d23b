"""Entry on the chart: the same address is a page without script and a panel with it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from biomarkers.entry.kinds import FACT_KINDS, FactKind, may_enter_visit
from biomarkers.entry.pages import (
    entry_page,
    fact_of,
    noun_of,
    patient_of,
    refuse_unless,
    saved,
    typed,
)
from biomarkers.entry.preview import preview_of
from biomarkers.entry.visit import VisitForm
from biomarkers.models import BoardDecision
from patients.forms import FactForm, PatientForm, choose_the_only_one
from patients.http import wants_fragment
from patients.language import say
from patients.models import AuditEvent, CareTeam, Patient


@require_http_methods(["GET", "POST"])
def patient_new(request: HttpRequest) -> HttpResponse:
    noun = FACT_KINDS["patient"]
    refuse_unless(noun.may(request.user, "add"))
    teams = CareTeam.objects.filter(members=request.user)
    if not teams:
        return render(request, "no_team.html")
    form = PatientForm(request.POST or None, patient=Patient())
    form.fields["care_team"].queryset = teams
    choose_the_only_one(form)
    context = {"form": form, "noun": noun, "title": say("New patient")}
    return saved(request, form, None, say("Patient added.")) or entry_page(request, context)


@require_http_methods(["GET", "POST"])
def fact_new(request: HttpRequest, patient_id: UUID, slug: str) -> HttpResponse:
    noun = noun_of(slug)
    refuse_unless(noun.may(request.user, "add"))
    patient = patient_of(request, patient_id)
    form = noun.form(
        typed(request),
        patient=patient,
        by=request.user,
        instance=noun.new_for(patient),
        initial=request.GET.dict(),
    )
    return _entered(request, form, patient, noun, say("Add {noun}").format(noun=noun.words))


@require_http_methods(["GET", "POST"])
def visit_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    refuse_unless(may_enter_visit(request.user))
    patient = patient_of(request, patient_id)
    form = VisitForm(request.POST or None, patient=patient)
    context = {"form": form, "patient": patient, "title": say("Add visit"), "kind": "visit"}
    return saved(request, form, patient, say("Visit saved.")) or entry_page(request, context)


@require_http_methods(["GET", "POST"])
def fact_change(request: HttpRequest, patient_id: UUID, slug: str, key: str) -> HttpResponse:
    noun = noun_of(slug)
    refuse_unless(noun.may(request.user, "change"))
    patient = patient_of(request, patient_id)
    fact = fact_of(noun, patient, key)
    if isinstance(fact, BoardDecision) and fact.meeting_id:
        return _at_its_meeting(request, fact)
    form = noun.form(typed(request), patient=patient, by=request.user, instance=fact)
    if "care_team" in form.fields:
        _choose_among_own_teams(form, request.user)
    return _entered(request, form, patient, noun, say("Edit {noun}").format(noun=noun.words))


def _at_its_meeting(request: HttpRequest, decision: BoardDecision) -> HttpResponse:
    """A decision is changed where it was made, with the tasks that it answers."""
    url = f"{reverse('board_case', args=[decision.patient_id, decision.meeting_id])}?change"
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _choose_among_own_teams(form: FactForm, user) -> None:
    """Who sees a patient by break-glass cannot take the patient over."""
    teams = CareTeam.objects.filter(members=user)
    if teams.filter(pk=form.instance.care_team_id).exists():
        form.fields["care_team"].queryset = teams
    else:
        del form.fields["care_team"]


def _entered(
    request: HttpRequest, form: FactForm, patient: Patient, noun: FactKind, title: str
) -> HttpResponse:
    previewed = noun.slug == "her2reading"
    context = {"form": form, "patient": patient, "noun": noun, "title": title}
    context |= {"previewed": previewed, "earlier": _earlier(form)}
    if previewed and "preview" in request.POST:
        form.is_valid()
        readable = set(form.errors) <= {"why"}
        context["preview"] = preview_of(patient, form.instance) if readable else None
        if wants_fragment(request):
            return render(request, "biomarkers/entry/_preview.html", context)
        return entry_page(request, context)
    words = say("{noun} saved.").format(noun=f"{noun.words[:1].upper()}{noun.words[1:]}")
    return saved(request, form, patient, words) or entry_page(request, context)


def _earlier(form: FactForm) -> list[AuditEvent]:
    """What the entry said before, newest first."""
    if not form.is_correction:
        return []
    entries = AuditEvent.objects.get_for_object(form.instance).select_related("actor")
    return list(entries.filter(action=AuditEvent.Action.UPDATE)[:20])
