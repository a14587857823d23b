from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.actions import take_step
from biomarkers.catalog.made_with import made_with
from biomarkers.domain.codes import StepKind
from biomarkers.entry.pages import said_on_chart
from biomarkers.models import SavedFilter, WorkItem
from biomarkers.worklist import listing, table
from biomarkers.worklist.doing import VERB_WORDS, done_words
from biomarkers.worklist.forms import FORMS, WorklistFilter, members_of
from biomarkers.worklist.load import load_of
from biomarkers.worklist.request_text import request_text
from biomarkers.worklist.several import KINDS
from biomarkers.worklist.tiles import APART, tiles_for
from biomarkers.worklist.yours import reasons_of
from patients.accounts.exporting import exports
from patients.audit.events import Action, log_user_event
from patients.http import render_page, wants_fragment
from patients.language import say
from patients.models import CareTeam
from patients.models.access import teams_of
from patients.readers import in_english
from patients.search.finding import patients_meant
from patients.spreadsheets import csv_lines

from .home import landing_page_for
from .searches import Meant, kept

UNREADABLE = 422


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("biomarkers.view_workitem"):
        return redirect(landing_page_for(request.user))
    teams = list(teams_of(request.user))
    if not teams:
        return render(request, "no_team.html")
    form = _filter(request, teams)
    chosen = form.chosen
    tiles = tiles_for(request.user, teams, chosen)
    context = {
        "form": form,
        "teams": teams,
        "tiles": tiles,
        "total": tiles.total(chosen),
        "listed": listing.page_for(request.user, teams, chosen),
        "chosen": chosen.get("why", ""),
        "apart": next((name for name in APART if chosen.get(name)), ""),
        "found": chosen.get("found"),
        "yours": reasons_of(request.user),
        "saved": list(SavedFilter.objects.filter(user=request.user.pk)),
        "several": [(kind.value, VERB_WORDS[kind]) for kind in KINDS],
    }
    return render_page(
        request, "biomarkers/worklist/worklist.html", "biomarkers/worklist/_worklist.html", context
    )


def _filter(request: HttpRequest, teams: list[CareTeam]) -> WorklistFilter:
    """A search of the session that is over finds nobody."""
    resolved = {}
    if token := request.GET.get("found", ""):
        text = kept(request, token)
        resolved["found"] = Meant(text or "", patients_meant(text or ""))
    return WorklistFilter(
        request.GET,
        teams=teams_of(request.user),
        members=members_of(teams),
        resolved=resolved,
    )


@require_http_methods(["GET", "POST"])
@exports("biomarkers.export_worklist")
@in_english()
def worklist_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Exactly the rows that these filters show, all pages of them."""
    teams = list(teams_of(request.user))
    form = _filter(request, teams)
    rows = listing.items_for(request.user, teams, form.chosen).count()
    log_user_event(Action.EXPORT, request.user, page="worklist", rows=rows)
    found = table.rows_for(request.user, teams, form.chosen)
    lines = csv_lines(table.HEADER, found, made_with=made_with())
    attached = {"Content-Disposition": 'attachment; filename="worklist.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=attached)


@require_http_methods(["GET", "POST"])
@permission_required("biomarkers.add_workstep", raise_exception=True)
def work_step(request: HttpRequest, item_id: int, kind: str) -> HttpResponse:
    """One verb of a row: a form below it, or a page without script."""
    if kind not in FORMS:
        raise Http404
    items = WorkItem.objects.filter(team__in=teams_of(request.user))
    item = get_object_or_404(items.select_related("patient", "assessment"), pk=item_id)
    form = FORMS[StepKind(kind)](request.POST if request.method == "POST" else None, item=item)
    if request.method == "POST" and form.is_valid():
        take_step(item=item, kind=kind, by=request.user, **form.cleaned_data)
        words = done_words(StepKind(kind), form.cleaned_data.get("assigned_to"))
        return _done(request, item, words)
    if kind == StepKind.REQUESTED and not form.is_bound:
        form.fields["text"].initial = request_text(item)
    context = {"form": form, "item": item, "kind": kind, "verb": VERB_WORDS[StepKind(kind)]}
    context["on_chart"] = _is_on_chart(request)
    page, fragment = "biomarkers/worklist/work_step.html", "biomarkers/worklist/_work_step.html"
    if context["on_chart"]:
        fragment = "biomarkers/worklist/_work_step_on_chart.html"
    response = render_page(request, page, fragment, context)
    if form.errors:
        response.status_code = UNREADABLE
    return response


def _done(request: HttpRequest, item: WorkItem, now: str) -> HttpResponse:
    """The list, or the chart, reads itself again: the row changes, or is gone."""
    words = say("Saved: {list_name}, {kind}.").format(list_name=item.patient.list_name, kind=now)
    if _is_on_chart(request):
        return said_on_chart(request, item.patient, Message(messages.SUCCESS, words))
    messages.success(request, words)
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Trigger": "worklistChanged"})
    return redirect("worklist")


def _is_on_chart(request: HttpRequest) -> bool:
    return request.GET.get("from") == "chart"


@require_safe
@permission_required("biomarkers.view_workitem", raise_exception=True)
def worklist_load(request: HttpRequest) -> HttpResponse:
    loads = load_of(request.user, timezone.localdate())
    return render(request, "biomarkers/worklist/worklist_load.html", {"loads": loads})
