"""Rows that were changed past the application: found before the medicine reads them, and kept
from taking others with them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import DatabaseError
from django.db.models import Field, Model, QuerySet

from biomarkers.domain.percent import DamagedPercent
from biomarkers.models.percent_field import PercentField
from patients.dates import DamagedDate
from patients.fields import PartialDateField

Result = TypeVar("Result")


class DamagedRecord(ValueError):
    """A stored value that no form or import would have let in; its text says which, and where."""


@cache
def _checks(model: type[Model]) -> tuple[tuple[str, frozenset | None], ...]:
    """Fields of codes with their codes, and fields of partial dates and percentages."""
    return tuple(
        (field.attname, _codes(field))
        for field in model._meta.concrete_fields
        if field.choices or isinstance(field, PartialDateField | PercentField)
    )


def _codes(field: Field) -> frozenset | None:
    if not field.choices:
        return None
    return frozenset(code for code, _ in field.flatchoices) | {"", None}


def check_integrity(rows: Iterable[Model]) -> None:
    """Raise DamagedRecord at the first value that is no code, date or percentage.

    What one field cannot say alone, a row says itself by `unreadable_field`.
    """
    for row in rows:
        name = _damaged_field(row) or getattr(row, "unreadable_field", "")
        if name:
            kind, value = row._meta.verbose_name, getattr(row, name)
            raise DamagedRecord(f"{kind} {row.pk}, {name}: “{value}” cannot be read")


def _damaged_field(row: Model) -> str:
    for name, codes in _checks(type(row)):
        value = getattr(row, name)
        if isinstance(value, DamagedDate | DamagedPercent) if codes is None else value not in codes:
            return name
    return ""


@dataclass(frozen=True)
class Damaged:
    """A stored row that cannot be read."""

    pk: Any


def readable(rows: QuerySet, keys: Sequence | None = None) -> Iterator[Any]:
    """Every row, or Damaged in its place; in the order of `keys` where they are given."""
    try:
        found = {row.pk: row for row in rows}
    except (ValueError, TypeError):
        found = {pk: _one(rows, pk) for pk in rows.values_list("pk", flat=True)}
    yield from found.values() if keys is None else (found[key] for key in keys if key in found)


def _one(rows: QuerySet, pk: Any) -> Any:
    try:
        return rows.get(pk=pk)
    except (ValueError, TypeError):
        return Damaged(pk)


@dataclass(frozen=True)
class Unreadable:
    """Why nothing can be said of one record."""

    error: Exception


def attempt(work: Callable[[], Result]) -> Result | Unreadable:
    """What the work on one record gives. Whatever a damaged value makes of it, others go on.

    Errors of the database itself are raised: they are of no one record.
    """
    try:
        return work()
    except DatabaseError:
        raise
    except Exception as error:
        return Unreadable(error)
