"""The list of patients, and what a search found: each with what the record means today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from biomarkers.assessment.listed_words import age_words, subtype_words
from biomarkers.domain.her2 import Category, Reason
from biomarkers.domain.notes import is_over_a_year_ago
from biomarkers.domain.subtype import Subtype
from biomarkers.domain.work import Why
from biomarkers.models import HER2Assessment, ListedPatient
from biomarkers.wording.codes import CAUSE_WORDS, REASON_BADGES
from biomarkers.wording.next_steps import step_words
from patients.codes import choices_of
from patients.dates import DamagedDate
from patients.language import say
from patients.models import AuditEvent, CareTeam, Patient
from patients.paging import Page, page_of

from .columns import NAME, ORDERS, Sorting
from .narrowing import (
    ANY,
    ASKED_WORDS,
    COMPLETE_WORDS,
    NONE,
    OPENED_WORDS,
    SECTIONS,
    narrowed,
)
from .spans import CountedField

PAGE_SIZE = 25
COUNTED_TO = 1_000
RECENT_AT_MOST = 5
LOOKED_BACK = timedelta(days=30)
LOOKED_AT = 200  # entries of the trail in which recent patients are looked for

_CATEGORIES = [(c.value, c.value) for c in Category]
_HIDDEN = forms.HiddenInput


def _choice(label: str, empty: str, choices: Iterable[tuple], widget=None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[("", empty), *choices], required=False, widget=widget
    )


class ListFilter(forms.Form):
    """Everything that the address of the list may ask for; none of it names a person.

    What is hidden comes from a number of the clinic page and is shown as a chip.
    """

    section = _choice("Patients", "all", SECTIONS.items())
    team = forms.ModelChoiceField(CareTeam.objects.none(), required=False, empty_label="any team")
    category = _choice("Category", "any category", _CATEGORIES)
    cause = _choice("Cause of change", "any cause", CAUSE_WORDS.items())
    subtype = _choice("Subtype", "any subtype", choices_of(Subtype))
    reported = _choice(
        "Reported category", "any", [*_CATEGORIES, (NONE, "not stated")], widget=_HIDDEN
    )
    missing = _choice(
        "Missing",
        "any",
        [(ANY, "any result"), *((r.value, REASON_BADGES[r]) for r in Reason)],
        widget=_HIDDEN,
    )
    changed_from = forms.DateField(label="Changed from", required=False, widget=_HIDDEN)
    changed_to = forms.DateField(label="Changed to", required=False, widget=_HIDDEN)
    asked = _choice("Requested", "any", [(ANY, "any test"), *choices_of(Why)], widget=_HIDDEN)
    asked_age = _choice("Requested", "any", ASKED_WORDS.items(), widget=_HIDDEN)
    opened = _choice(
        "Option opened, not discussed", "any", [(ANY, "any time"), *OPENED_WORDS.items()],
        widget=_HIDDEN,
    )  # fmt: skip
    has = _choice("On record", "any", COMPLETE_WORDS.items(), widget=_HIDDEN)
    lacks = _choice("Not on record", "any", COMPLETE_WORDS.items(), widget=_HIDDEN)
    counted = CountedField(label="Lines", required=False, widget=_HIDDEN)
    sort = _choice("Sort by", "name", ORDERS)
    after = forms.UUIDField(required=False, widget=_HIDDEN)

    def __init__(self, data, *, teams: QuerySet[CareTeam]):
        super().__init__(data, label_suffix="")
        team: Any = self.fields["team"]
        team.queryset = teams

    @property
    def chosen(self) -> dict:
        """What could be read; a filter that cannot is as if not given."""
        self.is_valid()
        return self.cleaned_data

    @property
    def chips(self) -> list[tuple[str, str]]:
        """The name and the words of each filter that no visible field shows."""
        shown = ((name, self.chosen.get(name)) for name in self.fields if self[name].is_hidden)
        return [
            (name, f"{say(str(self.fields[name].label))}: {self._words(name, value)}")
            for name, value in shown
            if value and name != "after"
        ]

    def _words(self, name: str, value) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return say(str(choices.get(value, value)))


@dataclass(frozen=True)
class Row:
    """A patient in a list. `listed` None: not assessed yet."""

    patient: Patient
    listed: ListedPatient | None
    age: str
    next_step: str
    not_seen: bool

    @property
    def subtype(self) -> str:
        return subtype_words(self.listed)

    @property
    def assessment(self) -> HER2Assessment | None:
        """Only where the column of reasons was asked for."""
        return next(iter(getattr(self.patient, "current", [])), None)


def patients_for(user, filters: dict) -> QuerySet[Patient]:
    return narrowed(Patient.objects.in_teams_of(user), filters)


def count_words(patients: QuerySet[Patient]) -> str:
    """How many, counted no further than `COUNTED_TO`."""
    number = patients.order_by().values("pk")[: COUNTED_TO + 1].count()
    counted = min(number, COUNTED_TO)
    return f"{number:,}" if number == counted else say("more than {n:,}").format(n=counted)


def patients_page(
    patients: QuerySet[Patient],
    filters: dict,
    columns: Iterable[str] = (),
    size: int = PAGE_SIZE,
) -> Page:
    sorting = Sorting.of(filters.get("sort") or NAME)
    rows = _with_listed(sorting.keyed(patients), reasons="reason" in columns)
    page = page_of(rows, sorting.order, after=filters.get("after"), size=size)
    return replace(page, rows=rows_of(page.rows))


_OF_PATIENT = (
    "family_name", "given_name", "mrn", "birth_date", "last_contact_on", "deceased_on",
)  # fmt: skip
_OF_LISTED = (
    "subtype", "hormone_receptor", "category", "reason", "was", "deceased", "site", "line",
    "agents", "next_action", "next_asked",
)  # fmt: skip


def _with_listed(patients: QuerySet[Patient], *, reasons: bool = False) -> QuerySet[Patient]:
    """Only what a row shows is read: what else is damaged cannot break the list."""
    shown = (*_OF_PATIENT, *(f"listed__{name}" for name in _OF_LISTED))
    patients = patients.select_related("listed").only(*shown)
    if not reasons:
        return patients
    current = HER2Assessment.objects.current().only("patient", "grounds", "because")
    return patients.prefetch_related(Prefetch("assessments", current, to_attr="current"))


def rows_of(patients: Iterable[Patient]) -> list[Row]:
    today = timezone.localdate()
    return [_row(patient, today) for patient in patients]


def _row(patient: Patient, today: date) -> Row:
    listed: ListedPatient | None = getattr(patient, "listed", None)
    seen = patient.last_contact_on
    return Row(
        patient=patient,
        listed=listed,
        age=age_words(patient, today),
        next_step=step_words(listed.next_action, asked=listed.next_asked)
        if listed and listed.next_action
        else "",
        not_seen=bool(
            seen
            and not isinstance(seen, DamagedDate)
            and not patient.deceased_on
            and is_over_a_year_ago(seen.first, today)
        ),
    )


def rows_of_found(user, found: list[Patient]) -> list[Row]:
    """The patients of a search, in its order."""
    keys = [patient.pk for patient in found]
    rows = _with_listed(Patient.objects.visible_to(user)).in_bulk(keys)
    return rows_of(rows[key] for key in keys if key in rows)


def recent_patients(user) -> list[Patient]:
    """Whose charts the user opened last, by the audit trail; only those whom they may still see."""
    opened = AuditEvent.objects.filter(
        actor=user.pk,
        action=AuditEvent.Action.ACCESS,
        patient_id__isnull=False,
        timestamp__gte=timezone.now() - LOOKED_BACK,
    )
    ids = opened.order_by("-timestamp").values_list("patient_id", flat=True)[:LOOKED_AT]
    newest = list(dict.fromkeys(ids))[:RECENT_AT_MOST]
    found = {p.pk: p for p in _with_listed(Patient.objects.visible_to(user)).filter(pk__in=newest)}
    return [found[pk] for pk in newest if pk in found]
