"""The search: posted, then read at an address of its own, so that going back works.

The address holds no name: what was asked stays in the session, and only for a while.
"""

import time

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_POST, require_safe

from biomarkers.clinic.columns import COLUMNS, DEFAULT
from biomarkers.clinic.patient_list import rows_of_found
from patients.audit.events import Action, log_user_event
from patients.audit.limits import rate_limited
from patients.search.finding import AT_MOST, find

from .access import sees_patients

SEARCHES = "searches"  # in the session: by key, what was asked and when
LASTS = 30 * 60  # seconds
KEPT_AT_MOST = 10
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
    return redirect("patient_found", _keep(request, text))


@require_safe
@sees_patients
def patient_found(request: HttpRequest, token: str) -> HttpResponse:
    """The same search, answered by the record of now."""
    text, asked_at = request.session.get(SEARCHES, {}).get(token, ("", 0))
    is_over = time.time() - asked_at > LASTS
    found = [] if is_over else rows_of_found(request.user, find(request.user, text).patients)
    columns = [COLUMNS[code] for code in DEFAULT]
    context = {
        "text": text,
        "found": found,
        "is_over": is_over,
        "limit": AT_MOST,
        "columns": columns,
    }
    status = GONE if is_over else 200
    return render(request, "biomarkers/clinic/patient_search.html", context, status=status)


def _keep(request: HttpRequest, text: str) -> str:
    token = get_random_string(12)
    searches = [*request.session.get(SEARCHES, {}).items(), (token, (text, time.time()))]
    request.session[SEARCHES] = dict(searches[-KEPT_AT_MOST:])
    return token
