"""Reading the trail: who looked at this record, who did what. Newest first, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from patients.models import AuditEvent, Patient

PAGE_SIZE = 50
AT_A_TIME = 2000
_DAY = forms.DateInput(attrs={"type": "date"})


class TrailFilter(forms.Form):
    """Nothing in it names a patient, so that it may stand in an address."""

    who = forms.CharField(required=False, max_length=150, help_text="Exact username")
    what = forms.ChoiceField(required=False, choices=[("", "anything"), *AuditEvent.Action.choices])
    since = forms.DateField(label="From", required=False, widget=_DAY)
    until = forms.DateField(label="To", required=False, widget=_DAY)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Page:
    events: list[AuditEvent]
    next_after: UUID | None


def events_for(filters: dict, patient_id: UUID | None = None) -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.select_related("actor", "content_type")
    if patient_id:
        events = events.filter(patient_id=patient_id)
    if filters.get("who"):
        events = events.filter(actor__username=filters["who"])
    if filters.get("what"):
        events = events.filter(action=filters["what"])
    if filters.get("since"):
        events = events.filter(timestamp__gte=_start_of(filters["since"]))
    if filters.get("until"):
        events = events.filter(timestamp__lt=_start_of(filters["until"] + timedelta(days=1)))
    return events


def _start_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def page_of(events: QuerySet[AuditEvent], after: UUID | None) -> Page:
    """Keyset paging: no COUNT and no OFFSET, however long the trail."""
    last = AuditEvent.objects.filter(pk=after).first() if after else None
    if last:
        earlier = Q(timestamp__lt=last.timestamp) | Q(timestamp=last.timestamp, pk__lt=last.pk)
        events = events.filter(earlier)
    found = list(events[: PAGE_SIZE + 1])
    page = Page(found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None)
    _name_patients(page.events)
    return page


def _name_patients(events: list[AuditEvent]) -> None:
    """`whose`: the patient of each entry, where it is of one who is still on record."""
    patients = Patient.on_file.in_bulk({event.patient_id for event in events} - {None})
    for event in events:
        event.whose = patients.get(event.patient_id)


def before_and_after(event: AuditEvent) -> list[str]:
    """What changed, in words; of a new or removed row what it held."""
    told = [_change(event, *change) for change in event.changes_dict.items()]
    more = (event.additional_data or {}).items()
    return [*filter(None, told), *(f"{name}: {value}" for name, value in more if name != "page")]


def _change(event: AuditEvent, field: str, change) -> str:
    if isinstance(change, dict):
        return f"{field}: {change['operation']} {', '.join(change['objects'])}"
    before, after = change
    if event.action == AuditEvent.Action.UPDATE:
        return f"{field}: {before} → {after}"
    held = before if event.action == AuditEvent.Action.DELETE else after
    is_empty = held in ("", "None") or held.endswith(".None")  # a relation to nothing
    return "" if is_empty or field in ("id", "patient") else f"{field}: {held}"


COLUMNS = ["when", "who", "from", "what", "mrn", "table", "row", "changes", "more"]


def rows_of(events: QuerySet[AuditEvent]) -> Iterator[list[str]]:
    """For a spreadsheet, the whole of it without holding it in memory."""
    yield COLUMNS
    entries = events.iterator(chunk_size=AT_A_TIME)
    while chunk := list(islice(entries, AT_A_TIME)):
        _name_patients(chunk)
        for event in chunk:
            yield [_harmless(cell) for cell in _cells(event)]


def _cells(event: AuditEvent) -> list:
    return [
        event.timestamp.isoformat(),
        event.actor.username if event.actor else "",
        event.remote_addr,
        event.get_action_display(),
        event.whose.mrn if event.whose else "",
        event.content_type.model,
        event.object_repr,
        event.changes,
        event.additional_data,
    ]


def _harmless(cell) -> str:
    """A cell that begins so would be worked out as a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
