"""Who is invited, and how a person reads pages."""

from django import forms
from django.contrib.auth.models import Group, User

from patients.models import CareTeam

from .actions import refuse_taken_email
from .groups import ROLES
from .preferences import Preferences, time_zones


class InviteForm(forms.ModelForm):
    """The role and the teams are chosen here, so that nobody comes in without."""

    role = forms.ModelChoiceField(Group.objects.filter(name__in=ROLES))
    teams = forms.ModelMultipleChoiceField(
        CareTeam.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The user sees the patients of these teams. Leave empty for administrators and "
        "privacy officers.",
    )

    class Meta:
        model = User
        fields = ["username", "email"]
        help_texts = {
            "username": "",
            "email": "The invitation is sent to this address. It is also used for single sign-on.",
        }

    def clean_email(self) -> str:
        refuse_taken_email(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class PreferencesForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        choices=time_zones,
        required=False,
        label=Preferences._meta.get_field("time_zone").verbose_name,
        help_text=Preferences._meta.get_field("time_zone").help_text,
    )

    class Meta:
        model = Preferences
        fields = ["language", "theme", "date_form", "time_zone"]
