"""The fields that a report can say something of: those of a specimen, its HER2, its receptors."""

from copy import deepcopy
from functools import cache

from django import forms
from django.core.exceptions import ValidationError

from biomarkers.models import HER2Reading, ReceptorReading
from patients.language import to_say
from patients.models import Biopsy
from patients.readers import in_english

SPECIMEN = ("accession", "collected_on", "site", "laterality", "kind", "procedure",
            "decalcification")  # fmt: skip
HER2 = ("adequate", "reported_as", "ihc_score", "ihc_score_range", "zero_staining",
        "percent_stained", "ish_status", "ish_probe", "ish_ratio", "her2_copies", "cep17_copies",
        "ish_result", "ish_recount", "as_written", "pathologist", "assay", "guideline")  # fmt: skip
RECEPTORS = ("er_percent", "er_status", "pr_percent", "pr_status", "ki67_percent")
READ_ON = ("read_on",)

MODEL_OF = {
    **dict.fromkeys(SPECIMEN, Biopsy),
    **dict.fromkeys(READ_ON + HER2, HER2Reading),
    **dict.fromkeys(RECEPTORS, ReceptorReading),
}
# Alone they are no result.
ABOUT_THE_READING = {"as_written", "pathologist", "assay", "guideline"}
_LABELS = {"er_percent": "ER (%)", "pr_percent": "PR (%)", "ki67_percent": "Ki-67 (%)"}


@cache
def _form_field(name: str) -> forms.Field:
    if name == "adequate":
        choices = [("", "—"), ("yes", "yes"), ("no", "no")]
        return forms.ChoiceField(choices=choices, label=to_say("Adequate"), required=False)
    field = MODEL_OF[name]._meta.get_field(name).formfield(required=False)
    field.help_text = ""
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 2
    return field


def form_field(name: str) -> forms.Field:
    """Of this column, never required; `adequate` is a word, as in a record folder."""
    return deepcopy(_form_field(name))


def label_of(name: str) -> str:
    """As forms call it; the name itself of a field that is there no more."""
    return str(_form_field(name).label) if name in MODEL_OF else name


def wrong_with(name: str, value: str) -> str:
    """Why the column cannot hold this value; empty where it can."""
    try:
        with in_english():  # kept with what a person decides
            _form_field(name).clean(value)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def words_of(name: str, value: str) -> str:
    """A value as it is shown: the words of a choice, else as it is written."""
    if name in MODEL_OF and value:
        choices = dict(getattr(_form_field(name), "choices", None) or [])
        return str(choices.get(value, value))
    return value
