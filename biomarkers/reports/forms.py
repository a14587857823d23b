"""Small forms of a report: to receive it, to put it away, to say whose it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from patients.language import say, to_say
from patients.models import CareTeam, Patient

from .arriving import Arriving
from .folders import INDEX, not_there, patients_of, read_index
from .receiving import MOST_BYTES
from .whose import names_another

MOST_FILES = 50


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
        files = [super(FilesField, self).clean(one, initial) for one in data or [None]]
        files = [one for one in files if one]
        if len(files) > MOST_FILES:
            raise ValidationError(say("Choose at most {n} files.").format(n=MOST_FILES))
        too_large = [one.name for one in files if one.size > MOST_BYTES]
        if too_large:
            most = MOST_BYTES // 1_000_000
            wrong = say("Larger than {most} MB: {names}.")
            raise ValidationError(wrong.format(most=most, names=", ".join(too_large)))
        names = [one.name for one in files]
        if len(set(names)) < len(names):
            raise ValidationError(to_say("Two files have the same name."))
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
            f"Text (.txt) or PDF, at most 2 MB and 200 pages each, at most {MOST_FILES} files."
        ),
        widget=FilesInput(attrs={"accept": ".txt,.pdf"}),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors and bool(cleaned.get("text")) == bool(cleaned.get("file")):
            raise ValidationError(to_say("Paste the text or choose files, not both."))
        return cleaned


class FilesForm(forms.Form):
    """Many files for a team; whose each is says `reports.csv` among them, or a person later."""

    team = forms.ModelChoiceField(CareTeam.objects.none(), label="Care team", empty_label=None)
    file = FilesField(
        label="Files",
        help_text=(
            f"Text (.txt) or PDF, at most 2 MB and 200 pages each, at most {MOST_FILES} files. "
            "With them a table reports.csv that names their patients (columns file, mrn)."
        ),
        widget=FilesInput(attrs={"accept": ".txt,.pdf,.csv"}),
    )

    def __init__(self, data=None, files=None, *, teams, **kwargs):
        super().__init__(data, files, label_suffix="", **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`arriving`: the files, each with its patient where the index names one."""
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        files = {str(one.name): one.read() for one in cleaned["file"]}
        index, faults = read_index(files.pop(INDEX.name)) if INDEX.name in files else ({}, [])
        patients, strangers = patients_of(index, cleaned["team"])
        faults = [*faults, *strangers, *not_there(index, set(files))]
        nothing = to_say("Choose files of reports.")
        if faults or not files:
            self.add_error("file", [str(one) for one in faults] or [nothing])
            return cleaned
        cleaned["arriving"] = [
            Arriving(name, data, patients[row.mrn], row["accession"], row["read_on"])
            if (row := index.get(name))
            else Arriving(name, data)
            for name, data in files.items()
        ]
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
