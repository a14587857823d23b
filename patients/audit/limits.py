"""How often somebody may do what in a while: counted in the trail, which knows it already.

More is no work of a person. It slows down who tries names and numbers, or takes all out.
"""

from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from patients.models import AuditEvent

from .events import Action

AT_MOST = {
    Action.SEARCH: (settings.SEARCHES_A_MINUTE, timedelta(minutes=1)),
    Action.BREAK_GLASS: (10, timedelta(hours=1)),
    Action.EXPORT: (settings.FILES_AN_HOUR, timedelta(hours=1)),
}


def is_rate_limited(user, action: Action) -> bool:
    count, span = AT_MOST[action]
    done = AuditEvent.objects.filter(actor=user, action=action)
    return done.filter(timestamp__gt=timezone.now() - span).count() >= count


def rate_limited(action: Action):
    """For a view that records the action. A page that is only looked at is not counted."""

    def decorate(view):
        @wraps(view)
        def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            asks = request.method == "POST" or action == Action.EXPORT
            if asks and is_rate_limited(request.user, action):
                return render(request, "429.html", status=429)
            return view(request, *args, **kwargs)

        return counted

    return decorate
