"""A drug by any of its names: generic, brand, synonym or code, offered while one types."""

from typing import Any

from django import forms

from biomarkers.catalog.agents import AgentNames, SeveralAgents, UnknownAgent
from patients.language import say
from patients.models import Agent


class AgentField(forms.ModelChoiceField):
    """Shows the generic name. A name in no list is refused, with the one that may be meant."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any):
        offered = forms.TextInput(attrs={"list": "words-agents", "autocomplete": "off"})
        usual = {"label": "Drug", "help_text": say("Generic or brand name.")}
        super().__init__(Agent.objects.all(), **{**usual, "widget": offered, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """A key of the record as its name; what was typed stays as it is."""
        key = value.pk if isinstance(value, Agent) else value
        if str(key or "").isdigit():
            return Agent.objects.filter(pk=key).values_list("name", flat=True).first() or value
        return value

    def to_python(self, value: Any) -> Agent | None:
        written = str(value or "").strip()
        if not written:
            return None
        try:
            return Agent.objects.get(name=AgentNames.stored().named(written))
        except SeveralAgents as several:
            names = f" {say('and')} ".join(several.agents)
            raise forms.ValidationError(
                say("“{written}” is {names}: add each by itself, or a regimen.").format(
                    written=written, names=names
                )
            ) from None
        except UnknownAgent as fault:
            hint = say(" Is {alike} meant?").format(alike=fault.alike) if fault.alike else ""
            raise forms.ValidationError(
                say("“{written}” is not a drug or brand in the list.{hint}").format(
                    written=written, hint=hint
                )
            ) from None


class ReadsAgent(forms.ModelForm):
    """The drug that is meant; a name that is not the generic one is kept as it was written."""

    agent = AgentField()

    def clean_agent(self) -> Agent:
        agent = self.cleaned_data["agent"]
        written = self.data.get(self.add_prefix("agent"), "").strip()
        if "agent" in self.changed_data:
            self.instance.agent_as_written = "" if written == agent.name else written
        return agent
