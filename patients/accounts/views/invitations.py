"""Instead of signing up: an administrator invites, and who was invited sets the own password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from patients.accounts.actions import accept, create_account, invite, open_invitation
from patients.accounts.forms import InviteForm
from patients.accounts.mail import can_send, link_of, send_link
from patients.accounts.two_people import told_of_waiting
from patients.language import say

TOKEN = "invitation"  # in the session, so that the address that is shown holds none


@require_http_methods(["GET", "POST"])
@permission_required("auth.add_user", raise_exception=True)
def invite_new(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        user = create_account(**form.cleaned_data, by=request.user)
        waiting = [asked.role for asked in user.role_requests.filter(decided_at=None)]
        for words in told_of_waiting(user, waiting, request.user):
            messages.warning(request, words)
        return _told(request, user)
    status = 422 if form.errors else 200
    return render(request, "accounts/invite.html", {"form": form}, status=status)


@require_POST
@permission_required("auth.change_user", raise_exception=True)
def invite_again(request: HttpRequest, user_id: int) -> HttpResponse:
    """For who lost the password or the second factor. Only superusers touch superusers."""
    user = get_object_or_404(User, pk=user_id, is_active=True)
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    return _told(request, user)


def _told(request: HttpRequest, user: User) -> HttpResponse:
    """By mail, or where that fails by the link on the page."""
    token = invite(user=user, by=request.user)
    is_sent = can_send(user) and send_link(user, token)
    if can_send(user) and not is_sent:
        messages.warning(request, say("The mail server did not take the message."))
    context = {"invited": user, "link": None if is_sent else link_of(token)}
    return render(request, "accounts/invited.html", context)


@login_not_required
@require_GET
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """Moves the token out of the address, which browsers keep and pages pass on."""
    request.session[TOKEN] = token
    return redirect("invitation")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    token = request.session.get(TOKEN, "")
    opened = open_invitation(token)
    if not opened:
        return render(request, "accounts/invitation_expired.html", status=404)
    form = SetPasswordForm(opened.user, request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        request.session.pop(TOKEN)
        accept(token=token, password=form.cleaned_data["new_password1"])
        return redirect("account_login")
    single_sign_on = settings.OIDC_NAME if settings.OIDC_SERVER_URL else ""
    context = {"form": form, "invited": opened.user, "single_sign_on": single_sign_on}
    return render(request, "accounts/invitation.html", context, status=422 if form.errors else 200)
