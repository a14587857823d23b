"""The search: posted, then read at an address of its own, so that going back works.

The address holds no name: what was asked stays in the session, and only for a while.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from biomarkers.clinic.columns import COLUMNS, DEFAULT
from biomarkers.clinic.patient_list import rows_of_found
from patients.audit.events import Action, log_user_event
from patients.audit.limits import rate_limited
from patients.search.finding import AT_MOST, find

from .access import sees_patients
from .searches import keep, kept

GONE = 410


class SearchForm(forms.Form):
    text = forms.CharField(max_length=100)


@require_POST
@sees_patients
@rate_limited(Action.SEARCH)
def patient_search(request: HttpRequest) -> HttpResponse:
    """An exact hit opens the chart, for whom charts are; all others are listed."""
    form = SearchForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found = find(request.user, text)
    if text:
        log_user_event(Action.SEARCH, request.user, text=text, found=len(found.patients))
    if found.exact and request.user.has_perm("biomarkers.view_her2assessment"):
        return redirect(found.exact)
    return redirect("patient_found", keep(request, text))


@require_safe
@sees_patients
def patient_found(request: HttpRequest, token: str) -> HttpResponse:
    """The same search, answered by the record of now."""
    text = kept(request, token)
    is_over = text is None
    found = [] if text is None else rows_of_found(request.user, find(request.user, text).patients)
    columns = [COLUMNS[code] for code in DEFAULT]
    context = {
        "text": text or "",
        "found": found,
        "is_over": is_over,
        "limit": AT_MOST,
        "columns": columns,
        "shown": DEFAULT,
    }
    status = GONE if is_over else 200
    return render(request, "biomarkers/clinic/patient_search.html", context, status=status)
