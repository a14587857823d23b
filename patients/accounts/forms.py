"""Who is invited, and how a person reads pages."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from patients.models import CareTeam, Preferences

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


def time_zones() -> list[tuple[str, str]]:
    clinic = _("As the clinic (%(zone)s)") % {"zone": settings.TIME_ZONE}
    named = sorted(name for name in available_timezones() if "/" in name and name[0].isupper())
    return [("", clinic), *((name, name.replace("_", " ")) for name in named)]


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
