"""Forms of results, one a noun."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError

from biomarkers import models
from biomarkers.catalog.genes import MisspeltGene, gene_names
from biomarkers.domain.codes import BoardOutcome
from biomarkers.domain.doubts import Doubt, Values, doubts_of_her2, doubts_of_receptors
from patients.codes import choices_of
from patients.fields import DayInput
from patients.forms import AdverseEventForm, AgentGivenForm, FactForm
from patients.language import say

from .agent_field import ReadsAgent
from .safety import blocked_words, blocks_of


class OfSpecimenForm(FactForm):
    """A reading of one of the patient's specimens. What hardly goes together is asked about."""

    doubts_of: Callable[[Values], list[Doubt]]

    def questions(self, cleaned):
        return ((doubt.field, doubt.says) for doubt in self.doubts_of(cleaned))

    def choose_among_patient(self) -> None:
        self.fields["biopsy"].queryset = self.patient.biopsies.all()
        self.fields["biopsy"].label = "Specimen"


class HER2ReadingForm(OfSpecimenForm):
    doubts_of = staticmethod(doubts_of_her2)
    groups_of = {
        "IHC": ("ihc_score", "ihc_score_range", "zero_staining", "percent_stained"),
        "ISH": ("ish_status", "ish_probe", "ish_ratio", "her2_copies", "cep17_copies",
                "ish_result", "ish_recount"),
        "Report": ("reported_as", "as_written", "pathologist", "assay", "guideline"),
    }  # fmt: skip

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

    def clean_zero_staining(self) -> str:
        """A score above 0 has no word on the staining of 0, whatever was chosen before."""
        score = self.cleaned_data.get("ihc_score") or self.cleaned_data.get("ihc_score_range")
        return self.cleaned_data["zero_staining"] if score in ("", "0", "0-1+", None) else ""


class ReceptorReadingForm(OfSpecimenForm):
    doubts_of = staticmethod(doubts_of_receptors)

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
        self.fields["biopsy"].empty_label = say("none or not known")


class ReadsGene(forms.ModelForm):
    """The symbol of the gene that is meant; what was written is kept."""

    def clean_gene(self):
        written = self.cleaned_data["gene"]
        try:
            symbol = gene_names().symbol_of(written)
        except MisspeltGene as fault:
            raise ValidationError(
                say("No gene is called so; is {symbol} meant?").format(symbol=fault.symbol)
            ) from None
        if symbol != written:
            self.instance.gene_as_written = written
        return symbol


class AlterationForm(ReadsGene, TestedForm):
    class Meta:
        model = models.Alteration
        fields = ["gene", "result", "alteration", "origin", "material", "tested_on", "biopsy"]


class MarkerForm(TestedForm):
    class Meta:
        model = models.MarkerResult
        fields = ["marker", "value", "tested_on", "biopsy"]


class EventForm(ReadsAgent, AdverseEventForm):
    class Meta(AdverseEventForm.Meta):
        pass


class TreatmentForm(ReadsAgent, AgentGivenForm):
    """Starting an agent that its label blocks asks why it is given all the same."""

    class Meta(AgentGivenForm.Meta):
        pass

    def clean(self):
        cleaned = super().clean()
        agent, reason = cleaned.get("agent"), cleaned.get("override_reason")
        if not agent or self.is_correction:
            return cleaned
        blocks = blocks_of(self.patient, agent)
        if blocks and not reason:
            self.add_error("override_reason", blocked_words(agent, blocks[0]))
        elif reason and not blocks:
            self.add_error(
                "override_reason",
                say("No label warning applies to this drug. Leave the reason empty."),
            )
        return cleaned


class BoardDecisionForm(FactForm):
    """A decision of a tumor board; one of a meeting here has its date and question from it."""

    class Meta:
        model = models.BoardDecision
        fields = ["on", "question", "outcome", "text", "reason", "until", "decided_by"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "reason": forms.Textarea(attrs={"rows": 2}),
            "until": DayInput,
            "outcome": forms.RadioSelect,
        }

    def choose_among_patient(self) -> None:
        self.fields["outcome"].choices = choices_of(BoardOutcome)
