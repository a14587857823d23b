"""The first tour: a page of its own, and one step at a time above the others."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from patients.models import Preferences


@require_http_methods(["GET", "HEAD", "POST"])
def tour(request: HttpRequest) -> HttpResponse:
    """`do=start` shows its steps above the pages from now on; anything else ends it."""
    if request.method != "POST":
        return render(request, "accounts/tour.html")
    user: Any = request.user  # logged in: every page asks it
    waits = request.POST.get("do") == "start"
    Preferences.objects.update_or_create(user=user, defaults={"tour_waits": waits})
    return redirect(settings.LOGIN_REDIRECT_URL)
