from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from biomarkers.clinic import patient_list as listing
from patients.http import render_page

from .access import sees_results


@require_safe
@sees_results
def patient_list(request: HttpRequest) -> HttpResponse:
    form = listing.ListFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    page = listing.patients_page(listing.patients_for(request.user, filters), filters.get("after"))
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
