"""Small forms of a report: to receive it, to put it away, to say whose it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from patients.models import Patient

from .whose import names_another

MOST_FILES = 10


class AsksWhose(forms.Form):
    """A text that names another patient is stopped until a person says that it is this one's."""

    despite = forms.BooleanField(
        required=False,
        label="It is this patient’s report all the same",
        widget=forms.HiddenInput,
    )

    def stops(self, text: str, patient: Patient) -> bool:
        """Whether the text names another patient; the form then says how, and asks."""
        if self.cleaned_data.get("despite"):
            return False
        reasons = names_another(text, patient)
        if reasons:
            self.fields["despite"].widget = forms.CheckboxInput()
            self.add_error("despite", reasons)
        return bool(reasons)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as a list."""

    def clean(self, data, initial=None) -> list:
        files = [super(FilesField, self).clean(one, initial) for one in data or ()]
        if len(files) > MOST_FILES:
            raise ValidationError(f"Choose at most {MOST_FILES} files.")
        return files


class ReceiveForm(AsksWhose):
    """A report that is pasted, or reports that come as files."""

    text = forms.CharField(
        label="Report text",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    file = FilesField(
        label="Or upload files",
        required=False,
        help_text=(
            f"Text (.txt) or PDF with text, at most 2 MB and 200 pages each, "
            f"at most {MOST_FILES} files."
        ),
        widget=FilesInput(attrs={"accept": ".txt,.pdf"}),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors and bool(cleaned.get("text")) == bool(cleaned.get("file")):
            raise ValidationError("Paste the text or choose files, not both.")
        return cleaned


class DismissForm(forms.Form):
    why = forms.CharField(label="Reason", max_length=500, required=False)


class AssignForm(AsksWhose):
    mrn = forms.CharField(
        label="MRN",
        max_length=64,
        help_text="Full MRN, exactly as on the chart.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
