"""What can be entered on the chart: every noun of the record with its form."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from patients import forms as record_forms
from patients.models import Patient
from patients.models.fact import ClinicalFact

from . import forms


@dataclass(frozen=True)
class Noun:
    words: str
    form: type[record_forms.FactForm]

    @property
    def model(self) -> type[ClinicalFact]:
        return self.form._meta.model

    @property
    def slug(self) -> str:
        return self.model.__name__.lower()

    def may(self, user, verb: str) -> bool:
        return user.has_perm(f"{self.model._meta.app_label}.{verb}_{self.slug}")

    def new_for(self, patient: Patient) -> Model:
        """A row to fill in; a reading finds its patient through its specimen."""
        names = {field.name for field in self.model._meta.fields}
        return self.model(patient=patient) if "patient" in names else self.model()

    def stored(self, patient: Patient):
        return self.model.objects.filter(**{self.model.owner_path: patient.pk})


NOUNS = {
    noun.slug: noun
    for noun in (
        Noun("biopsy", record_forms.BiopsyForm),
        Noun("HER2 reading", forms.HER2ReadingForm),
        Noun("receptors", forms.ReceptorReadingForm),
        Noun("treatment", forms.TreatmentForm),
        Noun("progression", record_forms.ProgressionForm),
        Noun("disease status", record_forms.DiseaseStatusForm),
        Noun("adverse event", record_forms.AdverseEventForm),
        Noun("performance status", record_forms.PerformanceStatusForm),
        Noun("condition", record_forms.ConditionForm),
        Noun("LVEF", record_forms.LVEFForm),
        Noun("alteration", forms.AlterationForm),
        Noun("marker", forms.MarkerForm),
        Noun("surgery or radiotherapy", record_forms.ProcedureForm),
        Noun("patient", record_forms.PatientForm),
    )
}


def may_enter_visit(user) -> bool:
    return all(
        NOUNS[slug].may(user, "add")
        for slug in ("performancestatus", "lvefmeasurement", "condition")
    )


def to_add(patient: Patient, user) -> list[tuple[str, str]]:
    """Words and address of everything that this user may add; several facts in one form first."""
    together = []
    if may_enter_visit(user):
        together.append(("visit", reverse("visit_new", args=[patient.pk])))
    if NOUNS["agentgiven"].may(user, "add"):
        together.append(("regimen", reverse("regimen_new", args=[patient.pk])))
    return together + [
        (noun.words, reverse("fact_new", args=[patient.pk, noun.slug]))
        for noun in NOUNS.values()
        if noun.model is not Patient and noun.may(user, "add")
    ]


def entry_address(patient: Patient, slug: str, said: str, user) -> str:
    """Where such a fact is entered, with what is known of it; empty for whom may not."""
    if not NOUNS[slug].may(user, "add"):
        return ""
    return f"{reverse('fact_new', args=[patient.pk, slug])}{f'?{said}' if said else ''}"


def correction_address(patient: Patient, ref: str, user) -> str:
    """Where the stored fact is corrected; empty for whom may not, and for steps: none is edited."""
    slug, key = ref.split("/")
    if slug not in NOUNS or not NOUNS[slug].may(user, "change"):
        return ""
    return reverse("fact_change", args=[patient.pk, slug, key])
