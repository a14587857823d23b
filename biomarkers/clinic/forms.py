from typing import Any

from django import forms

from biomarkers.domain.subtype import Subtype
from patients.codes import choices_of
from patients.language import to_say
from patients.models import CareTeam

from .periods import PERIOD_WORDS, USUAL


class ClinicFilter(forms.Form):
    """What the address of the clinic page may ask for: one team, a subtype, a period."""

    team = forms.ModelChoiceField(CareTeam.objects.none(), required=False, empty_label=None)
    subtype = forms.ChoiceField(choices=[("", "any subtype"), *choices_of(Subtype)], required=False)
    period = forms.ChoiceField(
        choices=list(PERIOD_WORDS.items()),
        required=False,
        initial=USUAL,
        label=to_say("Period"),
        help_text="For changes by quarter, and lines begun.",
    )
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, teams: list[CareTeam]):
        super().__init__({"period": USUAL, **{name: data[name] for name in data}}, label_suffix="")
        self.teams = teams
        team: Any = self.fields["team"]
        team.queryset = CareTeam.objects.filter(pk__in=[team.pk for team in teams])
        team.choices = [(team.pk, team.name) for team in teams]

    @property
    def chosen_team(self) -> CareTeam:
        """The one that was chosen, of those that the user sees; else the first."""
        asked = self.data.get("team")
        return next((team for team in self.teams if str(team.pk) == asked), self.teams[0])

    @property
    def chosen(self) -> dict:
        """What could be read; a filter that cannot is as if not given."""
        self.is_valid()
        return self.cleaned_data
