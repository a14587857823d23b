"""What we mean otherwise than allauth."""

import base64
import hashlib
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context, ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from patients.audit.events import Action, log_user_event
from patients.http import client_address

from . import lockout

JUST_NOW = 5 * 60  # seconds


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": format_lazy(
            _(
                "Too many failed login attempts. Try again in {minutes} minutes, or log in with a "
                "passkey."
            ),
            minutes=settings.LOCKOUT_MINUTES,
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return False  # people are invited

    def get_client_ip(self, request) -> str:
        return client_address(request)

    def pre_authenticate(self, request, **credentials) -> None:
        """An attempt that is not even looked at, since too many failed, is on the trail too."""
        name = credentials.get("username", "")
        self._counted = lockout.count_attempt(request, name)
        if self._counted is None:
            known = User.objects.filter(username=name).first()
            log_user_event(Action.LOGIN_FAILED, known, locked_out=True)
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth calls this where the password was right."""
        lockout.take_back(self._counted or [])

    def reauthenticate(self, user, password) -> bool:
        """“Is it you?” by password. A key of before, which may be known, is worth nothing then."""
        is_it = super().reauthenticate(user, password)
        if is_it:
            context.request.session.cycle_key()
        return is_it

    def post_login(self, request, user, **more):
        response = super().post_login(request, user, **more)
        lockout.remember_device(request, response, user)
        return response

    def forget_failures(self, user: User) -> None:
        """Of passwords and of codes, by whomever and from wherever."""
        lockout.forget_failures(user.username)
        ratelimit.clear(HttpRequest(), action="login_failed", key=f"mfa-auth-user-{user.pk}")

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Not of who logged in a moment ago, as on the way to the first second factor."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - record["at"] < JUST_NOW for record in records)


class MFAAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return "Second Look"

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """To stand in a page as it is: the policy allows no picture from a data: address."""
        svg = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def encrypt(self, text: str) -> str:
        """Who reads the database alone has nobody's second factor."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Under another SECRET_KEY a secret that nobody has: no code fits any more."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()


def _box() -> MultiFernet:
    """Written under SECRET_KEY, read under the keys of before as well."""
    return MultiFernet(map(_fernet, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]))


def _fernet(secret: str) -> Fernet:
    key = hashlib.sha256(b"second factor" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
