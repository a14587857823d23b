"""The link of an invitation: sent where mail works, else told to hand over.

A mail server that is down holds nothing up: who asked is told, and does it by hand.
"""

import logging

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

log = logging.getLogger(__name__)

SENT_NOWHERE = "django.core.mail.backends.console.EmailBackend"


def link_of(token: str) -> str:
    return f"{settings.SITE_URL}{reverse('invitation_link', args=[token])}"


def can_send(user: User) -> bool:
    """What is printed on a server's console reaches nobody."""
    return bool(user.email) and settings.EMAIL_BACKEND != SENT_NOWHERE


def send_link(user: User, token: str) -> bool:
    """Whether the server took it."""
    context = {"user": user, "link": link_of(token), "days": settings.INVITATION_DAYS}
    text = render_to_string("accounts/invitation.txt", context)
    return _is_sent("Your Second Look account", text, user.email)


def send_notice_of_address(user: User, old: str, *, by: User) -> bool:
    """To the old address: who did not ask for this can say so before an invitation is misused.

    Whether the server took it.
    """
    text = render_to_string("accounts/address_changed.txt", {"user": user, "by": by})
    return _is_sent("Your Second Look e-mail address was changed", text, old)


def _is_sent(subject: str, text: str, to: str) -> bool:
    try:
        send_mail(subject, text, None, [to])
    except OSError as error:  # what smtplib raises is one too
        log.warning("mail was not taken: %s", type(error).__name__)
        return False
    return True
