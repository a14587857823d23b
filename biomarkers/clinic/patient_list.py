"""The list of patients by name, and the search: each with what the record means today."""

from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from biomarkers.domain.her2 import Category
from biomarkers.models import HER2Assessment
from biomarkers.wording.codes import CAUSE_WORDS
from patients.models import Patient

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


@dataclass(frozen=True)
class Page:
    """Patients, each with `current`: its newest assessment, alone in a list."""

    patients: list[Patient]
    next_after: str | None


def patients_for(user, filters: dict) -> QuerySet[Patient]:
    meaning = dict(_IN_SECTION.get(filters.get("section") or "all", {}))
    for name in ("category", "cause"):
        if filters.get(name):
            meaning[f"assessments__{name}"] = filters[name]
    patients = Patient.objects.in_teams_of(user)
    if meaning:
        patients = patients.filter(**meaning, assessments__is_current=True)
    return patients.order_by("family_name", "given_name", "mrn")


def page_of(patients: QuerySet[Patient], after, size: int = PAGE_SIZE) -> Page:
    """Keyset paging: no COUNT and no OFFSET, however long the list."""
    last = patients.filter(pk=after).first() if after else None
    if last:
        patients = patients.filter(_behind(last))
    found = list(_with_assessment(patients)[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)


def _behind(last: Patient) -> Q:
    """The first comparison lets the database begin in its index of names."""
    same_family = Q(family_name=last.family_name)
    same_name = same_family & Q(given_name=last.given_name)
    return Q(family_name__gte=last.family_name) & (
        Q(family_name__gt=last.family_name)
        | (same_family & Q(given_name__gt=last.given_name))
        | (same_name & Q(mrn__gt=last.mrn))
    )


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
