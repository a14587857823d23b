"""What forms of facts share: questions, corrections with their reason, and what was seen."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import BLANK_CHOICE_DASH, Model

from patients import models
from patients.changes.conflicts import ChangedMeanwhile, Seen, as_text
from patients.language import say

Question = tuple[str, str]  # field, and what is asked at it


class Asking(forms.BaseForm):
    """Asks at a field about what can hardly be right. It may be: a person who is sure saves it."""

    def questions(self, cleaned: dict[str, Any]) -> Iterator[Question]:
        """What is asked before the facts are saved."""
        yield from ()

    def clean(self):
        """Questions come once everything can be read, and only until they were answered."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("sure"):
            for field, asked in self.questions(cleaned):
                self.fields["sure"].widget = forms.CheckboxInput()
                self.add_error(field if field in self.fields else None, asked)
        return cleaned

    def show(self, error: ValidationError) -> None:
        """What the action refused, at its fields."""
        said = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in said.items():
            self.add_error(name if name in self.fields else None, messages)


def field_of(model: type[Model], name: str, **kwargs) -> forms.Field:
    """The form field of a column in another form, where it is never required by itself."""
    return model._meta.get_field(name).formfield(required=False, **kwargs)


_DASHES = BLANK_CHOICE_DASH[0][1]


def name_empty_choices(fields: Mapping[str, forms.Field]) -> None:
    """What it means to choose nothing, in words, where Django shows dashes."""
    for field in fields.values():
        words = say("Select …") if field.required else say("Not recorded")
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = words if field.empty_label == _DASHES else field.empty_label
        elif isinstance(field, forms.ChoiceField):
            field.choices = [
                (code, words if label == _DASHES else label) for code, label in field.choices
            ]


def choose_the_only_one(form: Any) -> None:
    """What is required and leaves one choice is chosen; a person still sees it and saves it."""
    for name, field in form.fields.items():
        listed = isinstance(field, forms.ModelChoiceField) and isinstance(
            field.widget, forms.Select
        )
        if listed and field.required and not form.initial.get(name):
            rows = list(field.queryset[:2])
            form.initial[name] = rows[0].pk if len(rows) == 1 else None


def _sure() -> forms.BooleanField:
    return forms.BooleanField(
        label="I have checked this: save", required=False, widget=forms.HiddenInput
    )


class OfPatientForm(Asking, forms.Form):
    """Several new facts of one patient, entered together: `facts`, once it is valid."""

    sure = _sure()
    is_correction = False
    seen_values: dict[models.ClinicalFact, Seen] = {}

    def __init__(self, *args, patient: models.Patient, **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.patient = patient
        name_empty_choices(self.fields)


class FactForm(Asking, forms.ModelForm):
    """One fact of a patient, new or corrected.

    A correction gives its reason, and carries what the person saw (`seen`), signed: what someone
    else changed since is told once, and nothing that was typed is lost.
    """

    why = forms.CharField(
        label="Reason for the change",
        max_length=200,
        help_text="For example, “typing error” or “amended report”. The old value is kept in the "
        "audit trail.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    sure = _sure()

    by: Any = None  # who is asked; a question names nobody whom they may not see

    def __init__(self, *args, patient: models.Patient | None, by: Any = None, **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.patient = patient
        self.by = by or self.by
        self.is_correction = not self.instance._state.adding
        if self.is_correction:
            self.initial["seen"] = signing.dumps(as_text(self.instance, self._meta.fields))
        else:
            for name in ("why", "seen"):
                self.fields.pop(name, None)
        name_empty_choices(self.fields)
        self.choose_among_patient()
        if not self.is_correction:
            choose_the_only_one(self)

    def choose_among_patient(self) -> None:
        """Narrow what can be chosen to rows of this patient."""

    def validate_unique(self) -> None:
        """Left to the action, which tells a second press of Save from a number that is taken."""

    @property
    def facts(self) -> list[Model]:
        """What is saved: the fact of the form, and what follows from it."""
        return [self.instance]

    @property
    def seen_values(self) -> dict[models.ClinicalFact, Seen]:
        """What the person saw of the fact; of a new one nothing."""
        return {self.instance: self.cleaned_data["seen"]} if self.is_correction else {}

    def clean_seen(self) -> Seen:
        try:
            return signing.loads(self.cleaned_data["seen"])
        except signing.BadSignature:
            raise forms.ValidationError(
                say("Open the form again, then correct the fact.")
            ) from None

    def show_changes(self, error: ChangedMeanwhile) -> None:
        """Say what was changed; a field that was not touched here takes the new value over."""
        self.add_error(None, error)
        stored = type(self.instance).on_file.get(pk=self.instance.pk)
        seen, now = self.cleaned_data["seen"], as_text(stored, self._meta.fields)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = signing.dumps(now)
        for difference in error.differences:
            name = difference.field
            as_shown = self.fields[name].prepare_value
            if self.data.get(self.add_prefix(name), "") == as_shown(seen[name]):
                self.data[self.add_prefix(name)] = as_shown(now[name])
