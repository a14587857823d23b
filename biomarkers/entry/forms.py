"""Forms of results, one a noun."""

from django import forms

from biomarkers import models
from biomarkers.domain.safety import block_for
from biomarkers.record.reading import record_of
from patients.forms import AgentGivenForm, FactForm


class OfSpecimenForm(FactForm):
    """A reading of one of the patient's specimens."""

    def choose_among_patient(self) -> None:
        self.fields["biopsy"].queryset = self.patient.biopsies.all()
        self.fields["biopsy"].label = "Specimen"


class HER2ReadingForm(OfSpecimenForm):
    class Meta:
        model = models.HER2Reading
        fields = [
            "biopsy",
            "read_on",
            "adequate",
            "reported_as",
            "ihc_score",
            "ihc_score_range",
            "zero_staining",
            "percent_stained",
            "ish_status",
            "ish_probe",
            "ish_ratio",
            "her2_copies",
            "cep17_copies",
            "ish_result",
            "ish_recount",
            "as_written",
            "pathologist",
            "assay",
            "guideline",
        ]
        widgets = {"as_written": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        """A score above 0 has no word on the staining of 0, whatever was chosen before."""
        cleaned = super().clean()
        score = cleaned.get("ihc_score") or cleaned.get("ihc_score_range")
        if score not in ("", "0", "0-1+", None):
            cleaned["zero_staining"] = ""
        return cleaned


class ReceptorReadingForm(OfSpecimenForm):
    class Meta:
        model = models.ReceptorReading
        fields = [
            "biopsy",
            "read_on",
            "er_percent",
            "er_status",
            "pr_percent",
            "pr_status",
            "ki67_percent",
        ]


class TestedForm(FactForm):
    def choose_among_patient(self) -> None:
        self.fields["biopsy"].queryset = self.patient.biopsies.all()
        self.fields["biopsy"].empty_label = "none, or not known"


class AlterationForm(TestedForm):
    class Meta:
        model = models.Alteration
        fields = ["gene", "result", "alteration", "origin", "material", "tested_on", "biopsy"]


class MarkerForm(TestedForm):
    class Meta:
        model = models.MarkerResult
        fields = ["marker", "value", "tested_on", "biopsy"]


class TreatmentForm(AgentGivenForm):
    """Starting an agent that its label blocks asks why it is given all the same."""

    def clean(self):
        cleaned = super().clean()
        agent, reason = cleaned.get("agent"), cleaned.get("override_reason")
        if not agent or self.is_correction:
            return cleaned
        block = block_for(frozenset({agent.name}), record_of(self.patient))
        if block and not reason:
            self.add_error(
                "override_reason",
                f"The label blocks {agent.name}: {block.event.term} on record, "
                f"{block.event.onset_on.in_words}. {block.rule.label} To start it all the same, "
                "say why.",
            )
        elif reason and not block:
            self.add_error("override_reason", "Nothing on record blocks this agent.")
        return cleaned
