"""How long the trail is kept, and what is left of entries whose content must go.

Both are done as the owner of the tables: the web role may neither change nor remove an entry.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from patients.models import AuditCut, AuditErasure, AuditEvent, AuditLink

from .chain import AT_A_TIME, Head, one_at_a_time
from .mac import cut_mac, erasure_mac
from .months import drop, whole_months

KEPT = ("by", "page")  # of `additional_data`: says what was done, and nothing of whom
_EMPTY = {"object_repr": "", "serialized_data": None, "changes_text": "", "changes": None}


def first_head() -> tuple[Head, str]:
    """After what the chain begins, with the HMAC of that cut; empty where nothing was cut."""
    cut = AuditCut.objects.order_by("-number").first()
    return (Head(cut.number, cut.link_mac), cut.mac) if cut else (Head(), "")


def erase_content(events: QuerySet[AuditEvent]) -> int:
    """Who did what and when stays, with the key of the row; what it held goes. The chain holds."""
    erased = 0
    for chunk in _in_chunks(events):
        for event in chunk:
            for field, nothing in _EMPTY.items():
                setattr(event, field, nothing)
            more = event.additional_data or {}
            event.additional_data = {key: more[key] for key in KEPT if key in more} or None
        AuditEvent.objects.bulk_update(chunk, [*_EMPTY, "additional_data"], batch_size=200)
        AuditErasure.objects.bulk_create(
            [AuditErasure(event=event, mac=erasure_mac(event)) for event in chunk],
            update_conflicts=True, unique_fields=["event"], update_fields=["mac"],
        )  # fmt: skip
        erased += len(chunk)
    return erased


def _in_chunks(events: QuerySet[AuditEvent]) -> Iterable[list[AuditEvent]]:
    keys = list(events.order_by().values_list("pk", flat=True).distinct())
    for start in range(0, len(keys), AT_A_TIME):
        yield list(AuditEvent.objects.filter(pk__in=keys[start : start + AT_A_TIME]))


def last_link_before(day: datetime) -> AuditLink | None:
    """The last link of the part that may go. The newest stays: the next is tied to it."""
    first_kept = AuditLink.objects.filter(event__timestamp__gte=day).order_by("number").first()
    stays = first_kept or AuditLink.objects.order_by("-number").first()
    return stays and AuditLink.objects.filter(number=stays.number - 1).first()


def entries_before(day: datetime) -> int:
    """How many `cut_before` would remove."""
    last, (first, _) = last_link_before(day), first_head()
    return last.number - first.number if last else 0


@transaction.atomic
def cut_before(day: datetime) -> int:
    """How many entries were removed: the oldest, up to the first that must be kept.

    Of the trail of PostgreSQL whole months go as tables. Raises OperationalError where another
    transaction holds the trail; then nothing was removed.
    """
    one_at_a_time()
    last = last_link_before(day)
    if last is None:
        return 0
    AuditCut.objects.create(
        number=last.number, link_mac=last.mac, mac=cut_mac(last.number, last.mac)
    )
    whole = whole_months(day, last.number)
    apart = AuditEvent.objects.all()
    if whole:
        apart = apart.filter(timestamp__gte=whole[-1].end)
    removed = 0
    while chunk := list(AuditLink.objects.filter(number__lte=last.number)[:AT_A_TIME]):
        events = [link.event_id for link in chunk]
        AuditLink.objects.filter(event__in=events).delete()
        AuditErasure.objects.filter(event__in=events).delete()
        removed += apart.filter(pk__in=events)._raw_delete("default")
    removed += sum(drop(month) for month in whole)  # last, as it holds the trail
    return removed
