"""Where one is logged in, and the end of it: of oneself, and of others by who keeps accounts."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from patients.accounts.sessions import end_sessions, open_sessions
from patients.language import say


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def own_sessions(request: HttpRequest) -> HttpResponse:
    """All others end together: who finds one that is not theirs does not need to guess which."""
    if request.method == "POST":
        ended = end_sessions(request.user, by=request.user, but=request.session.session_key)
        messages.success(request, say("Other sessions ended: {n}.").format(n=ended))
        return redirect("own_sessions")
    return render(request, "accounts/sessions.html", {"sessions": open_sessions(request)})


@require_POST
@permission_required("auth.change_user", raise_exception=True)
def sessions_end(request: HttpRequest, user_id: int) -> HttpResponse:
    """Of another, as when a phone was lost. Only superusers touch superusers."""
    user = get_object_or_404(User, pk=user_id)
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    ended = end_sessions(user, by=request.user, but=request.session.session_key)
    ended_words = say("Sessions of {name} ended: {n}.")
    messages.success(request, ended_words.format(name=user.get_username(), n=ended))
    return redirect("admin:auth_user_change", user.pk)
