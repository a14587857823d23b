"""To the identity provider and back."""

from allauth.account.utils import get_next_redirect_url, perform_login
from authlib.common.errors import AuthlibBaseError
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from joserfc.errors import JoseError
from requests import RequestException

from patients.accounts.single_sign_on import account_of, client
from patients.audit.events import Action, log_user_event
from patients.language import say, to_say

from .invitations import TOKEN

NEXT = "single_sign_on_next"
REFUSED = to_say(
    "Single sign-on failed. At the first login, open the link of your invitation. "
    "If you have none, ask your administrator."
)


@login_not_required
@require_POST
def sso_login(request: HttpRequest) -> HttpResponse:
    """Posted with its token: no other site starts a login in somebody's browser."""
    _configured()
    request.session[NEXT] = get_next_redirect_url(request)
    try:
        return client().authorize_redirect(request, _callback(request))
    except (AuthlibBaseError, RequestException):
        return _refused(request, "provider not available")


@login_not_required
@require_GET
def sso_callback(request: HttpRequest) -> HttpResponse:
    _configured()
    try:
        token = client().authorize_access_token(request)
    except (AuthlibBaseError, JoseError, RequestException, ValueError) as error:
        return _refused(request, type(error).__name__)
    claims, invitation = token.get("userinfo"), request.session.get(TOKEN, "")
    user = account_of(claims, invitation) if claims else None
    if user is None:
        return _refused(request, "no open invitation with this e-mail address")
    request.session.pop(TOKEN, None)
    return perform_login(request, user, redirect_url=request.session.pop(NEXT, None))


def _configured() -> None:
    if not settings.OIDC_SERVER_URL:
        raise Http404


def _callback(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("sso_callback"))


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    """The same sentence for every reason; the reason is on the trail."""
    log_user_event(Action.LOGIN_FAILED, None, single_sign_on=why)
    messages.error(request, say(REFUSED))
    return redirect("account_login")
