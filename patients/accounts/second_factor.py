"""Whether a second factor was used in this session, and who must. How one is used: `views/`."""

from functools import wraps
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

SESSION_KEY = "second_factor_of"
# Recovery codes stand for one of these, and are none by themselves.
FACTORS = {Authenticator.Type.WEBAUTHN: "passkey", Authenticator.Type.TOTP: "authenticator app"}


def used_second_factor(request: HttpRequest) -> bool:
    """In this very session: to own one is not enough."""
    return request.session.get(SESSION_KEY) == request.user.pk


def must_use_second_factor(user) -> bool:
    """For anything at all. Exports want one of everybody: `needs_second_factor`."""
    return user.is_staff or user.is_superuser or settings.SECOND_FACTOR_FOR == "all"


def ask_second_factor(request: HttpRequest) -> HttpResponse:
    """To where one is used or set up, and from there back. What was posted is not kept."""
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    address = f"{reverse('second_factor')}?{urlencode(back)}".rstrip("?")
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def needs_second_factor(view):
    """For every view that takes data out. It stands below the permission, which is asked first."""

    @wraps(view)
    def asked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if used_second_factor(request):
            return view(request, *args, **kwargs)
        return ask_second_factor(request)

    return asked
