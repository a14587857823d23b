from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from biomarkers.domain.her2 import Category
from biomarkers.wording.codes import STATE_WORDS

UNSETTLED = (Category.EQUIVOCAL, Category.UNDETERMINED)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component of the pages once, in each of its states."""
    context = {
        "categories": [category for category in Category if category not in UNSETTLED],
        "unsettled": UNSETTLED,
        "states": {state.value: words for state, words in STATE_WORDS.items()},
    }
    return render(request, "gallery.html", context)
