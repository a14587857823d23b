"""What can be entered on the chart: every noun of the record with its form."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from patients import forms as record_forms
from patients.language import say
from patients.models import Patient
from patients.models.fact import ClinicalFact

from . import forms


@dataclass(frozen=True)
class FactKind:
    english: str
    form: type[record_forms.FactForm]

    @property
    def words(self) -> str:
        """In the reader's language."""
        return say(self.english)

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


FACT_KINDS = {
    noun.slug: noun
    for noun in (
        FactKind("biopsy", record_forms.BiopsyForm),
        FactKind("HER2 reading", forms.HER2ReadingForm),
        FactKind("receptors", forms.ReceptorReadingForm),
        FactKind("treatment", forms.TreatmentForm),
        FactKind("progression", record_forms.ProgressionForm),
        FactKind("disease status", record_forms.DiseaseStatusForm),
        FactKind("adverse event", forms.EventForm),
        FactKind("performance status", record_forms.PerformanceStatusForm),
        FactKind("condition", record_forms.ConditionForm),
        FactKind("LVEF", record_forms.LVEFForm),
        FactKind("alteration", forms.AlterationForm),
        FactKind("marker", forms.MarkerForm),
        FactKind("surgery or radiotherapy", record_forms.ProcedureForm),
        FactKind("board decision", forms.BoardDecisionForm),
        FactKind("patient", record_forms.PatientForm),
    )
}


def may_enter_visit(user) -> bool:
    return all(
        FACT_KINDS[slug].may(user, "add")
        for slug in ("performancestatus", "lvefmeasurement", "condition")
    )


def addable_kinds(patient: Patient, user) -> list[tuple[str, str]]:
    """Words and address of everything that this user may add; several facts in one form first."""
    together = []
    if may_enter_visit(user):
        together.append((say("visit"), reverse("visit_new", args=[patient.pk])))
    if FACT_KINDS["agentgiven"].may(user, "add"):
        together.append((say("regimen"), reverse("regimen_new", args=[patient.pk])))
    return together + [
        (noun.words, reverse("fact_new", args=[patient.pk, noun.slug]))
        for noun in FACT_KINDS.values()
        if noun.model is not Patient and noun.may(user, "add")
    ]


def entry_address(patient: Patient, slug: str, said: str, user) -> str:
    """Where such a fact is entered, with what is known of it; empty for whom may not."""
    if not FACT_KINDS[slug].may(user, "add"):
        return ""
    return f"{reverse('fact_new', args=[patient.pk, slug])}{f'?{said}' if said else ''}"


def edit_url(patient: Patient, ref: str, user) -> str:
    """Where the stored fact is corrected; empty for whom may not, and for steps: none is edited."""
    slug, key = ref.split("/")
    if slug not in FACT_KINDS or not FACT_KINDS[slug].may(user, "change"):
        return ""
    return reverse("fact_change", args=[patient.pk, slug, key])
