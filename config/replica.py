"""Pages that only read may be read from a streaming replica of PostgreSQL (REPLICA_URL).

Only requests that read (GET, HEAD) of somebody who is logged in, and only where the replica has
all that this session wrote and is not long behind. Whatever is written, locked, or belongs to
accounts, sessions and the audit trail stays on the primary; after a first write in a request, all
the rest of it does. Where the replica is away, pages are read from the primary.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.http import HttpRequest, HttpResponse

REPLICA = "replica"
OURS = {"patients", "biomarkers"}
ON_PRIMARY = ("patients.accounts", "patients.audit")  # who gets in, and who did what
READS = ("GET", "HEAD")
WROTE_AT = "wrote_at"  # in the session: how far the primary was after its last write
LEFT_ALONE = 10  # seconds, after which a replica that did not answer is asked again
# Behind a write of this session, cut off from the primary, or 10 seconds late: not this time.
IS_GOOD = """
SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn AND EXISTS (SELECT FROM pg_stat_wal_receiver)
   AND (pg_last_wal_replay_lsn() = pg_last_wal_receive_lsn()
        OR now() - pg_last_xact_replay_timestamp() < interval '10 seconds')
"""


@dataclass
class Reading:
    """Of one request: from where it reads, and whether it wrote anything of the record."""

    place: str = DEFAULT_DB_ALIAS
    wrote: bool = False


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


class ReplicaRouter:
    """Outside of a request everything is on the primary."""

    def db_for_read(self, model, **hints) -> str:
        reading = _reading.get()
        return reading.place if reading and _may_be_read(model) else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints) -> str:
        reading = _reading.get()
        if reading and _may_be_read(model):
            reading.place, reading.wrote = DEFAULT_DB_ALIAS, True
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        return True  # both hold the same rows

    def allow_migrate(self, database: str, app_label: str, **hints) -> bool:
        return database == DEFAULT_DB_ALIAS


def _may_be_read(model) -> bool:
    return model._meta.app_label in OURS and not model.__module__.startswith(ON_PRIMARY)


class ReplicaMiddleware:
    """Stands within the sessions, where it keeps how far the primary was after a write."""

    def __init__(self, get_response):
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.asked_again_at = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        with _noted(self._place_for(request)) as reading:
            response = self.get_response(request)
        if (reading.wrote or request.method not in READS) and not request.session.is_empty():
            request.session[WROTE_AT] = _end_of_log()
        return response

    def _place_for(self, request: HttpRequest) -> str:
        if request.method not in READS or time.monotonic() < self.asked_again_at:
            return DEFAULT_DB_ALIAS
        try:
            with connections[REPLICA].cursor() as cursor:
                cursor.execute(IS_GOOD, [request.session.get(WROTE_AT, "0/0")])
                return REPLICA if cursor.fetchone()[0] else DEFAULT_DB_ALIAS
        except DatabaseError:
            self.asked_again_at = time.monotonic() + LEFT_ALONE
            return DEFAULT_DB_ALIAS


@contextmanager
def _noted(place: str) -> Iterator[Reading]:
    reading = Reading(place)
    token = _reading.set(reading)
    try:
        yield reading
    finally:
        _reading.reset(token)


def _end_of_log() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()::text")
        return cursor.fetchone()[0]
