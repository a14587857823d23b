"""A regimen in one form: several agents of one start, with the line that is suggested and why."""

from dataclasses import dataclass
from functools import cached_property

from django import forms

from biomarkers.catalog.agents import AgentNames, UnknownAgent
from biomarkers.domain import record as domain
from biomarkers.domain.numbering import Suggestion, line_numbers
from biomarkers.domain.trying import with_treatments
from biomarkers.record.reading import record_of
from patients.forms import OfPatientForm
from patients.language import say
from patients.models import Agent, AgentGiven

from .safety import blocked_words, blocks_of


@dataclass(frozen=True)
class SuggestedLine:
    number: int
    because: str


class RegimenForm(OfPatientForm):
    """What several names may mean is asked about, and so is an agent that a label blocks."""

    drugs = forms.CharField(
        max_length=500,
        help_text="Apart by + or comma. Brand names and regimens such as TCHP are understood.",
        widget=forms.TextInput(attrs={"list": "words-agents", "autocomplete": "off"}),
    )
    setting = AgentGiven._meta.get_field("setting").formfield()
    started_on = AgentGiven._meta.get_field("started_on").formfield()
    confirm = forms.BooleanField(
        label="Confirm the suggested line number",
        required=False,
        help_text="For metastatic disease. Otherwise the number stays a suggestion.",
    )
    override_reason = AgentGiven._meta.get_field("override_reason").formfield(
        widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_drugs(self) -> list[Agent]:
        try:
            names, self.notes = AgentNames.stored().all_named(self.cleaned_data["drugs"])
        except UnknownAgent as fault:
            hint = say(" Is {alike} meant?").format(alike=fault.alike) if fault.alike else ""
            raise forms.ValidationError(
                say("“{fault}” is not a drug, brand or regimen in the list.{hint}").format(
                    fault=fault.name.strip(), hint=hint
                )
            ) from None
        found = {agent.name: agent for agent in Agent.objects.filter(name__in=names)
                 .prefetch_related("classes")}  # fmt: skip
        return [found[name] for name in names]

    def questions(self, cleaned):
        for note in self.notes:
            drugs = ", ".join(agent.name for agent in cleaned["drugs"])
            yield (
                "drugs",
                say("{note}. Read as {drugs}. Is that right?").format(note=note, drugs=drugs),
            )

    def clean(self):
        drugs = self.cleaned_data.get("drugs") or ()  # a question takes them out
        cleaned = super().clean()
        blocked = [
            blocked_words(agent, blocks[0])
            for agent in drugs
            if (blocks := blocks_of(self.patient, agent))
        ]
        if blocked and not cleaned.get("override_reason"):
            self.add_error("override_reason", blocked)
        elif drugs and cleaned.get("override_reason") and not blocked:
            self.add_error(
                "override_reason", say("No label warning applies to this regimen. Leave it empty.")
            )
        return cleaned

    @cached_property
    def facts(self) -> list[AgentGiven]:
        said = {name: self.cleaned_data[name] for name in ("setting", "started_on")}
        why = self.cleaned_data["override_reason"]
        return [
            AgentGiven(
                patient=self.patient,
                agent=agent,
                override_reason=why if blocks_of(self.patient, agent) else "",
                **said,
            )
            for agent in self.cleaned_data["drugs"]
        ]

    @property
    def suggested(self) -> SuggestedLine | None:
        """None outside metastatic disease, for supportive drugs alone, and while it is unclear."""
        said = self.cleaned_data
        if not all(said.get(name) for name in ("drugs", "setting", "started_on")):
            return None
        new = [
            domain.Treatment(
                ref=f"new/{agent.pk}",
                agent=domain.Agent(agent.name, agent.class_names),
                setting=said["setting"],
                started_on=said["started_on"],
            )
            for agent in said["drugs"]
        ]
        numbers = line_numbers(with_treatments(record_of(self.patient), new))
        for number, suggestions in numbers.suggestions.items():
            if because := _of_these(suggestions, new):
                return SuggestedLine(number, because)
        return None

    @property
    def number(self) -> int | None:
        """The number that is confirmed."""
        suggested = self.suggested if self.cleaned_data["confirm"] else None
        return suggested.number if suggested else None


def _of_these(suggestions: list[Suggestion], new: list[domain.Treatment]) -> str:
    return next((s.because.in_words for s in suggestions if s.treatment in new), "")
