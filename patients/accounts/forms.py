"""Who is invited, and the password of who was."""

from django import forms
from django.contrib.auth.models import Group, User

from patients.models import CareTeam

from .actions import refuse_taken_email
from .groups import ROLES


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
