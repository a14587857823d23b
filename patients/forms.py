"""Forms of the record, one a noun. Each takes one fact; corrections say why."""

from typing import Any

from django import forms
from django.core import signing
from django.db.models import Model
from django.forms.models import model_to_dict

from . import models

ECOG_WORDS = [
    (0, "0: fully active"),
    (1, "1: restricted in strenuous activity"),
    (2, "2: up and about more than half of the day"),
    (3, "3: in bed or chair more than half of the day"),
    (4, "4: completely disabled"),
]


class FactForm(forms.ModelForm):
    """One fact of a patient, new or corrected.

    A correction gives its reason. What somebody else changed since the form was opened is told
    once, and nothing that was typed is lost.
    """

    why = forms.CharField(
        label="Why is it corrected?",
        max_length=200,
        help_text="As “typed wrong”, “amended report”. The old value stays in the log.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, patient: models.Patient, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.patient = patient
        self.is_correction = not self.instance._state.adding
        if self.is_correction:
            self.initial["seen"] = signing.dumps(self._stored_now())
        else:
            del self.fields["why"], self.fields["seen"]
        self.choose_among_patient()

    def choose_among_patient(self) -> None:
        """Narrow what can be chosen to rows of this patient."""

    @property
    def facts(self) -> list[Model]:
        """What is saved: the fact of the form, and what follows from it."""
        return [self.instance]

    def _stored_now(self) -> dict[str, str]:
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        return _as_text(model_to_dict(stored, fields=self._meta.fields))

    def clean(self):
        cleaned = super().clean()
        if self.is_correction:
            self._tell_of_other_changes()
        return cleaned

    def _tell_of_other_changes(self) -> None:
        try:
            seen = signing.loads(self.data.get(self.add_prefix("seen"), ""))
        except signing.BadSignature:
            seen = {}
        now = self._stored_now()
        changed = [name for name, value in now.items() if seen.get(name) != value]
        if not changed:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = signing.dumps(now)
        for name in changed:
            self.add_error(None, self._told(name, seen.get(name, ""), now[name]))
            if self.data.get(self.add_prefix(name), "") == seen.get(name):
                self.data[self.add_prefix(name)] = now[name]

    def _told(self, name: str, old: str, new: str) -> str:
        label = self.fields[name].label or name
        return (
            f"{label} was changed by somebody else meanwhile, from “{old}” to “{new}”. "
            "Look again, then save."
        )


def _as_text(values: dict[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in values.items()}


class PatientForm(FactForm):
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
        self.fields["line"].empty_label = "as suggested"
        self.fields["override_reason"].widget = forms.Textarea(attrs={"rows": 2})


class StopForm(forms.Form):
    """An agent, or all agents of a line, stopped on a day for a reason."""

    ended_on = models.AgentGiven._meta.get_field("ended_on").formfield(
        label="Stopped on", required=False, help_text="Empty: the day is not known."
    )
    end_reason = forms.ChoiceField(
        label="Why", choices=[("", "—"), *models.AgentGiven._meta.get_field("end_reason").choices]
    )


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
        self.fields["ecog"].widget.choices = [("", "Select …"), *ECOG_WORDS]
        if self.patient.undated_ecog is not None:
            self.fields["ecog"].help_text = (
                f"ECOG {self.patient.undated_ecog} is on record without a date: enter when it was "
                "found."
            )

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
        self.fields["kind"].empty_label = "Select …"
        kinds = self.fields["kind"].queryset
        severities = dict.fromkeys(code for kind in kinds for code in kind.severity_codes)
        self.fields["severity"].widget.choices = [
            ("", "Not recorded"),
            *((code, code) for code in severities),
        ]


class ProcedureForm(FactForm):
    class Meta:
        model = models.Procedure
        fields = ["kind", "started_on", "ended_on", "site", "detail"]
        widgets = {"detail": forms.Textarea(attrs={"rows": 2})}
