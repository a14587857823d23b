"""Taking back what was entered: entered in error, restored, moved to another patient, undone."""

from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from biomarkers.entry.kinds import FACT_KINDS, FactKind
from biomarkers.entry.moving import MoveForm
from biomarkers.entry.pages import (
    UNDO,
    entry_page,
    fact_of,
    noun_of,
    patient_of,
    refuse_unless,
    said_on_chart,
    saved_page,
)
from patients.audit.guests import refuse_guest
from patients.changes.taking_back import (
    enter_in_error,
    facts_marked,
    leaving_with,
    move_fact,
    restore,
    words_of,
)
from patients.changes.undo import Change, undo
from patients.forms import InErrorForm
from patients.language import say
from patients.models import ClinicalFact, EnteredInError, Patient


def _fact(
    request: HttpRequest, patient_id: UUID, slug: str, key: str
) -> tuple[FactKind, Patient, ClinicalFact]:
    noun = noun_of(slug)
    refuse_unless(noun.may(request.user, "change"))
    patient = patient_of(request, patient_id)
    return noun, patient, fact_of(noun, patient, key)


@require_http_methods(["GET", "POST"])
def fact_in_error(request: HttpRequest, patient_id: UUID, slug: str, key: str) -> HttpResponse:
    noun, patient, fact = _fact(request, patient_id, slug, key)
    form = InErrorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mark = enter_in_error([fact], by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            words = say("{fact}: marked as entered in error.").format(fact=words_of(fact))
            if mark.rested_on:
                words += say(" The worklist asks to check what rested on it.")
            if isinstance(fact, Patient):
                messages.success(request, words)
                return redirect("patient_list")
            return saved_page(request, patient, words)
    context = {"form": form, "patient": patient, "leaving": leaving_with(fact)}
    context |= {
        "title": say("Mark {noun} as entered in error").format(noun=noun.words),
        "button": say("Mark as entered in error"),
    }
    return entry_page(request, context)


@require_POST
def error_restore(request: HttpRequest, patient_id: UUID, error_id: int) -> HttpResponse:
    refuse_unless(any(noun.may(request.user, "change") for noun in FACT_KINDS.values()))
    patient = patient_of(request, patient_id)
    mark = get_object_or_404(patient.errors.all(), pk=error_id)
    refuse_unless(may_restore(mark, request.user))
    try:
        restore(mark, by=request.user)
    except ValidationError as error:
        words = say("Not restored: {why}").format(why=" ".join(map(say, error.messages)))
        return said_on_chart(request, patient, Message(messages.ERROR, words))
    words = say("Restored: {facts}.").format(facts=mark.words.splitlines()[0])
    return saved_page(request, patient, words)


def may_restore(mark: EnteredInError, user) -> bool:
    """Who may change every fact that would come back."""
    return all(
        user.has_perm(f"{fact._meta.app_label}.change_{fact._meta.model_name}")
        for fact in facts_marked(mark)
    )


@require_http_methods(["GET", "POST"])
def fact_move(request: HttpRequest, patient_id: UUID, slug: str, key: str) -> HttpResponse:
    noun, patient, fact = _fact(request, patient_id, slug, key)
    refuse_unless(not isinstance(fact, Patient))
    form = MoveForm(request.POST or None, fact=fact, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            move_fact(fact, by=request.user, **form.move)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            moved = say("{fact}: moved to {patient}.")
            words = moved.format(fact=words_of(fact), patient=form.move["to"])
            return saved_page(request, patient, words)
    context = {"form": form, "patient": patient, "leaving": leaving_with(fact)}
    context |= {
        "title": say("Move {noun} to another patient").format(noun=noun.words),
        "button": say("Move"),
    }
    return entry_page(request, context)


@require_POST
def save_undo(request: HttpRequest) -> HttpResponse:
    """Undo what the message that was pressed says, if it is still the last save."""
    last = request.session.get(UNDO)
    if not last or last["key"] != request.POST.get("key"):
        wrong = say("Only the last save can be undone. Correct the fact instead.")
        messages.error(request, wrong)
        return redirect("worklist")
    changes = [Change(**change) for change in last["changes"]]
    patient = Patient.objects.visible_to(request.user).filter(pk=last["patient"]).first()
    refuse_unless(patient is not None)
    refuse_guest(request.user, patient)
    try:
        undo(changes, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(map(say, error.messages)))
    else:
        del request.session[UNDO]
        messages.success(request, say("Undone: {words}").format(words=last["words"]))
    gone = not Patient.objects.visible_to(request.user).filter(pk=patient.pk).exists()
    return redirect("patient_list" if gone else patient)
