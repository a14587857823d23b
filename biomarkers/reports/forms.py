"""Small forms of a report: to receive it, to put it away, to say whose it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class ReceiveForm(forms.Form):
    """A report that is pasted, or comes as a file."""

    text = forms.CharField(
        label="Text of the report",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text="Text (.txt) or PDF with text, at most 2 MB and 200 pages.",
        widget=forms.FileInput(attrs={"accept": ".txt,.pdf"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("text")) == bool(cleaned.get("file")):
            raise ValidationError("Paste the text, or choose a file: one of the two.")
        return cleaned


class PutAwayForm(forms.Form):
    why = forms.CharField(label="Why", max_length=500, required=False)


class AssignForm(forms.Form):
    mrn = forms.CharField(
        label="MRN",
        max_length=64,
        help_text="The whole number, as on the chart.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
