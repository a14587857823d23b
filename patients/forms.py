"""Forms of the record, one a noun. Each takes one fact; corrections say why."""

from typing import Any

from django import forms
from django.core import signing
from django.forms.models import model_to_dict

from . import models


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
            "ecog",
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
        fields = ["on", "site", "modality"]


class DiseaseStatusForm(FactForm):
    class Meta:
        model = models.DiseaseStatus
        fields = ["on", "status", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


class LVEFForm(FactForm):
    class Meta:
        model = models.LVEFMeasurement
        fields = ["measured_on", "percent", "method"]


class ProcedureForm(FactForm):
    class Meta:
        model = models.Procedure
        fields = ["kind", "started_on", "ended_on", "site", "detail"]
        widgets = {"detail": forms.Textarea(attrs={"rows": 2})}
