"""Forms of the record, one a noun. Each takes one fact; corrections say why."""

from django import forms
from django.db.models import Model

from patients import models
from patients.language import say
from patients.search.alike import ALIKE_BY, patients_alike, words_of_alike

from .base import FactForm
from .choices import ECOG_WORDS, GRADES


class PatientForm(FactForm):
    """A patient without a name, or who may be on record already, is asked about before saving."""

    class Meta:
        model = models.Patient
        fields = [
            "care_team",
            "mrn",
            "family_name",
            "given_name",
            "birth_date",
            "sex",
            "menopausal_status",
            "diagnosed_on",
            "stage_at_diagnosis",
            "metastatic_on",
            "unresectable_on",
            "residual_disease",
            "treatment_history",
            "last_contact_on",
            "deceased_on",
        ]

    def clean_mrn(self) -> str:
        mrn = self.cleaned_data["mrn"]
        taken = models.Patient.on_file.filter(mrn=mrn, in_error__isnull=False)
        if taken.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                say("A record with this MRN was merged or entered in error.")
            )
        return mrn

    def questions(self, cleaned):
        if not (cleaned.get("family_name") or cleaned.get("given_name")):
            yield "family_name", say("No name is entered. Save this patient without a name?")
        if not self.is_correction:
            for other in patients_alike(**{name: cleaned.get(name) for name in ALIKE_BY}):
                yield (
                    "mrn",
                    say("May be on record already: {other}. Is this another person?").format(
                        other=other
                    ),
                )


class BiopsyForm(FactForm):
    class Meta:
        model = models.Biopsy
        fields = [
            "accession",
            "collected_on",
            "site",
            "laterality",
            "tumor",
            "kind",
            "procedure",
            "decalcification",
        ]

    def questions(self, cleaned):
        for words in words_of_alike(self.instance, cleaned["accession"], by=self.by):
            yield "accession", say("{words} Is this another specimen?").format(words=words)


class AgentGivenForm(FactForm):
    """An agent started, or a stretch of treatment in the past."""

    class Meta:
        model = models.AgentGiven
        fields = [
            "agent",
            "setting",
            "started_on",
            "ended_on",
            "end_reason",
            "line",
            "stated_line",
            "override_reason",
        ]

    def choose_among_patient(self) -> None:
        self.fields["line"].queryset = self.patient.lines.all()
        self.fields["line"].empty_label = say("as suggested")
        self.fields["override_reason"].widget = forms.Textarea(attrs={"rows": 2})


class AdverseEventForm(FactForm):
    class Meta:
        model = models.AdverseEvent
        fields = [
            "agent",
            "term",
            "grade",
            "ctcae_version",
            "hospitalised",
            "onset_on",
            "resolved_on",
        ]
        widgets = {"grade": forms.Select(choices=GRADES)}


class ProgressionForm(FactForm):
    class Meta:
        model = models.Progression
        fields = ["on", "site", "modality", "continued"]


class DiseaseStatusForm(FactForm):
    class Meta:
        model = models.DiseaseStatus
        fields = ["on", "status", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


class LVEFForm(FactForm):
    class Meta:
        model = models.LVEFMeasurement
        fields = ["measured_on", "percent", "method"]


class PerformanceStatusForm(FactForm):
    class Meta:
        model = models.PerformanceStatus
        fields = ["on", "ecog"]
        widgets = {"ecog": forms.Select}

    def choose_among_patient(self) -> None:
        self.fields["ecog"].widget.choices = [("", say("Select …")), *ECOG_WORDS]
        if self.patient.undated_ecog is not None:
            self.fields["ecog"].help_text = say(
                "ECOG {undated_ecog} is on record without a date: enter when it was found."
            ).format(undated_ecog=self.patient.undated_ecog)

    @property
    def facts(self) -> list[Model]:
        """With a date on record, one without is kept no longer."""
        if self.patient.undated_ecog is None:
            return super().facts
        self.patient.undated_ecog = None
        return [self.instance, self.patient]


class ConditionForm(FactForm):
    class Meta:
        model = models.Condition
        fields = ["kind", "severity", "noted_on", "resolved_on", "detail"]
        widgets = {"severity": forms.Select, "detail": forms.Textarea(attrs={"rows": 2})}

    def choose_among_patient(self) -> None:
        self.fields["kind"].empty_label = say("Select …")
        kinds = self.fields["kind"].queryset
        severities = dict.fromkeys(code for kind in kinds for code in kind.severity_codes)
        self.fields["severity"].widget.choices = [
            ("", say("Not recorded")),
            *((code, code) for code in severities),
        ]


class ProcedureForm(FactForm):
    class Meta:
        model = models.Procedure
        fields = ["kind", "started_on", "ended_on", "site", "detail"]
        widgets = {"detail": forms.Textarea(attrs={"rows": 2})}
