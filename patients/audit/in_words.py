"""What an entry of the trail changed, in the words of a person; English, as the trail is kept."""

from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey

from patients.models import AuditEvent, EnteredInError

People = Mapping[str, str]


def people_in(events: Iterable[AuditEvent]) -> People:
    """The users whom changes name by their key, in one query for all entries."""
    users = get_user_model()
    keys = {
        value
        for event in events
        for name, change in event.changes_dict.items()
        if isinstance(change, list) and _points_to(field_of(event, name), users)
        for value in change
        if str(value).isdecimal()
    }
    named = users.objects.filter(pk__in=keys).values_list("pk", "username") if keys else ()
    return {str(pk): name for pk, name in named}


def field_of(event: AuditEvent, name: str) -> Field | None:
    """None for a column that the table no longer has, or never had."""
    model = event.content_type.model_class()
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None


def name_of(field: Field | None, name: str) -> str:
    if _points_to(field, EnteredInError):
        return "entered in error"
    return str(field.verbose_name) if field else name


def value_of(field: Field | None, value: str, people: People) -> str:
    """A code in its words, a user by name; any other value as it was kept."""
    is_empty = value in ("", "None")
    if _points_to(field, EnteredInError):
        return "no" if is_empty else "yes"
    if is_empty:
        return "not recorded"
    if _points_to(field, get_user_model()):
        return people.get(value, value)
    return str(dict(field.flatchoices).get(value, value)) if field else value


def _points_to(field: Field | None, model) -> bool:
    return isinstance(field, ForeignKey) and field.related_model is model
