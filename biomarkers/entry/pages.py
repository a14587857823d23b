"""What the pages of entry share: whose fact, who may, the form, and the way back to the chart."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django_htmx.http import trigger_client_event

from biomarkers.record.reading import patients_with_record
from patients.actions import save_facts
from patients.audit.guests import refuse_guest
from patients.changes.conflicts import ChangedMeanwhile, SavedAlready
from patients.changes.undo import Change
from patients.http import render_page, wants_fragment
from patients.models import ClinicalFact, Patient

from .groups import groups_of
from .kinds import FACT_KINDS, FactKind
from .offering import lists_of

UNREADABLE = 422
UNDO = "undo"  # in the session: what the last save changed


def patient_of(request: HttpRequest, patient_id: UUID) -> Patient:
    """Whose record the user may change, with the record."""
    patients = patients_with_record(Patient.objects.visible_to(request.user))
    patient = get_object_or_404(patients, pk=patient_id)
    refuse_guest(request.user, patient)
    return patient


def fact_of(noun: FactKind, patient: Patient, key: str) -> ClinicalFact:
    """A fact of this patient; 404 also for a key that no row could have."""
    try:
        pk = noun.model._meta.pk.to_python(key)
    except ValidationError:
        raise Http404 from None
    return get_object_or_404(noun.stored(patient), pk=pk)


def noun_of(slug: str) -> FactKind:
    if slug not in FACT_KINDS:
        raise Http404
    return FACT_KINDS[slug]


def refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def entry_page(request: HttpRequest, context: dict) -> HttpResponse:
    """The form as a page or as a panel on the chart; 422 with errors."""
    _focus_first(context["form"])
    context["groups"] = list(groups_of(context["form"]))
    context["lists"] = lists_of([context["form"]])
    response = render_page(
        request, "biomarkers/entry/entry.html", "biomarkers/entry/_entry_form.html", context
    )
    if context["form"].errors:
        response.status_code = UNREADABLE
    return response


def _focus_first(form: Form) -> None:
    """The first field, or the first that is wrong."""
    wrong = [name for name in form.fields if name in form.errors] if form.is_bound else []
    first = wrong[0] if wrong else form.visible_fields()[0].name
    form.fields[first].widget.attrs["autofocus"] = True


def saved_page(
    request: HttpRequest, patient: Patient, words: str, changes: list[Change] | None = None
) -> HttpResponse:
    """The chart; if it is on the screen, the words for the place of the form. They offer Undo."""
    key = ""
    if changes:
        key = get_random_string(12)
        request.session[UNDO] = {
            "key": key,
            "patient": str(patient.pk),
            "words": words,
            "changes": [change.as_json() for change in changes],
        }
    return said_on_chart(request, patient, Message(messages.SUCCESS, words, extra_tags=key))


def said_on_chart(request: HttpRequest, patient: Patient, message: Message) -> HttpResponse:
    """With script the chart on the screen is told to read again what changed."""
    if wants_fragment(request):
        response = render(request, "_message.html", {"message": message})
        return trigger_client_event(response, "recordChanged")
    messages.add_message(request, message.level, message.message, extra_tags=message.extra_tags)
    return redirect(patient)


def saved(
    request: HttpRequest,
    form: Any,
    patient: Patient | None,
    words: str,
    save: Callable[[], list[Change]] | None = None,
) -> HttpResponse | None:
    """The way back to the chart; None if nothing was saved: the form says why.

    `form` is of one fact or of several; `save` is what it does beyond saving its facts.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        changes = save() if save else _save(form, request.user)
    except SavedAlready as error:
        owner: Any = patient or error.fact
        return saved_page(request, owner, " ".join(error.messages))
    except ChangedMeanwhile as error:
        form.show_changes(error)
        return None
    except ValidationError as error:
        form.show(error)
        return None
    return saved_page(request, patient or form.instance, words, changes)


def _save(form: Any, by) -> list[Change]:
    why = form.cleaned_data.get("why", "")
    return save_facts(form.facts, by=by, why=why, seen=form.seen_values)


def typed(request: HttpRequest) -> QueryDict | None:
    """A preview asks no questions: it shows what saving would give."""
    if not request.POST:
        return None
    said = request.POST.copy()
    if "preview" in said:
        said["sure"] = "on"
    return said
