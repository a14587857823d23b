"""What a person chose for the pages they read: language, theme, form of dates, time zone."""

from zoneinfo import available_timezones

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.language import ENGLISH, DateForm


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


DATE_FORMS = [
    (DateForm.WORDS.value, "9 May 2016"),
    (DateForm.ISO.value, "2016-05-09"),
    (DateForm.US.value, "05/09/2016"),
]


def time_zones() -> list[tuple[str, str]]:
    clinic = _("As the clinic (%(zone)s)") % {"zone": settings.TIME_ZONE}
    named = sorted(name for name in available_timezones() if "/" in name and name[0].isupper())
    return [("", clinic), *((name, name.replace("_", " ")) for name in named)]


class Preferences(models.Model):
    """One row a person at most; who has none reads English, in the theme of their system."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences", editable=False
    )
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default=ENGLISH.language
    )
    theme = models.CharField(_("theme"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    date_form = models.CharField(
        _("dates"), max_length=8, choices=DATE_FORMS, default=DateForm.WORDS.value,
        help_text=_("As pages show them. Dates are entered and exported as 2016-05-09."),
    )  # fmt: skip
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, default="",
        help_text=_("Of times on pages. Days, such as today, are those of the clinic."),
    )  # fmt: skip

    tour_waits = models.BooleanField(
        default=False, editable=False, help_text="The first tour has begun and was not ended."
    )

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="preferences_language_known",
            ),
            models.CheckConstraint(
                condition=Q(theme__in=Theme.values), name="preferences_theme_known"
            ),
            models.CheckConstraint(
                condition=Q(date_form__in=[form.value for form in DateForm]),
                name="preferences_date_form_known",
            ),
            models.CheckConstraint(
                condition=Q(time_zone="") | Q(time_zone__contains="/"),
                name="preferences_time_zone_named",
            ),
        ]

    def __str__(self):
        return f"Settings of {self.user_id}"

    @property
    def dark_media(self) -> str:
        """When the dark colors hold; paper stays light."""
        return _DARK_MEDIA[Theme(self.theme)]

    @property
    def color_scheme(self) -> str:
        """Of what the browser draws itself."""
        return "light dark" if self.theme == Theme.SYSTEM else self.theme


_DARK_MEDIA = {
    Theme.SYSTEM: "screen and (prefers-color-scheme: dark)",
    Theme.LIGHT: "not all",
    Theme.DARK: "screen",
}
