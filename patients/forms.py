"""Forms of the record, one a noun. Each takes one fact; corrections say why."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model

from . import models
from .changes.conflicts import ChangedMeanwhile, Seen, as_text
from .codes import EndReason
from .search.alike import ALIKE_BY, patients_alike, specimens_alike

Question = tuple[str, str]  # field, and what is asked at it

ECOG_WORDS = [
    (0, "0: fully active"),
    (1, "1: restricted in strenuous activity"),
    (2, "2: up and about more than half of the day"),
    (3, "3: in bed or chair more than half of the day"),
    (4, "4: completely disabled"),
]


GRADES = [
    ("", "Not recorded"),
    (1, "1: mild"),
    (2, "2: moderate"),
    (3, "3: severe"),
    (4, "4: life-threatening"),
    (5, "5: fatal"),
]


class FactForm(forms.ModelForm):
    """One fact of a patient, new or corrected.

    A correction gives its reason, and carries what the person saw (`seen`), signed: what someone
    else changed since is told once, and nothing that was typed is lost.
    """

    why = forms.CharField(
        label="Reason for the change",
        max_length=200,
        help_text="For example, “typing error” or “amended report”. The old value is kept in the "
        "audit trail.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    sure = forms.BooleanField(
        label="I have checked this: save", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, patient: models.Patient, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.patient = patient
        self.is_correction = not self.instance._state.adding
        if self.is_correction:
            self.initial["seen"] = signing.dumps(as_text(self.instance, self._meta.fields))
        else:
            del self.fields["why"], self.fields["seen"]
        self.choose_among_patient()

    def choose_among_patient(self) -> None:
        """Narrow what can be chosen to rows of this patient."""

    def questions(self, cleaned: dict[str, Any]) -> Iterator[Question]:
        """What is asked before the fact is saved. It may be right: nothing is refused."""
        yield from ()

    def clean(self):
        """Questions come once everything can be read; whoever is sure is not asked again."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("sure"):
            for field, asked in self.questions(cleaned):
                self.fields["sure"].widget = forms.CheckboxInput()
                self.add_error(field, asked)
        return cleaned

    def validate_unique(self) -> None:
        """Left to the action, which tells a second press of Save from a number that is taken."""

    def show(self, error: ValidationError) -> None:
        """What the action refused, at its fields."""
        said = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in said.items():
            self.add_error(name if name in self.fields else None, messages)

    @property
    def facts(self) -> list[Model]:
        """What is saved: the fact of the form, and what follows from it."""
        return [self.instance]

    @property
    def seen_values(self) -> dict[models.ClinicalFact, Seen]:
        """What the person saw of the fact; of a new one nothing."""
        return {self.instance: self.cleaned_data["seen"]} if self.is_correction else {}

    def clean_seen(self) -> Seen:
        try:
            return signing.loads(self.cleaned_data["seen"])
        except signing.BadSignature:
            raise forms.ValidationError("Open the form again, then correct the fact.") from None

    def show_changes(self, error: ChangedMeanwhile) -> None:
        """Say what was changed; a field that was not touched here takes the new value over."""
        self.add_error(None, error)
        stored = type(self.instance).on_file.get(pk=self.instance.pk)
        seen, now = self.cleaned_data["seen"], as_text(stored, self._meta.fields)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = signing.dumps(now)
        for difference in error.differences:
            name = difference.field
            if self.data.get(self.add_prefix(name), "") == seen[name]:
                self.data[self.add_prefix(name)] = now[name]


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
            raise forms.ValidationError("A record with this MRN was merged or entered in error.")
        return mrn

    def questions(self, cleaned):
        if not (cleaned.get("family_name") or cleaned.get("given_name")):
            yield "family_name", "No name is entered. Save this patient without a name?"
        if not self.is_correction:
            for other in patients_alike(**{name: cleaned.get(name) for name in ALIKE_BY}):
                yield "mrn", f"May be on record already: {other}. Is this another person?"


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
        for other in specimens_alike(self.instance, cleaned["accession"]):
            whose = "this patient" if other.patient_id == self.patient.pk else str(other.patient)
            yield "accession", f"Like {other} of {whose}. Is this another specimen?"


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


