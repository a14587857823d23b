"""What is found at one visit, in one form: performance status, LVEF and other conditions."""

from functools import cached_property

from django import forms

from patients.forms import ECOG_WORDS, OfPatientForm, field_of
from patients.language import say
from patients.models import (
    ClinicalFact,
    Condition,
    ConditionKind,
    LVEFMeasurement,
    PerformanceStatus,
)

CONDITIONS = 3  # in one form


class VisitForm(OfPatientForm):
    """Nothing of it is required but the date, and one finding."""

    groups_of = {
        "Performance status and heart": ("ecog", "percent", "method", "measured_on"),
        "Conditions": tuple(
            f"{name}_{place}" for place in range(1, CONDITIONS + 1) for name in ("kind", "severity")
        ),
    }

    on = PerformanceStatus._meta.get_field("on").formfield(label="Date of the visit")
    ecog = field_of(
        PerformanceStatus, "ecog", widget=forms.Select(choices=[("", "Not recorded"), *ECOG_WORDS])
    )
    percent = field_of(LVEFMeasurement, "percent")
    method = field_of(LVEFMeasurement, "method", label="LVEF method")
    measured_on = field_of(
        LVEFMeasurement, "measured_on", label="LVEF measured on", help_text="Empty: at the visit."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = ConditionKind.objects.all()
        severities = dict.fromkeys(code for kind in kinds for code in kind.severity_codes)
        choices = [("", say("Not recorded")), *((code, code) for code in severities)]
        for place in range(1, CONDITIONS + 1):
            self.fields[f"kind_{place}"] = forms.ModelChoiceField(
                kinds,
                required=False,
                label=say("Condition {place}").format(place=place),
                empty_label=say("Not recorded"),
            )
            self.fields[f"severity_{place}"] = forms.ChoiceField(
                choices=choices, required=False, label=say("Severity {place}").format(place=place)
            )

    def clean(self):
        cleaned = super().clean()
        for place in range(1, CONDITIONS + 1):
            kind, severity = cleaned.get(f"kind_{place}"), cleaned.get(f"severity_{place}") or ""
            if severity and not kind:
                self.add_error(f"kind_{place}", say("Select the condition."))
            elif kind and (wrong := kind.refuses(severity)):
                self.add_error(f"severity_{place}", wrong)
        of_lvef = cleaned.get("method") or cleaned.get("measured_on")
        if of_lvef and cleaned.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", say("Enter the LVEF."))
        if not self.errors and not self._found:
            self.add_error(None, say("Enter what was found: ECOG, LVEF or a condition."))
        return cleaned

    @cached_property
    def facts(self) -> list[ClinicalFact]:
        """With a date on record, an ECOG without one is kept no longer."""
        if self.cleaned_data["ecog"] is None or self.patient.undated_ecog is None:
            return self._found
        self.patient.undated_ecog = None
        return [*self._found, self.patient]

    @cached_property
    def _found(self) -> list[ClinicalFact]:
        said, of = self.cleaned_data, {"patient": self.patient}
        found: list[ClinicalFact] = []
        if said.get("ecog") is not None:
            found.append(PerformanceStatus(**of, on=said["on"], ecog=said["ecog"]))
        if said.get("percent") is not None:
            lvef = {"percent": said["percent"], "method": said["method"]}
            found.append(
                LVEFMeasurement(**of, measured_on=said["measured_on"] or said["on"], **lvef)
            )
        for place in range(1, CONDITIONS + 1):
            if kind := said.get(f"kind_{place}"):
                severity = said[f"severity_{place}"]
                found.append(Condition(**of, kind=kind, severity=severity, noted_on=said["on"]))
        return found
