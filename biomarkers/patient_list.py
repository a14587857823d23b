"""The list of patients: one stored row each, most at stake first."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q, QuerySet

from patients.models import Patient

from .assessments import STAKES
from .chart.wording import ACTION_WORDS, CAUSE_WORDS
from .domain.her2 import Category
from .models import HER2Assessment

PAGE_SIZE = 25

NEXT_STEP_WORDS = {
    "opened": "Discuss",
    **ACTION_WORDS,
    "changed": "Status changed",
    "none": "",
}
_SHORT_STEPS = {
    "find_ihc_score": "Find the score",
    "ask_faint_staining": "Ask about staining",
    "request_ish": "Request ISH",
    "await_ish": "Chase ISH",
    "request_recount": "Recount ISH",
    "request_ihc": "Request IHC",
    "review_discordance": "Review results",
    "repeat_test": "Repeat the test",
    "retest_soft_tissue": "Test soft tissue",
    "consider_biopsy": "Consider a biopsy",
}
SECTIONS = {
    "metastatic": "Metastatic",
    "early": "Early stage",
    "deceased": "Deceased",
}


def step_words(code: str) -> str:
    return _SHORT_STEPS.get(code) or NEXT_STEP_WORDS[code]


def _choices(words: dict, any_word: str):
    return [("", any_word), *words.items()]


class ListFilter(forms.Form):
    """Everything that the address of the list may ask for; none of it names a person."""

    section = forms.ChoiceField(choices=list(SECTIONS.items()), required=False)
    category = forms.ChoiceField(
        label="Category", choices=[("", "any category"), *((c.value, c.value) for c in Category)],
        required=False,
    )  # fmt: skip
    cause = forms.ChoiceField(
        label="Cause of change", choices=_choices(CAUSE_WORDS, "any cause"), required=False
    )
    action = forms.ChoiceField(
        label="Next step",
        choices=[("", "any next step"), *((c, step_words(c)) for c in STAKES if c != "none")],
        required=False,
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SearchForm(forms.Form):
    """Posted, so that no name stands in an address, a history or a log."""

    text = forms.CharField(label="Name, MRN or accession", max_length=100)


@dataclass(frozen=True)
class Page:
    rows: list[HER2Assessment]
    next_after: int | None


def rows_for(user, filters: dict) -> QuerySet[HER2Assessment]:
    rows = HER2Assessment.objects.filter(
        patient__in=Patient.objects.visible_to(user)
    ).select_related("patient")
    rows = rows.filter(_SECTION_FILTERS[filters.get("section") or "metastatic"])
    if filters.get("category"):
        rows = rows.filter(category=filters["category"])
    if filters.get("cause"):
        rows = rows.filter(cause=filters["cause"])
    if filters.get("action"):
        rows = rows.filter(_has_step(filters["action"]))
    return rows.order_by("stake", "patient__mrn")


_SECTION_FILTERS = {
    "metastatic": Q(metastatic=True, deceased=False),
    "early": Q(metastatic=False, deceased=False),
    "deceased": Q(deceased=True),
}


def _has_step(code: str) -> Q:
    """As the first step, or as an action behind another."""
    return Q(next_step=code) | Q(actions__icontains=code)


def page_of(rows: QuerySet[HER2Assessment], after: int | None, size: int = PAGE_SIZE) -> Page:
    """Keyset paging: no COUNT and no OFFSET, however long the list."""
    last = rows.filter(pk=after).first() if after else None
    if last:
        later = Q(stake__gt=last.stake) | Q(stake=last.stake, patient__mrn__gt=last.patient.mrn)
        rows = rows.filter(later)
    found = list(rows[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


FOUND_AT_MOST = 50


def search(user, text: str) -> list[Patient]:
    """Patients whose name, record number or accession begins with the words."""
    patients = Patient.objects.visible_to(user).select_related("assessment")
    for word in text.split():
        patients = patients.beginning_with(word)
    return list(patients.order_by("family_name", "given_name", "mrn")[:FOUND_AT_MOST])
