"""The trail by month on PostgreSQL: months to come are made ahead, old ones go as a whole.

A table a month (a partition of the trail). What is written in a month that has none yet lies in
the table of the others, and moves when the month is made: nothing depends on the job that makes
them. On SQLite the trail is one table, and there is nothing to do.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from patients.models import AuditEvent

AHEAD = timedelta(days=92)
WAIT = "2s"  # who looks at the trail, or writes to it, is held no longer than this
TRAIL, OTHERS = "patients_auditevent", "patients_auditevent_other"


@dataclass(frozen=True)
class Month:
    """In UTC. `start` is None for what was there before the trail was divided."""

    table: str
    start: datetime | None
    end: datetime

    @property
    def entries(self) -> QuerySet[AuditEvent]:
        found = AuditEvent.objects.filter(timestamp__lt=self.end)
        return found.filter(timestamp__gte=self.start) if self.start else found


def start_of_next_month(day: datetime) -> datetime:
    first = datetime(day.year, day.month, 1, tzinfo=UTC)
    return (first + timedelta(days=32)).replace(day=1)


def months() -> list[Month]:
    """Those that have a table, oldest first."""
    return sorted(
        (Month(table, start, end) for table, start, end in _tables() if end),
        key=lambda month: month.end,
    )


def tables() -> list[str]:
    """Of the months, and the one of the others."""
    return [table for table, _, _ in _tables()]


def _tables() -> list[tuple[str, datetime | None, datetime | None]]:
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, (regexp_match(bound, 'FROM \\(''([^'']+)'))[1]::timestamptz, "
            "(regexp_match(bound, 'TO \\(''([^'']+)'))[1]::timestamptz "
            "FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid, "
            "LATERAL pg_get_expr(c.relpartbound, c.oid) AS bound "
            "WHERE i.inhparent = %s::regclass",
            [TRAIL],
        )
        return cursor.fetchall()


def make_months(now: datetime) -> int:
    """Those up to three months ahead that have no table yet; how many were made.

    To be called as the owner of the trail. Raises OperationalError where another transaction
    holds it.
    """
    made = 0
    existing = months()
    while existing and existing[-1].end < now + AHEAD:
        start = existing[-1].end
        month = Month(f"{TRAIL}_{start:%Y_%m}", start, start_of_next_month(start))
        _make(month)
        existing.append(month)
        made += 1
    return made


@transaction.atomic
def _make(month: Month) -> None:
    """Made apart and then attached, so that no one who writes in another month waits."""
    start, end = f"'{month.start:%Y-%m-%d} 00:00Z'", f"'{month.end:%Y-%m-%d} 00:00Z'"
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
        cursor.execute(
            f"CREATE TABLE {month.table} (LIKE {TRAIL} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
        )
        cursor.execute(f"LOCK TABLE {OTHERS} IN ACCESS EXCLUSIVE MODE")
        cursor.execute(
            f"WITH moved AS (DELETE FROM {OTHERS} WHERE timestamp >= {start} AND timestamp < {end} "
            f"RETURNING *) INSERT INTO {month.table} SELECT * FROM moved"
        )
        cursor.execute(
            f"ALTER TABLE {TRAIL} ATTACH PARTITION {month.table} "
            f"FOR VALUES FROM ({start}) TO ({end})"
        )


def whole_months(day: datetime, last: int) -> list[Month]:
    """The oldest, before this day, with nothing but entries sealed by a link up to this one."""
    stays = Q(link=None) | Q(link__number__gt=last)
    end = min(day, timezone.now())
    return list(
        takewhile(
            lambda month: month.end <= end and not month.entries.filter(stays).exists(), months()
        )
    )


def drop(month: Month) -> int:
    """In the caller's transaction; how many entries it held.

    Raises OperationalError where another transaction holds the trail for more than `WAIT`.
    """
    held = month.entries.count()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
        cursor.execute(f"ALTER TABLE {TRAIL} DETACH PARTITION {month.table}")
        cursor.execute(f"DROP TABLE {month.table}")
    return held
