"""After the key was replaced: what rests on it alone, without a moment of its own, gets the new."""

from collections.abc import Iterator

from django.db import transaction

from patients.models import AuditCut, AuditErasure

from .chain import AT_A_TIME
from .keys import keys
from .mac import cut_mac, erasure_mac


@transaction.atomic
def renew() -> int:
    """How many seals of erasures and of the cut were made again; none that no known key made."""
    cut = AuditCut.objects.order_by("-number").first()
    if cut and any(cut.mac == cut_mac(cut.number, cut.link_mac, key) for key in keys()[1:]):
        AuditCut.objects.filter(pk=cut.pk).update(mac=cut_mac(cut.number, cut.link_mac))
    else:
        cut = None
    renewed = list(_erasures_of_before())
    AuditErasure.objects.bulk_update(renewed, ["mac"], batch_size=AT_A_TIME)
    return len(renewed) + bool(cut)


def _erasures_of_before() -> Iterator[AuditErasure]:
    """With the seal that they are to have."""
    rows = AuditErasure.objects.select_related("event").iterator(chunk_size=AT_A_TIME)
    for row in rows:
        if any(row.mac == erasure_mac(row.event, key) for key in keys()[1:]):
            row.mac = erasure_mac(row.event)
            yield row
