"""What is asked when something comes in: for whom, which file, read how."""

from collections.abc import Iterator

from django import forms

from biomarkers.models import TableMapping
from patients.language import say, to_say
from patients.models import CareTeam

from .archive import MEGABYTE, MOST_PACKED, ZIP
from .mappings import READY
from .taking_back import LONGEST_REASON

FOLDER, PROPOSE = "", "propose"
READY_WORDS = {
    "cbioportal": to_say("cBioPortal study folder (zip)"),
    "mbcproject-2017": "Metastatic Breast Cancer Project, 2017",
    "metabric": to_say("METABRIC, clinical table"),
}


def newest_of(teams) -> dict[str, TableMapping]:
    """The newest version of each saved mapping of these teams, by how the form calls it."""
    saved = TableMapping.objects.filter(team__in=teams).order_by("team__name", "name", "version")
    newest = {(mapping.team_id, mapping.name): mapping for mapping in saved.select_related("team")}
    return {f"saved {mapping.pk}": mapping for mapping in newest.values()}


class UndoForm(forms.Form):
    """Why an import is taken back."""

    why = forms.CharField(
        label="Reason",
        max_length=LONGEST_REASON,
        help_text="As “wrong file”, “imported for another team”.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


class UploadForm(forms.Form):
    team = forms.ModelChoiceField(CareTeam.objects.none(), label="Care team", empty_label=None)
    file = forms.FileField(
        label="File",
        help_text="A table (.csv, .txt, .xlsx), or a zip archive of a folder; at most 100 MB.",
    )
    how = forms.ChoiceField(label="File type", required=False)

    def __init__(self, data=None, files=None, *, teams, too_large: bool = False, **kwargs):
        super().__init__(data, files, label_suffix="", **kwargs)
        self.too_large = too_large
        self.saved = newest_of(teams)
        self.fields["team"].queryset = teams
        self.fields["how"].choices = list(self._choices())

    def _choices(self) -> Iterator[tuple]:
        yield FOLDER, to_say("record folder (zip)")
        yield PROPOSE, to_say("table (create a mapping)")
        if self.saved:
            yield say("Saved mappings"), [(key, found.words) for key, found in self.saved.items()]
        yield (
            say("Built-in mappings"),
            [(f"ready {name}", READY_WORDS.get(name, name)) for name in READY],
        )

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if self.too_large:
            self.errors.pop("file", None)
            wrong = say("The file is larger than {most} MB. Nothing was uploaded.")
            self.add_error("file", wrong.format(most=MOST_PACKED // MEGABYTE))
        elif cleaned.get("file") and cleaned.get("how") == FOLDER:
            begins = cleaned["file"].read(len(ZIP))  # a workbook too: a mapping is proposed for it
            cleaned["file"].seek(0)
            if begins != ZIP:
                self.add_error(
                    "file",
                    to_say(
                        "This is not a zip archive. If it is a table, choose “table” as the file "
                        "type."
                    ),
                )
        return cleaned

    @property
    def mapping(self) -> tuple[str, str]:
        """Text and name; empty for a record folder and for a mapping yet to be made."""
        how = self.cleaned_data["how"]
        if how in self.saved:
            return self.saved[how].text, str(self.saved[how])
        if how.startswith("ready "):
            name = how.removeprefix("ready ")
            return READY[name].read_text(encoding="utf-8"), READY_WORDS.get(name, name)
        return "", ""
