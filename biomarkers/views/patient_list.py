from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from biomarkers.clinic import patient_list as listing
from patients.audit.events import Action, record_user
from patients.audit.limits import limited
from patients.http import render_page

from .access import sees_patients, sees_results


@require_safe
@sees_results
def patient_list(request: HttpRequest) -> HttpResponse:
    form = listing.ListFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    page = listing.page_of(listing.patients_for(request.user, filters), filters.get("after"))
    context = {
        "form": form,
        "page": page,
        "section": filters.get("section") or "all",
        "sections": listing.SECTIONS,
    }
    return render_page(
        request,
        "biomarkers/clinic/patient_list.html",
        "biomarkers/clinic/_patient_rows.html",
        context,
    )


@require_POST
@sees_patients
@limited(Action.SEARCH)
def patient_search(request: HttpRequest) -> HttpResponse:
    form = listing.SearchForm(request.POST)
    found = []
    if form.is_valid():
        found = listing.search(request.user, form.cleaned_data["text"])
        text = form.cleaned_data["text"]
        record_user(Action.SEARCH, request.user, text=text, found=len(found))
    context = {"form": form, "found": found, "limit": listing.FOUND_AT_MOST}
    return render(request, "biomarkers/clinic/patient_search.html", context)
