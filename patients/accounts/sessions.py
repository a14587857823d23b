"""Sessions in the database that say whose they are, so that those of one person can be ended.

`SESSION_ENGINE` names this module. allauth's `usersessions` keeps a second table that it fills at
login only: a session whose key changes later, as by a new password, would not be found there.
"""

import time
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from patients.audit.events import Action, log_user_event
from patients.http import client_address

ENTERED_AT, SEEN_AT, ADDRESS = "entered_at", "seen_at", "address"


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        from patients.models import UserSession  # models are not there yet when this is read

        return UserSession

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)  # type: ignore[attr-defined]
        return row


@dataclass(frozen=True)
class OpenSession:
    """One of a person: since when, last used, from which address; whether it is this one."""

    began_at: datetime
    seen_at: datetime
    address: str
    is_this: bool


def begin(request: HttpRequest) -> None:
    request.session[ENTERED_AT] = request.session[SEEN_AT] = int(time.time())
    request.session[ADDRESS] = client_address(request)


def open_sessions(request: HttpRequest) -> list[OpenSession]:
    """Of who asks, last used first."""
    rows = _lasting(request.user)
    found = [_told(row.get_decoded(), row.session_key == request.session.session_key)
             for row in rows]  # fmt: skip
    return sorted(found, key=lambda one: one.seen_at, reverse=True)


@transaction.atomic
def end_sessions(user, *, by, but: str | None = None) -> int:
    """How many ended: all that are open, but the one with this key. It is on the trail."""
    ended, _ = user.sessions.exclude(session_key=but).delete()
    log_user_event(Action.LOGOUT, user, by=by, sessions_ended=ended)
    return ended


def _lasting(user):
    return user.sessions.filter(expire_date__gt=timezone.now())


def _told(data: dict, is_this: bool) -> OpenSession:
    return OpenSession(_at(data, ENTERED_AT), _at(data, SEEN_AT), data.get(ADDRESS, ""), is_this)


def _at(data: dict, name: str) -> datetime:
    return datetime.fromtimestamp(data.get(name, 0), timezone.get_current_timezone())
