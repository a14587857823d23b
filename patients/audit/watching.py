"""Which columns of a table the trail watches, and what it writes down of a new row."""

from functools import cache

from auditlog.diff import get_field_value
from auditlog.registry import auditlog
from django.db.models import Field, Model

NOTHING = "None"  # as the audit log writes it
Content = dict[str, tuple[str, str]]


def watch(*tables: type[Model], leave_out: tuple[str, ...] = (), **options) -> None:
    """Their columns alone.

    By itself the audit log also writes down every relation that other tables have to a row: of a
    new patient some two dozen, each to nothing.
    """
    for table in tables:
        columns = [f.name for f in table._meta.concrete_fields if f.name not in leave_out]
        auditlog.register(table, include_fields=columns, **options)


def content_of(row: Model) -> Content:
    """Of a new row that was made in bulk: the same as if it had been saved alone."""
    held = ((field.name, get_field_value(row, field)) for field in _watched(type(row)))
    return without_nothing({name: (NOTHING, str(value)) for name, value in held})


def without_nothing(changes: Content) -> Content:
    """Without the columns that were empty before and after."""
    empty = {NOTHING, ""}
    return {name: change for name, change in changes.items() if not empty.issuperset(change)}


@cache
def _watched(table: type[Model]) -> tuple[Field, ...]:
    names = auditlog.get_model_fields(table)["include_fields"]
    return tuple(field for field in table._meta.concrete_fields if field.name in names)
