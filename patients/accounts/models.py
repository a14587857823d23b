"""Accounts: who was asked in, logins elsewhere, sessions, rights asked for, settings of pages."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patients.language import ENGLISH, DateForm, say


class Invitation(models.Model):
    """A link for one person, for some days, good for one use. The link itself is not kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations", editable=False
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    invited_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("invited_at")), name="invitation_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None),
                name="one_open_invitation_for_user",
            ),
        ]

    def __str__(self):
        return f"Invitation of {self.user_id} until {self.ends_at:%Y-%m-%d}"


class SingleSignOn(models.Model):
    """Who one is at the identity provider: kept at the first login there, and held to since."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="single_sign_on"
    )
    issuer = models.URLField(max_length=300)
    subject = models.CharField(max_length=255)

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_user_for_subject")
        ]

    def __str__(self):
        return f"{self.subject} at {self.issuer}"


class UserSession(AbstractBaseSession):
    """A row of the session engine, tied to who is logged in by it; to nobody before a login."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", null=True, editable=False
    )

    class Meta(AbstractBaseSession.Meta):
        default_permissions = []

    @classmethod
    def get_session_store_class(cls):
        from .sessions import SessionStore  # which asks for this class

        return SessionStore


class RoleRequest(models.Model):
    """A privileged role for a person: asked for by one, granted by another.

    Only the first of all is granted by nobody else, while there is no second person yet.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_requests")
    role = models.ForeignKey(Group, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        default_permissions = []
        permissions = [("decide_rolerequest", "Can confirm privileged roles that another gave")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(decided_at=None),
                name="one_open_request_for_role",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, is_granted=None)
                | Q(decided_at__isnull=False, is_granted__isnull=False),
                name="role_request_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(is_granted=True)
                | Q(decided_by=None)
                | (~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("user"))),
                name="role_is_granted_by_another",
            ),
            models.UniqueConstraint(
                fields=["is_granted"],
                condition=Q(is_granted=True, decided_by=None),
                name="one_role_without_a_second",
            ),
        ]

    def __str__(self):
        return f"{self.role} for {self.user}"

    @property
    def words(self) -> str:
        """As a page shows it; the trail keeps `str`."""
        return say("{role} for {user}").format(role=say(self.role.name), user=self.user)


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


DATE_FORMS = [
    (DateForm.WORDS.value, "9 May 2016"),
    (DateForm.ISO.value, "2016-05-09"),
    (DateForm.US.value, "05/09/2016"),
]


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
        help_text=_("As pages show them. Forms take 2016-05-09 and 9 May 2016, never 05/09/2016."),
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