def _of_event(name: str, **kwargs) -> forms.Field:
    """The field of an adverse event, in another form and never required by itself."""
    return models.AdverseEvent._meta.get_field(name).formfield(required=False, **kwargs)


class StopForm(forms.Form):
    """An agent, or all agents of a line, stopped on a day for a reason.

    For toxicity it asks in the same form which it was; what is not known yet becomes a task.
    """

    ended_on = models.AgentGiven._meta.get_field("ended_on").formfield(
        label="Stop date", required=False, help_text="Leave empty if the date is not known."
    )
    end_reason = forms.ChoiceField(
        label="Reason for stopping",
        choices=[("", "—"), *models.AgentGiven._meta.get_field("end_reason").choices],
    )
    toxic = forms.ModelChoiceField(
        models.AgentGiven.objects.none(), label="Drug that caused it", required=False
    )
    term = _of_event("term", label="Which toxicity (CTCAE term)", help_text="As “pneumonitis”.")
    grade = _of_event("grade", widget=forms.Select(choices=GRADES))
    hospitalised = _of_event("hospitalised")
    onset_on = _of_event("onset_on", help_text="A year or a month is enough.")
    resolved_on = _of_event("resolved_on", help_text="Leave empty if ongoing or not known.")
    not_told = forms.BooleanField(
        label="Event or grade not known yet: leave it as a task", required=False
    )

    TOXICITY = ("toxic", "term", "grade", "hospitalised", "onset_on", "resolved_on", "not_told")

    def __init__(self, *args, given: list[models.AgentGiven], **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.given = given
        if len(given) == 1:
            del self.fields["toxic"]
        else:
            keys = [row.pk for row in given]
            self.fields["toxic"].queryset = models.AgentGiven.objects.filter(
                pk__in=keys
            ).select_related("agent")
            self.fields["toxic"].label_from_instance = lambda row: str(row.agent)

    def clean_ended_on(self):
        ended_on = self.cleaned_data["ended_on"]
        started_on = max(row.started_on for row in self.given)
        if ended_on and ended_on.last < started_on.first:
            raise forms.ValidationError(
                f"The end date must be on or after the start date ({started_on.in_words})."
            )
        return ended_on

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("end_reason") == EndReason.TOXICITY and not cleaned.get("not_told"):
            if not cleaned.get("term") and "term" not in self.errors:
                self.add_error("term", "Enter which toxicity, or tick that it is not known yet.")
            elif not cleaned.get("onset_on") and "onset_on" not in self.errors:
                self.add_error("onset_on", "Enter when it began.")
            if "toxic" in self.fields and not cleaned.get("toxic"):
                self.add_error("toxic", "Select the drug that caused it.")
        return cleaned

    @property
    def stop(self) -> dict[str, Any]:
        """What `stop_agents` wants."""
        cleaned = self.cleaned_data
        stop = {name: cleaned[name] for name in ("ended_on", "end_reason")}
        return {**stop, "event": self._event()}

    def _event(self) -> models.AdverseEvent | None:
        cleaned = self.cleaned_data
        if cleaned["end_reason"] != EndReason.TOXICITY or cleaned["not_told"]:
            return None
        cause = cleaned.get("toxic") or self.given[0]
        said = {name: cleaned[name] for name in self.TOXICITY[1:-1]}
        return models.AdverseEvent(patient_id=cause.patient_id, agent=cause.agent, **said)


class InErrorForm(forms.Form):
    """Why a fact leaves the record."""

    why = forms.CharField(
        label="Reason", max_length=200, help_text="As “wrong patient”, “entered twice”."
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
