"""Entry on the chart: the same address is a page without script and a panel with it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from biomarkers.chart.treatment import rows_of_line
from biomarkers.entry.kinds import NOUNS, Noun
from biomarkers.entry.preview import preview_of
from biomarkers.record.reading import patients_with_record
from patients.actions import confirm_line, save_facts, stop_agents
from patients.forms import FactForm, PatientForm, StopForm
from patients.http import render_page, wants_fragment
from patients.models import AgentGiven, AuditEvent, CareTeam, Patient

UNREADABLE = 422


@require_http_methods(["GET", "POST"])
def patient_new(request: HttpRequest) -> HttpResponse:
    noun = NOUNS["patient"]
    _refuse_unless(noun.may(request.user, "add"))
    form = PatientForm(request.POST or None, patient=Patient())
    teams = CareTeam.objects.filter(members=request.user)
    form.fields["care_team"].queryset = teams
    form.fields["care_team"].initial = teams.first()
    if request.method == "POST" and form.is_valid():
        save_facts([form.instance], by=request.user)
        messages.success(request, "The patient is on record.")
        return redirect(form.instance)
    return _page(request, {"form": form, "noun": noun, "title": "New patient"})


@require_http_methods(["GET", "POST"])
def fact_new(request: HttpRequest, patient_id: UUID, slug: str) -> HttpResponse:
    noun = _noun(slug)
    _refuse_unless(noun.may(request.user, "add"))
    patient = _patient(request, patient_id)
    form = noun.form(
        request.POST or None,
        patient=patient,
        instance=noun.new_for(patient),
        initial=request.GET.dict(),
    )
    return _entered(request, form, patient, noun, f"New {noun.words}")


@require_http_methods(["GET", "POST"])
def fact_change(request: HttpRequest, patient_id: UUID, slug: str, key: str) -> HttpResponse:
    noun = _noun(slug)
    _refuse_unless(noun.may(request.user, "change"))
    patient = _patient(request, patient_id)
    fact = get_object_or_404(noun.stored(patient), pk=key)
    form = noun.form(request.POST or None, patient=patient, instance=fact)
    if "care_team" in form.fields:
        _choose_among_own_teams(form, request.user)
    return _entered(request, form, patient, noun, f"Correct {noun.words}")


def _choose_among_own_teams(form: FactForm, user) -> None:
    """Who sees a patient by break-glass cannot take the patient over."""
    teams = CareTeam.objects.filter(members=user)
    if teams.filter(pk=form.instance.care_team_id).exists():
        form.fields["care_team"].queryset = teams
    else:
        del form.fields["care_team"]


def _entered(
    request: HttpRequest, form: FactForm, patient: Patient, noun: Noun, title: str
) -> HttpResponse:
    previewed = noun.slug == "her2reading"
    context = {"form": form, "patient": patient, "noun": noun, "title": title}
    context |= {"previewed": previewed, "earlier": _earlier(form)}
    if request.method == "POST":
        valid = form.is_valid()
        if previewed and "preview" in request.POST:
            readable = set(form.errors) <= {"why"}
            context["preview"] = preview_of(patient, form.instance) if readable else None
            if wants_fragment(request):
                return render(request, "biomarkers/entry/_preview.html", context)
        elif valid and _saved(form, by=request.user):
            return _done(request, patient, f"{noun.words[:1].upper()}{noun.words[1:]} saved.")
    return _page(request, context)


def _saved(form: FactForm, *, by) -> bool:
    """What only the record knows, as that the fact is there already, is told on the form."""
    try:
        save_facts(form.facts, by=by, why=form.cleaned_data.get("why", ""))
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def _earlier(form: FactForm) -> list[AuditEvent]:
    """What the entry said before, newest first."""
    if not form.is_correction:
        return []
    entries = AuditEvent.objects.get_for_object(form.instance).select_related("actor")
    return list(entries.filter(action=AuditEvent.Action.UPDATE)[:20])


@require_http_methods(["GET", "POST"])
def agent_stop(request: HttpRequest, patient_id: UUID, key: int) -> HttpResponse:
    _refuse_unless(NOUNS["agentgiven"].may(request.user, "change"))
    patient = _patient(request, patient_id)
    given = get_object_or_404(patient.agents_given.all(), pk=key)
    return _stopped(request, patient, [given], f"Stop {given.agent}")


@require_http_methods(["GET", "POST"])
def line_end(request: HttpRequest, patient_id: UUID, number: int) -> HttpResponse:
    _refuse_unless(NOUNS["agentgiven"].may(request.user, "change"))
    patient = _patient(request, patient_id)
    given = [
        row for row in rows_of_line(patient, number) if not row.end_reason and not row.ended_on
    ]
    if not given:
        raise Http404
    return _stopped(request, patient, given, f"End line {number}")


def _stopped(
    request: HttpRequest, patient: Patient, given: list[AgentGiven], title: str
) -> HttpResponse:
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        started = max(row.started_on for row in given)
        ended_on = form.cleaned_data["ended_on"]
        if ended_on and ended_on.last < started.first:
            form.add_error(
                "ended_on", f"Treatment cannot end before it starts, {started.in_words}."
            )
        else:
            stop_agents(given, **form.cleaned_data, by=request.user)
            return _done(request, patient, f"{title}: saved.")
    return _page(request, {"form": form, "patient": patient, "title": title, "agents": given})


@require_POST
def line_confirm(request: HttpRequest, patient_id: UUID, number: int) -> HttpResponse:
    _refuse_unless(NOUNS["agentgiven"].may(request.user, "change"))
    patient = _patient(request, patient_id)
    confirm_line(rows_of_line(patient, number), number=number, by=request.user)
    return _done(request, patient, f"Line {number} confirmed.")


def _patient(request: HttpRequest, patient_id: UUID) -> Patient:
    patients = patients_with_record(Patient.objects.visible_to(request.user))
    return get_object_or_404(patients, pk=patient_id)


def _noun(slug: str) -> Noun:
    if slug not in NOUNS:
        raise Http404
    return NOUNS[slug]


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _focus_first(form: Form) -> None:
    """The first field, or the first that is wrong."""
    wrong = [name for name in form.fields if name in form.errors] if form.is_bound else []
    first = wrong[0] if wrong else form.visible_fields()[0].name
    form.fields[first].widget.attrs["autofocus"] = True


def _page(request: HttpRequest, context: dict) -> HttpResponse:
    _focus_first(context["form"])
    response = render_page(
        request, "biomarkers/entry/entry.html", "biomarkers/entry/_entry_form.html", context
    )
    if context["form"].errors:
        response.status_code = UNREADABLE
    return response


def _done(request: HttpRequest, patient: Patient, words: str) -> HttpResponse:
    """The chart, which reads itself again where it is on the screen."""
    messages.success(request, words)
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Trigger": "recordChanged"})
    return redirect(patient)
