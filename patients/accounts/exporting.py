"""The one door for what leaves as a file: permission, second factor, limit, reason."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from patients.audit.events import Action
from patients.audit.limits import rate_limited
from patients.audit.recording import acting

from .second_factor import needs_second_factor

_OF_THE_QUESTION = {"reason", "csrfmiddlewaretoken"}
LONGEST_REASON = 200
UNREADABLE = 422


def exports(*any_of: str, reason: bool = True, of: Callable[..., object] | None = None):
    """For every view that answers a file, with the permissions of which one is needed.

    It asks for the reason first, unless that is known or no patient is in the file; `of` is called
    before, and raises Http404 where there is nothing that this user may take out. The view records
    the export. tests/test_exports.py finds a view that goes without.
    """

    def may(user) -> bool:
        if not any(map(user.has_perm, any_of)):
            raise PermissionDenied
        return True

    def decorate(view):
        asked = _asks_why(view, of) if reason else view
        return user_passes_test(may)(needs_second_factor(rate_limited(Action.EXPORT)(asked)))

    return decorate


def _asks_why(view, of: Callable[..., object] | None):
    """The same address once more with the reason, and with what was posted before."""

    @wraps(view)
    def asked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        why = request.POST.get("reason", "").strip()[:LONGEST_REASON]
        if why:
            with acting(request.user, why):
                return view(request, *args, **kwargs)
        if of:
            of(request, *args, **kwargs)
        posted = [(name, values) for name, values in request.POST.lists()
                  if name not in _OF_THE_QUESTION]  # fmt: skip
        is_missing = "reason" in request.POST
        context = {"posted": posted, "is_missing": is_missing, "longest": LONGEST_REASON}
        status = UNREADABLE if is_missing else 200
        return render(request, "patients/export_reason.html", context, status=status)

    return asked
