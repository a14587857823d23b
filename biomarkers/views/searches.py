"""What was asked in a search stays in the session for a while, so that no address holds a name."""

import time
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from patients.models import Patient

SEARCHES = "searches"  # in the session: by key, what was asked and when
LASTS = 30 * 60  # seconds
KEPT_AT_MOST = 10


@dataclass(frozen=True)
class Meant:
    """What was typed, and the patients it means, of every team."""

    text: str
    patients: QuerySet[Patient]


def keep(request: HttpRequest, text: str) -> str:
    """The key under which it is found again."""
    token = get_random_string(12)
    searches = [*request.session.get(SEARCHES, {}).items(), (token, (text, time.time()))]
    request.session[SEARCHES] = dict(searches[-KEPT_AT_MOST:])
    return token


def kept(request: HttpRequest, token: str) -> str | None:
    """What was asked; None once that is over."""
    text, asked_at = request.session.get(SEARCHES, {}).get(token, ("", 0))
    return None if time.time() - asked_at > LASTS else text
