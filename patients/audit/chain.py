"""The chain: entries are sealed one after the other, each tied to the one before.

Entries are written freely, so that an import holds nobody up; sealing takes those that are
committed and not sealed yet, one sealer at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from patients.models import AuditEvent, AuditLink

from .keys import keys
from .mac import link_mac

AT_A_TIME = 2000
LATE = timedelta(days=1)  # longer than any transaction takes
_LOCK = 0x5EC0_1D10  # our number among PostgreSQL's advisory locks


class UnknownKeyError(Exception):
    """The key of the last link is not known here."""


@dataclass(frozen=True)
class Head:
    """The last link. Kept elsewhere, it shows later that nothing was cut off."""

    number: int = 0
    mac: str = ""


def head() -> Head:
    last = AuditLink.objects.order_by("-number").first()
    return Head(last.number, last.mac) if last else Head()


@transaction.atomic
def seal() -> int:
    """How many entries were sealed."""
    one_at_a_time()
    _refuse_unknown_key()
    last = head()
    first = last.number
    unsealed = _unsealed(last)
    while chunk := list(unsealed[:AT_A_TIME]):
        last = _linked(last, ((event_id, mac) for event_id, mac, _ in chunk))
        unsealed = unsealed.filter(timestamp__gte=chunk[-1][2])
    return last.number - first


def seal_these(events: Iterable[AuditEvent]) -> None:
    """Entries that are older than `seal` looks back, in the caller's transaction."""
    one_at_a_time()
    _refuse_unknown_key()
    _linked(head(), ((event.pk, event.mac) for event in events))


def _linked(last: Head, entries: Iterable[tuple[UUID, str]]) -> Head:
    """The new head, with one more link for each entry."""
    links, key = [], keys()[0]
    for event_id, mac in entries:
        number = last.number + 1
        last = Head(number, link_mac(number, last.mac, event_id, mac, key))
        links.append(AuditLink(number=number, event_id=event_id, mac=last.mac, key_id=key.id))
    AuditLink.objects.bulk_create(links, batch_size=AT_A_TIME)
    return last


def _refuse_unknown_key() -> None:
    """A process that was not started again would go on with the key of before."""
    last = AuditLink.objects.order_by("-number").first()
    if last and last.key_id not in {"", *(key.id for key in keys())}:
        raise UnknownKeyError(
            f"The trail was sealed with key {last.key_id}, which is neither AUDIT_KEY nor one of "
            "AUDIT_KEY_FALLBACKS here: start this process with the settings of the others."
        )


def _unsealed(last: Head):
    """Oldest first. It looks back a day only, so that it costs the same in ten years."""
    events = AuditEvent.objects.filter(link=None)
    if last.number:
        sealed = AuditEvent.objects.filter(link__number=last.number).values_list("timestamp")
        newest = min(sealed.get()[0], timezone.now())  # a clock that was ahead held nobody up
        events = events.filter(timestamp__gte=newest - LATE)
    return events.order_by("timestamp", "id").values_list("id", "mac", "timestamp")


def one_at_a_time() -> None:
    """SQLite has one writer anyway. A second sealer would also break on the link's number."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
