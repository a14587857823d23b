"""Whether the trail is as it was written: every fault, with its place."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from patients.models import AuditEvent, AuditLink

from .chain import AT_A_TIME, LATE, Head
from .keeping import first_head
from .keys import Key, keys
from .mac import cut_mac, erasure_mac, event_mac, link_mac


def faults_of_trail(exported: Iterable[Head] = ()) -> Iterator[str]:
    """Nothing, where every entry stands as written. `exported` are heads kept elsewhere."""
    found = {head.number: head for head in exported}
    yield from _faults_of_links(found)
    yield from _faults_of_unsealed()
    for head in found.values():
        yield f"link {head.number:,} was exported but is missing: the trail was truncated"


def _faults_of_links(exported: dict[int, Head]) -> Iterator[str]:
    """Heads are taken from `exported` as they are passed."""
    before, cut = first_head()
    newest_first = keys()
    if cut and cut != cut_mac(before.number, before.mac):
        yield f"the cut after link {before.number:,} was not made by this program"
    for number in [number for number in exported if number < before.number]:
        del exported[number]  # past its time of keeping
    if before.number in exported and exported.pop(before.number).mac != before.mac:
        yield f"the cut after link {before.number:,} differs from the exported head"
    links = AuditLink.objects.order_by("number").iterator(chunk_size=AT_A_TIME)
    while chunk := list(islice(links, AT_A_TIME)):
        events = {}
        for event in _entries_of(chunk):
            if event.pk in events:  # the day is part of its key in the database
                yield f"entry {event.pk} is there twice"
            events[event.pk] = event
        for link in chunk:
            if link.number != before.number + 1:
                yield f"link {before.number + 1:,} is gone, {link.number:,} follows"
            yield from _faults_of_link(link, events.get(link.event_id), before, newest_first)
            known = [key for key in newest_first if link.key_id in ("", key.id)]
            newest_first = (
                newest_first[: newest_first.index(known[-1]) + 1] if known else newest_first
            )
            head = exported.pop(link.number, None)
            if head and head.mac != link.mac:
                yield f"link {link.number:,} differs from the exported head: trail rewritten"
            before = Head(link.number, link.mac)


def _entries_of(links: list[AuditLink]) -> QuerySet[AuditEvent]:
    of_these = AuditEvent.objects.filter(pk__in=[link.event_id for link in links])
    return of_these.select_related("erasure").order_by()


def _faults_of_link(
    link: AuditLink, event: AuditEvent | None, before: Head, newest_first: list[Key]
) -> Iterator[str]:
    """`newest_first` holds the keys from the one in force to that of the link before.

    Along the chain keys only become newer: one that was replaced seals nothing any more.
    """
    if event is None:
        yield f"link {link.number:,}: entry {link.event_id} is missing"
        return
    if not _is_as_written(event):
        yield f"link {link.number:,}: its entry {event.pk} was changed"
    named = [key for key in newest_first if link.key_id in ("", key.id)]
    in_force = [key for key in named if key.covers(event.timestamp)]
    if not named:
        yield f"link {link.number:,} is sealed with key {link.key_id}, unknown or replaced before"
    elif not any(link.mac == link_mac(link.number, before.mac, event.pk, event.mac, key)
                 for key in in_force):  # fmt: skip
        yield f"link {link.number:,} does not follow from the link before and its entry"


def _faults_of_unsealed() -> Iterator[str]:
    long_ago = timezone.now() - LATE
    unsealed = AuditEvent.objects.filter(link=None).select_related("erasure")
    for event in unsealed.iterator(chunk_size=AT_A_TIME):
        if not _is_as_written(event):
            yield f"entry {event.pk} was inserted or changed, and is not sealed"
        elif event.timestamp < long_ago:
            yield f"entry {event.pk} of {event.timestamp:%Y-%m-%d %H:%M} was never sealed"


def _is_as_written(event: AuditEvent) -> bool:
    """Or as this program left it, where its content was erased by law."""
    if hasattr(event, "erasure"):
        return event.erasure.mac == erasure_mac(event)
    in_force = [key for key in keys() if key.covers(event.timestamp)]
    return any(event.mac == event_mac(event, key) for key in in_force)
