from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from biomarkers.wording.glossary import TERMS


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """What the words on the pages mean; each has a place of its own to link to."""
    return render(request, "terms.html", {"terms": TERMS})
