"""How long a session lasts, who waits for a second factor, and how each person reads pages."""

import time

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.utils.translation import get_language_from_request

from patients.readers import answering

from .models import Preferences
from .second_factor import ask_second_factor, must_use_second_factor, used_second_factor
from .sessions import ENTERED_AT, SEEN_AT

NOTED_EVERY = 60  # seconds, so that not every page writes
WITHOUT = {"second_factor", "logout", "account_reauthenticate", "mfa_reauthenticate",
           "mfa_reauthenticate_webauthn"}  # fmt: skip


class SessionLimitsMiddleware:
    """A session ends some hours after the login, and when nobody asked for a page for a while."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(time.time())
            if _is_over(request.session, now):
                logout(request)
            elif now - request.session[SEEN_AT] >= NOTED_EVERY:
                request.session[SEEN_AT] = now
        return self.get_response(request)


def _is_over(session, now: int) -> bool:
    """One that does not say when it began is over as well."""
    entered, seen = session.get(ENTERED_AT, 0), session.get(SEEN_AT, 0)
    return now - entered >= settings.SESSION_COOKIE_AGE or now - seen >= settings.SESSION_IDLE_AGE


class SecondFactorMiddleware:
    """Who must use a second factor, and did not, is led to it; what it guards waits for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        page = request.resolver_match.view_name
        if not request.user.is_authenticated or page in WITHOUT or used_second_factor(request):
            return None
        if page.startswith("mfa_"):  # whoever owns one uses it before they add or remove any
            owns = Authenticator.objects.filter(user=request.user).exists()
            return ask_second_factor(request) if owns else None
        return ask_second_factor(request) if must_use_second_factor(request.user) else None


def _of_nobody(request) -> Preferences:
    """Before the login the language is the browser's, of those that there are."""
    if request.user.is_authenticated:
        return Preferences()
    return Preferences(language=get_language_from_request(request))


class ReaderMiddleware:
    """Pages in the language, the form of dates and the time zone that the person chose."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = getattr(request.user, "preferences", None) or _of_nobody(request)
        request.preferences = chosen
        with answering(chosen.language, chosen.date_form, chosen.time_zone):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen.language)
            return response
