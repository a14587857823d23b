"""The settings of the person who is logged in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from patients.accounts.forms import PreferencesForm
from patients.models import Preferences
from patients.readers import answering


@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request: HttpRequest) -> HttpResponse:
    user: Any = request.user  # logged in: every page asks it
    stored = Preferences.objects.filter(user=user).first()
    form = PreferencesForm(request.POST or None, instance=stored or Preferences(user=user))
    if request.method == "POST" and form.is_valid():
        saved, _made = Preferences.objects.update_or_create(user=user, defaults=form.cleaned_data)
        with answering(saved.language):
            messages.success(request, _("Settings saved."))
        return redirect("own_settings")
    status = 422 if form.errors else 200
    return render(request, "accounts/settings.html", {"form": form}, status=status)
