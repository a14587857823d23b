"""Forms by which something ends: a drug, a line, or a fact that was entered in error."""

from functools import partial
from typing import Any

from django import forms

from patients import models
from patients.codes import EndReason
from patients.language import say

from .base import field_of
from .choices import GRADES

_of_event = partial(field_of, models.AdverseEvent)


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
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
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
                say("The end date must be on or after the start date ({started_on}).").format(
                    started_on=started_on.in_words
                )
            )
        return ended_on

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("end_reason") == EndReason.TOXICITY and not cleaned.get("not_told"):
            if not cleaned.get("term") and "term" not in self.errors:
                self.add_error(
                    "term", say("Enter which toxicity, or tick that it is not known yet.")
                )
            elif not cleaned.get("onset_on") and "onset_on" not in self.errors:
                self.add_error("onset_on", say("Enter when it began."))
            if "toxic" in self.fields and not cleaned.get("toxic"):
                self.add_error("toxic", say("Select the drug that caused it."))
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
