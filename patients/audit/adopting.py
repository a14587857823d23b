"""Entries of before the trail had a table of its own: into it as they stand, and sealed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils import timezone

from patients.models import AuditEvent

from .chain import seal_these
from .models import owner_of

OLD_TABLE = "auditlog_logentry"
AT_A_TIME = 2000
_NUMBERED = UUID("5ec01d10-0000-4000-8000-000000000000")  # makes the same id of a number each time
COLUMNS = ("id", "content_type_id", "object_pk", "object_id", "object_repr", "action", "changes",
           "actor_id", "remote_addr", "timestamp", "additional_data")  # fmt: skip


@transaction.atomic
def adopt() -> int:
    """How many came; of those that came before none comes again."""
    if OLD_TABLE not in connection.introspection.table_names():
        return 0
    known = set(AuditEvent.objects.filter(additional_data__has_key="old").values_list("pk"))
    events = [event for event in _old_events() if (event.pk,) not in known]
    AuditEvent.objects.bulk_create(events, batch_size=AT_A_TIME)
    seal_these(events)
    return len(events)


def _old_events() -> Iterator[AuditEvent]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM {OLD_TABLE} ORDER BY id")
        for row in cursor.fetchall():
            yield _event(**dict(zip(COLUMNS, row, strict=True)))


def _event(id, timestamp, changes, additional_data, **same) -> AuditEvent:
    event = AuditEvent(
        id=uuid5(_NUMBERED, str(id)),
        timestamp=_moment(timestamp),
        changes=_json(changes),
        additional_data={**(_json(additional_data) or {}), "old": id},
        **same,
    )
    event.patient_id = _whose(event)
    return event


def _moment(stored: datetime | str) -> datetime:
    """SQLite gives text, in UTC."""
    at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return timezone.make_aware(at, UTC) if timezone.is_naive(at) else at


def _json(stored):
    return json.loads(stored) if isinstance(stored, str) else stored


def _whose(event: AuditEvent) -> UUID | None:
    """By the row, where it is still on file: an old entry does not say it."""
    model = ContentType.objects.get_for_id(event.content_type_id).model_class()
    if model is None:
        return None
    try:
        return owner_of(model._base_manager.get(pk=event.object_pk))
    except (ObjectDoesNotExist, ValueError, LookupError):
        return None
