"""Forms of facts in the admin: what the forms of entry ask, refuse and compare."""

from typing import Any

from django import forms

from patients.changes.conflicts import ChangedMeanwhile, SavedAlready, Seen, refuse_if_changed
from patients.forms import BiopsyForm, FactForm, PatientForm
from patients.models import Patient


class AdminFactForm(FactForm):
    """A correction says why, and is compared with what the person saw before it is saved.

    The action compares once more, under its lock.
    """

    validate_unique = forms.ModelForm.validate_unique

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, patient=None, **kwargs)

    def clean(self) -> dict[str, Any]:
        if patient := self.cleaned_data.get("patient"):
            self.instance.patient = patient
        self.patient = self.owner
        return super().clean()

    @property
    def owner(self) -> Patient | None:
        key = getattr(self.instance, "patient_id", None)
        return Patient.objects.filter(pk=key).first() if key else None

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.is_correction or self.errors:
            return
        stored = type(self.instance).on_file.get(pk=self.instance.pk)
        try:
            refuse_if_changed(self.instance, stored, self.cleaned_data["seen"])
        except SavedAlready as error:
            self.add_error(None, error)
        except ChangedMeanwhile as error:
            self.show_changes(error)


class PatientAdminForm(AdminFactForm):
    questions = PatientForm.questions
    clean_mrn = PatientForm.clean_mrn


class BiopsyAdminForm(AdminFactForm):
    def questions(self, cleaned):
        return BiopsyForm.questions(self, cleaned) if self.owner else ()  # type: ignore[arg-type]


class SeenField(forms.CharField):
    """What was seen of a row, by itself no change of it."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class InlineFactForm(AdminFactForm):
    """A row on the page of its patient or specimen, which says why for all."""

    why = None  # type: ignore[assignment]
    seen = SeenField(required=False)
    sure = forms.BooleanField(label="Checked", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields.setdefault("seen", SeenField(required=False))

    def clean_seen(self) -> Seen:
        return super().clean_seen() if self.is_correction else {}


class InlineBiopsyForm(InlineFactForm):
    questions = BiopsyAdminForm.questions


def seen_in(formset: forms.BaseModelFormSet) -> dict:
    """Of rows that were changed, what the person saw."""
    changed = (form for form in formset.initial_forms if form.has_changed())
    return {form.instance: form.cleaned_data["seen"] for form in changed if "seen" in form.fields}
