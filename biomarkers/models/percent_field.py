"""Percentages as reports write them, in the database and in forms."""

from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.query_utils import DeferredAttribute

from biomarkers.domain.percent import DamagedPercent, Percent

LONGEST = 20
_NUMBER = r"(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)"
SHAPE = rf"^((<|>|<=|>=) *{_NUMBER}|{_NUMBER}( *- *{_NUMBER})?)$"


def is_percent(field: str, name: str) -> CheckConstraint:
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__regex": SHAPE}),
        name=name,
        violation_error_message="Write a percentage as 90, <1, <=10, >95, >=90 or 80-90.",
    )


def parse(text: str) -> Percent:
    """Raise ValidationError with the sentence that the user reads."""
    try:
        return Percent(text)
    except ValueError as error:
        raise ValidationError(f"{error}.", code="invalid") from None


class PercentFormField(forms.CharField):
    """A number, a bound or a range, without the sign for per cent."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "max_length": LONGEST, "empty_value": None})

    def to_python(self, value):
        text = super().to_python(value)
        return parse(text) if text else None

    def prepare_value(self, value):
        return str(value) if value else ""

    def run_validators(self, value):
        """A Percent has no length to check; parsing has said it all."""

    def has_changed(self, initial, data):
        return str(initial or "") != (data or "").strip()


class _PercentDescriptor(DeferredAttribute):
    """What is assigned as text or number reads as a Percent at once."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class PercentField(models.CharField):
    """A Percent, stored as its own text."""

    descriptor_class = _PercentDescriptor
    _pyi_private_get_type: Percent | None  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "max_length": LONGEST, "null": True, "blank": True})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank"):
            del kwargs[fixed]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return _as_stored(value) if value else None

    def to_python(self, value):
        if value is None or value == "" or isinstance(value, Percent):
            return value or None
        return parse(str(value))

    def get_prep_value(self, value):
        return str(value) if value else None

    def run_validators(self, value):
        """A Percent has no length to check; parsing has said it all."""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs):
        kwargs.pop("widget", None)
        return models.Field.formfield(self, **{"form_class": PercentFormField, **kwargs})


@lru_cache(maxsize=10_000)
def _as_stored(text: str) -> Percent:
    """One damaged row must not break the list that it stands on."""
    try:
        return Percent(text)
    except ValueError:
        return DamagedPercent(text)
