from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from biomarkers.clinic import columns
from biomarkers.clinic import patient_list as listing
from biomarkers.clinic.narrowing import SECTIONS
from patients.http import render_page, wants_fragment
from patients.models.access import teams_of

from .access import sees_results

COOKIE = "patient_columns"
A_YEAR = 60 * 60 * 24 * 365


@require_safe
@sees_results
def patient_list(request: HttpRequest) -> HttpResponse:
    form = listing.ListFilter(request.GET, teams=teams_of(request.user))
    filters = form.chosen
    shown = _columns(request)
    patients = listing.patients_for(request.user, filters)
    sorting = columns.Sorting.of(filters.get("sort") or columns.NAME)
    context = {
        "form": form,
        "page": listing.patients_page(patients, filters, shown),
        "count": listing.count_words(patients),
        "columns": [columns.COLUMNS[code] for code in shown],
        "all_columns": columns.COLUMNS.values(),
        "shown": shown,
        "sorting": sorting,
        "heads": sorting.heads(shown),
        "section": filters.get("section") or "all",
        "sections": SECTIONS,
        "recent": [] if wants_fragment(request) else listing.recent_patients(request.user),
    }
    response = render_page(
        request,
        "biomarkers/clinic/patient_list.html",
        "biomarkers/clinic/_patient_rows.html",
        context,
    )
    if "columns" in request.GET:
        response.set_cookie(
            COOKIE, ".".join(shown), max_age=A_YEAR, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return response


def _columns(request: HttpRequest) -> list[str]:
    """As asked for now, or as chosen before in this browser."""
    if "columns" in request.GET:
        return columns.known(request.GET.getlist("columns"))
    kept = request.COOKIES.get(COOKIE)
    return columns.known(kept.split(".") if kept is not None else columns.DEFAULT)
