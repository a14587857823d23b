"""Partial dates and listed text in the database and in forms, and the one control of all dates."""

from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils import timezone
from django.utils.html import format_html

from patients.language import say, to_say

from .codes import Code, choices_of
from .dates import DamagedDate, PartialDate, iso_of

SHAPE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def code_field(codes: type[Code], max_length: int, **kwargs) -> models.CharField:
    """A column that holds one code of a list; empty where `blank` says so."""
    return models.CharField(max_length=max_length, choices=choices_of(codes), **kwargs)


def parse(text: str) -> PartialDate:
    """Raise ValidationError with the sentence that the user reads."""
    try:
        return PartialDate(text)
    except ValueError as error:
        raise ValidationError(f"{error}.", code="invalid") from None


def refuse_future(day: PartialDate | None) -> None:
    """What is recorded has happened. Raises ValidationError in the words of the import."""
    if day and not isinstance(day, DamagedDate) and day.first > timezone.localdate():
        raise ValidationError(say("{day} is in the future.").format(day=day), code="future")


class DayInput(forms.DateInput):
    """A date as it is typed, and beside it a calendar where there is script (static/dates.js)."""

    precision = "day"

    def __init__(self, attrs=None):
        usual = {
            "placeholder": to_say("yyyy-mm-dd"),
            "autocomplete": "off",
            "data-date": self.precision,
        }
        super().__init__({**usual, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        """A day with its month named, in the language of who types, reads as 2016-05-09."""
        typed = super().value_from_datadict(data, files, name)
        return iso_of(typed) if isinstance(typed, str) else typed

    def render(self, name, value, attrs=None, renderer=None):
        shape = {"placeholder": say(self.attrs["placeholder"])}
        typed = super().render(name, value, {**(attrs or {}), **shape}, renderer)
        return format_html(
            '<span class="date">{}<button type="button" class="date-pick" '
            'aria-label="{}" aria-haspopup="dialog"></button></span>',
            typed,
            say("Open calendar"),
        )


class PartialDateInput(DayInput):
    """A year or a month is enough, typed or picked."""

    precision = "partial"

    def format_value(self, value):
        return value or ""


class PartialDateFormField(forms.CharField):
    """A year, a month of a year, or a day: 2016, 2016-05 or 2016-05-09, or with the month named."""

    widget = PartialDateInput
    LONGEST = len("30 de septiembre de 2016,")

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text", "For example, 2016, 2016-05 or 2016-05-09. Enter as much as you know."
        )
        super().__init__(**{**kwargs, "max_length": self.LONGEST, "empty_value": None})

    def widget_attrs(self, widget):
        shape = {"placeholder": to_say("yyyy, yyyy-mm or yyyy-mm-dd")}
        return {**super().widget_attrs(widget), **shape}

    def to_python(self, value):
        text = super().to_python(value)
        return parse(iso_of(text)) if text else None

    def prepare_value(self, value):
        return str(value) if value else ""

    def validate(self, value):
        super().validate(value)
        refuse_future(value)

    def run_validators(self, value):
        """A PartialDate has no length to check; parsing has said it all."""

    def has_changed(self, initial, data):
        return str(initial or "") != (data or "").strip()


class _PartialDateDescriptor(DeferredAttribute):
    """What is assigned as text reads as a PartialDate at once."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class ListedField(models.CharField):
    """Text that forms offer the words of a list for (`offers`); other words are as good."""

    def __init__(self, *args, offers="", **kwargs):
        super().__init__(*args, **kwargs)
        self.offers = offers

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        if field:
            field.widget.attrs.update(list=f"words-{self.offers}", autocomplete="off")
        return field


class PlainOrderField(models.CharField):
    """Text that every database sorts by its characters alone, in the order of no language."""

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class PartialDateField(PlainOrderField):
    """A PartialDate, stored as its own text, which sorts in the order of facts."""

    descriptor_class = _PartialDateDescriptor
    _pyi_private_get_type: PartialDate  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return _as_stored(value) if value else None

    def to_python(self, value):
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        return parse(str(value))

    def get_prep_value(self, value):
        return str(value) if value else None

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        refuse_future(value)

    def run_validators(self, value):
        """A PartialDate has no length to check; parsing has said it all."""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs):
        kwargs.pop("widget", None)
        return models.Field.formfield(self, **{"form_class": PartialDateFormField, **kwargs})


@lru_cache(maxsize=100_000)  # a century has 36,525 days: most rows share theirs
def _as_stored(text: str) -> PartialDate:
    """One damaged row must not break the list that it stands on."""
    try:
        return PartialDate(text)
    except ValueError:
        return DamagedDate(text)


def is_key(field: models.Field, text: str) -> bool:
    """Whether a row could have it: what cannot be one is not asked of the database."""
    try:
        field.clean(text, None)
    except ValidationError:
        return False
    return True
