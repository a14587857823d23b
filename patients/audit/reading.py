"""Reading the trail: who looked at this record, who did what. Newest first, page by page."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from patients.audit.in_words import field_of, name_of, people_in, value_of
from patients.audit.models import SHOWN
from patients.fields import DayInput
from patients.language import to_say
from patients.models import AuditEvent, Patient
from patients.paging import Page, page_of

PAGE_SIZE = 50
AT_A_TIME = 2000


def plausible(day: date) -> None:
    """A date on which something could have been done here, or a little later."""
    if not 2000 <= day.year <= 2999:
        raise forms.ValidationError(to_say("Enter a date from 2000 to 2999."))


class TrailFilter(forms.Form):
    """Nothing in it names a patient, so that it may stand in an address."""

    who = forms.CharField(required=False, max_length=150, help_text="Exact username")
    what = forms.ChoiceField(required=False, choices=[("", "anything"), *AuditEvent.Action.choices])
    since = forms.DateField(label="From", required=False, widget=DayInput, validators=[plausible])
    until = forms.DateField(label="To", required=False, widget=DayInput, validators=[plausible])
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)


def events_for(filters: dict, patient_id: UUID | None = None) -> QuerySet[AuditEvent]:
    entries = AuditEvent.objects
    events = entries.of_patient(patient_id) if patient_id else entries.all()
    events = events.select_related("actor", "content_type")
    if filters.get("who"):
        # Whom first: the entries of nobody are then not looked for among all.
        who = get_user_model().objects.filter(username=filters["who"]).first()
        events = events.filter(actor=who) if who else events.none()
    if filters.get("what"):
        events = events.filter(action=filters["what"])
    if filters.get("since"):
        events = events.filter(timestamp__gte=_start_of(filters["since"]))
    if filters.get("until"):
        events = events.filter(timestamp__lt=_start_of(filters["until"] + timedelta(days=1)))
    return events


def _start_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def entries_page(events: QuerySet[AuditEvent], after: UUID | None) -> Page:
    page = page_of(
        events, ("-timestamp", "-pk"), after=after, size=PAGE_SIZE, among=AuditEvent.objects.all()
    )
    _name_patients(page.rows)
    people = people_in(page.rows)
    for event in page.rows:
        event.people = people
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
    return [*filter(None, told), *(_more(*one) for one in more if one[0] != "page")]


def _more(name: str, value) -> str:
    """Of a list of patients how many; their keys are in the CSV. An export says the number."""
    is_list = name == SHOWN and isinstance(value, list)
    return f"patients shown: {len(value)}" if is_list else f"{name}: {value}"


def _change(event: AuditEvent, field: str, change) -> str:
    column = field_of(event, field)
    name = name_of(column, field)
    if isinstance(change, dict):
        return f"{name}: {change['operation']} {', '.join(change['objects'])}"
    people = getattr(event, "people", {})
    before, after = change
    if event.action == AuditEvent.Action.UPDATE:
        return f"{name}: {value_of(column, before, people)} → {value_of(column, after, people)}"
    held = before if event.action == AuditEvent.Action.DELETE else after
    is_empty = held in ("", "None") or held.endswith(".None")  # a relation to nothing
    return (
        ""
        if is_empty or field in ("id", "patient")
        else f"{name}: {value_of(column, held, people)}"
    )


COLUMNS = ["when", "who", "from", "what", "mrn", "table", "row", "changes", "more"]


def rows_of(events: QuerySet[AuditEvent]) -> Iterator[list]:
    """For a spreadsheet, the whole of it without holding it in memory."""
    entries = events.iterator(chunk_size=AT_A_TIME)
    while chunk := list(islice(entries, AT_A_TIME)):
        _name_patients(chunk)
        for event in chunk:
            yield _cells(event)


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
