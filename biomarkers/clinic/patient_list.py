"""The list of patients by name, and the search: each with what the record means today."""

from django import forms
from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from biomarkers.domain.her2 import Category
from biomarkers.models import HER2Assessment
from biomarkers.wording.codes import CAUSE_WORDS
from patients.models import Patient
from patients.models.patient import NAME_ORDER
from patients.paging import Page, page_of

PAGE_SIZE = 25

SECTIONS = {
    "all": "All",
    "metastatic": "Metastatic",
    "early": "Early disease",
    "deceased": "Deceased",
}
_IN_SECTION = {
    "metastatic": {"assessments__metastatic": True, "assessments__deceased": False},
    "early": {"assessments__metastatic": False, "assessments__deceased": False},
    "deceased": {"assessments__deceased": True},
}


class ListFilter(forms.Form):
    """Everything that the address of the list may ask for; none of it names a person."""

    section = forms.ChoiceField(choices=list(SECTIONS.items()), required=False)
    category = forms.ChoiceField(
        label="Category", choices=[("", "any category"), *((c.value, c.value) for c in Category)],
        required=False,
    )  # fmt: skip
    cause = forms.ChoiceField(
        label="Cause of change", choices=[("", "any cause"), *CAUSE_WORDS.items()], required=False
    )
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)


def patients_for(user, filters: dict) -> QuerySet[Patient]:
    meaning = dict(_IN_SECTION.get(filters.get("section") or "all", {}))
    for name in ("category", "cause"):
        if filters.get(name):
            meaning[f"assessments__{name}"] = filters[name]
    patients = Patient.objects.in_teams_of(user)
    if meaning:
        patients = patients.filter(**meaning, assessments__is_current=True)
    return patients


def patients_page(patients: QuerySet[Patient], after, size: int = PAGE_SIZE) -> Page:
    """Patients, each with `current`: its newest assessment, alone in a list."""
    return page_of(_with_assessment(patients), NAME_ORDER, after=after, size=size)


_SHOWN = ("patient", "category", "reason", "was", "grounds", "because", "line")


def _with_assessment(patients: QuerySet[Patient]) -> QuerySet[Patient]:
    """Only what a row shows is read: what else is damaged cannot break the list."""
    return patients.only("family_name", "given_name", "mrn").prefetch_related(_assessments())


def _assessments() -> Prefetch:
    current = HER2Assessment.objects.current().only(*_SHOWN)
    return Prefetch("assessments", current, to_attr="current")


def with_meaning(found: list[Patient]) -> list[Patient]:
    """The patients of a search, each with its newest assessment as in the list."""
    prefetch_related_objects(found, _assessments())
    return found
