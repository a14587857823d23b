"""The link of an invitation: sent where mail works, else told to hand over."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

SENT_NOWHERE = "django.core.mail.backends.console.EmailBackend"


def link_of(token: str) -> str:
    return f"{settings.SITE_URL}{reverse('invitation_link', args=[token])}"


def can_send(user: User) -> bool:
    """What is printed on a server's console reaches nobody."""
    return bool(user.email) and settings.EMAIL_BACKEND != SENT_NOWHERE


def send_link(user: User, token: str) -> None:
    context = {"user": user, "link": link_of(token), "days": settings.INVITATION_DAYS}
    text = render_to_string("accounts/invitation.txt", context)
    send_mail("Your Second Look account", text, None, [user.email])


def send_notice_of_address(user: User, old: str, *, by: User) -> None:
    """To the old address: who did not ask for this can say so before an invitation is misused."""
    text = render_to_string("accounts/address_changed.txt", {"user": user, "by": by})
    send_mail("Your Second Look e-mail address was changed", text, None, [old])
