"""Who was asked in, who they are elsewhere, where they are logged in, who gets more rights."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q


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
