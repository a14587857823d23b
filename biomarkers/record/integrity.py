"""Rows that were changed past the application are found before the medicine reads them."""

from collections.abc import Iterable
from functools import cache

from django.db.models import Field, Model

from biomarkers.domain.percent import DamagedPercent
from biomarkers.models.percent_field import PercentField
from patients.dates import DamagedDate
from patients.fields import PartialDateField


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


def require_sound(rows: Iterable[Model]) -> None:
    """Raise DamagedRecord at the first value that is no code, date or percentage."""
    for row in rows:
        for name, codes in _checks(type(row)):
            value = getattr(row, name)
            if (
                isinstance(value, DamagedDate | DamagedPercent)
                if codes is None
                else value not in codes
            ):
                kind = row._meta.verbose_name
                raise DamagedRecord(f"{kind} {row.pk}, {name}: “{value}” cannot be read")
