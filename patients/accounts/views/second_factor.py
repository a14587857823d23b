"""Where those are led who must use a second factor."""

from urllib.parse import urlencode

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from patients.accounts.second_factor import used_second_factor


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Use the one there is, or set up the first; and go on where it was asked for."""
    to = get_next_redirect_url(request)
    if used_second_factor(request):
        return redirect(to or "mfa_index")
    types = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    if not types:
        return redirect("mfa_index")
    by_code = Authenticator.Type.TOTP in types
    page = reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
    return redirect(f"{page}?{urlencode({'next': to})}" if to else page)
