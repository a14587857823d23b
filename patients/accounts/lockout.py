"""How guessing is held up, without a way for a stranger to lock a person out.

A browser in which somebody logged in before holds a signed cookie that says so. For that person it
is counted alone; all other browsers are counted by name and address, by name, and by address.
"""

import secrets
from dataclasses import dataclass, field

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

COOKIE = "device" if settings.DEBUG else "__Host-device"
SALT = "patients.accounts.lockout"
KEPT_FOR = 365 * 24 * 60 * 60  # seconds
PEOPLE_AT_MOST = 40  # on a computer of a ward; a cookie has 4 kB


@dataclass(frozen=True)
class Device:
    """A browser, with the keys of those who logged in there, the last one last."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    people: tuple[int, ...] = ()


def device_of(request: HttpRequest) -> Device:
    """A new one where the cookie is missing, too old, or not ours."""
    try:
        key, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError):
        return Device()
    return Device(key, tuple(people))


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    before = device_of(request)
    people = [*(key for key in before.people if key != user.pk), user.pk][-PEOPLE_AT_MOST:]
    response.set_cookie(
        COOKIE,
        signing.dumps([before.key, people], salt=SALT),
        max_age=KEPT_FOR,
        secure=not settings.DEBUG,
        httponly=True,
        samesite="Lax",
    )


def count_attempt(request: HttpRequest, name: str) -> list[ratelimit.RateLimitUsage] | None:
    """What is taken back where the attempt succeeds; None where no more is allowed now."""
    counted: list[ratelimit.RateLimitUsage] = []
    for action, key in _counts(request, name):
        usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
        if usage is None:
            take_back(counted)
            return None
        counted.append(usage)
    return counted


def take_back(counted: list[ratelimit.RateLimitUsage]) -> None:
    for usage in counted:
        usage.rollback()


def forget_failures(name: str) -> None:
    """Of this name, by whomever and from wherever."""
    cache.set(_times_key(name), _times_unlocked(name) + 1, timeout=None)


def _counts(request: HttpRequest, name: str) -> list[tuple[str, str]]:
    whose = f"{name.casefold()} {_times_unlocked(name)}"
    device = device_of(request)
    if device.people and User.objects.filter(username=name, pk__in=device.people).exists():
        return [("login_failed", f"{whose} device {device.key}")]
    return [
        ("login_failed", f"{whose} address {ratelimit.get_ip(request)}"),
        ("login_failed_name", whose),
        ("login_failed_address", ""),
    ]


def _times_unlocked(name: str) -> int:
    return cache.get(_times_key(name), 0)


def _times_key(name: str) -> str:
    """A key of the cache holds no text that a stranger chose."""
    return f"unlocked:{signing.Signer(salt=SALT).signature(name.casefold())}"
