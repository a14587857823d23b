"""Several rows of the worklist at once, one letter for them, filters kept, and a search within."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from biomarkers.catalog.made_with import made_with
from biomarkers.domain.codes import StepKind
from biomarkers.domain.work import Why
from biomarkers.models import SavedFilter, WorkItem
from biomarkers.worklist.doing import VERB_WORDS, done_words
from biomarkers.worklist.forms import WorklistFilter
from biomarkers.worklist.letters import HEADER, cells_of, requests_of
from biomarkers.worklist.several import AT_MOST, KINDS, form_for, take_steps
from patients.accounts.exporting import exports
from patients.audit.events import Action, log_user_event
from patients.audit.limits import rate_limited
from patients.language import say
from patients.models import Patient
from patients.models.access import teams_of
from patients.readers import in_english
from patients.search.finding import patients_meant
from patients.spreadsheets import csv_lines

from .searches import keep

UNREADABLE = 422
sees_worklist = permission_required("biomarkers.view_workitem", raise_exception=True)
does_tasks = permission_required("biomarkers.add_workstep", raise_exception=True)


@require_POST
@does_tasks
def worklist_several(request: HttpRequest) -> HttpResponse:
    """First the form of the verb with the rows that were selected, then what it does."""
    items, do = _selected(request), request.POST.get("do", "")
    if not items or do not in KINDS:
        messages.error(request, say("Select at least one row, and what to do."))
        return redirect(_back(request))
    kind = StepKind(do)
    confirmed = "confirmed" in request.POST
    form = form_for(kind, items, request.POST if confirmed else None)
    if confirmed and form.is_valid():
        taken = take_steps(kind, items, by=request.user, **form.cleaned_data)
        number = len(taken.done)
        words = say("{number} task{s}: {kind}.").format(
            number=number,
            s="" if number == 1 else "s",
            kind=done_words(kind, form.cleaned_data.get("assigned_to")),
        )
        if taken.left:
            words += say(" Not requested: {left}, which ask nothing of a laboratory.").format(
                left=len(taken.left)
            )
        messages.success(request, words)
        return redirect(_back(request))
    context = {"form": form, "items": items, "kind": kind.value, "verb": VERB_WORDS[kind]}
    context["back"] = _back(request)
    status = UNREADABLE if form.errors else 200
    return render(request, "biomarkers/worklist/several.html", context, status=status)


@require_POST
@does_tasks
def worklist_letter(request: HttpRequest) -> HttpResponse:
    """The requests of the rows that were selected, as one letter to print."""
    items = _selected(request)
    context = {
        "requests": requests_of(items),
        "left": len(items),
        "today": timezone.localdate(),
        "back": _back(request),
    }
    return render(request, "biomarkers/worklist/letter.html", context)


@require_POST
@exports("biomarkers.export_worklist")
@in_english()
def worklist_letter_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same requests as a table."""
    requests = requests_of(_selected(request))
    log_user_event(Action.EXPORT, request.user, page="worklist requests", rows=len(requests))
    attached = {"Content-Disposition": 'attachment; filename="requests.csv"'}
    return StreamingHttpResponse(
        csv_lines(HEADER, cells_of(requests), made_with=made_with()),
        content_type="text/csv; charset=utf-8",
        headers=attached,
    )


@require_POST
@sees_worklist
def worklist_filters(request: HttpRequest) -> HttpResponse:
    """Keep the filters of an address under a name, or forget a name."""
    filters = SavedFilter.objects.filter(user=request.user.pk)
    if forgotten := request.POST.get("forget", ""):
        filters.filter(pk=int(forgotten) if forgotten.isdecimal() else 0).delete()
        return redirect(_back(request))
    kept = SavedFilter(
        user_id=request.user.pk or 0,
        name=request.POST.get("name", "").strip(),
        query=_without_places(request.POST.get("query", "")),
    )
    try:
        kept.full_clean()
        kept.save()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_back(request))
    messages.success(request, say("Filters saved as “{kept}”.").format(kept=kept.name))
    return redirect(f"{reverse('worklist')}?{kept.query}")


@require_POST
@sees_worklist
@rate_limited(Action.SEARCH)
def worklist_search(request: HttpRequest) -> HttpResponse:
    """Within the list: the address that follows holds a key, and no name."""
    text = request.POST.get("text", "").strip()[:100]
    query = QueryDict(_without_places(request.POST.get("query", "")), mutable=True)
    if text:
        own = Patient.objects.in_teams_of(request.user)
        found = own.filter(pk__in=patients_meant(text).values("pk"))[:AT_MOST].count()
        log_user_event(Action.SEARCH, request.user, text=text, found=found)
        query["found"] = keep(request, text)
    return redirect(f"{reverse('worklist')}?{query.urlencode()}")


def _selected(request: HttpRequest) -> list[WorkItem]:
    """Of the user's teams, in the order of the list; what cannot be read is left out."""
    ids = [int(key) for key in request.POST.getlist("items") if key.isdecimal()][:AT_MOST]
    items = WorkItem.objects.filter(team__in=teams_of(request.user), pk__in=ids)
    items = items.exclude(why=Why.NEEDS_FIXING).select_related("patient", "assessment")
    return list(items.order_by("rank", "pk"))


def _without_places(query: str) -> str:
    """The filters of an address, without where one is in the list and without a search."""
    given = QueryDict(query.lstrip("?"), mutable=True)
    for name in list(given):
        if name not in WorklistFilter.base_fields or name in ("after", "before", "found"):
            del given[name]
    return given.urlencode()


def _back(request: HttpRequest) -> str:
    """The list as it was; never an address elsewhere."""
    back = request.POST.get("back", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if own and back.startswith("/") else reverse("worklist")
