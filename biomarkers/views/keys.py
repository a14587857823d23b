from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from patients.http import render_page


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """What the keys do: a page, and the dialog that “?” opens."""
    return render_page(request, "keys.html", "_keys.html", {})
