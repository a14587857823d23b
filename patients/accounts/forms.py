"""Who is invited, and the password of who was."""

from django import forms
from django.contrib.auth.models import Group, User

from patients.models import CareTeam

from .groups import ROLES


class InviteForm(forms.ModelForm):
    """The role and the teams are chosen here, so that nobody comes in without."""

    role = forms.ModelChoiceField(Group.objects.filter(name__in=ROLES))
    teams = forms.ModelMultipleChoiceField(
        CareTeam.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whose patients they see. None for who keeps accounts or reads the trail.",
    )

    class Meta:
        model = User
        fields = ["username", "email"]
        help_texts = {
            "username": "",
            "email": "The link is sent there, if the server can send mail; "
            "single sign-on knows them by it.",
        }

    def clean_email(self) -> str:
        """No two people under one address: single sign-on goes by it."""
        email = self.cleaned_data["email"]
        if email and User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Another account has this address.")
        return email
