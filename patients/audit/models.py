"""The audit trail. Rows are only ever added (docs/audit-trail.md)."""

import uuid

from auditlog.models import AbstractLogEntry, LogEntryManager
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q

from patients.readers import in_english

from .mac import MacField
from .shown_index import ShownIndex
from .watching import without_nothing

SHOWN = "patients"  # in `additional_data`: who stood in a list, by key


class AuditEventManager(LogEntryManager):
    """Entries that the audit log writes by itself learn whose record the row belongs to."""

    def of_patient(self, patient_id: uuid.UUID) -> models.QuerySet:
        """Of the record itself, and of lists in which the patient stood."""
        return self.filter(Q(patient_id=patient_id) | _shows(patient_id))

    def log_create(self, instance, force_log=False, **kwargs):
        if kwargs.get("changes"):
            kwargs["changes"] = without_nothing(kwargs["changes"])
        with in_english():  # the trail reads the same whoever acted
            return super().log_create(instance, force_log, patient_id=owner_of(instance), **kwargs)

    def log_m2m_changes(self, changed_queryset, instance, operation, field_name, **kwargs):
        with in_english():
            return super().log_m2m_changes(
                changed_queryset, instance, operation, field_name, **kwargs
            )


def _shows(patient_id: uuid.UUID) -> Q:
    """SQLite has no index for it and no containment: the text is searched."""
    if connection.vendor == "postgresql":
        named = Q(additional_data__contains={SHOWN: [str(patient_id)]})
    else:
        named = Q(additional_data__icontains=str(patient_id))
    return Q(additional_data__has_key=SHOWN) & named


def owner_of(row: models.Model) -> uuid.UUID | None:
    """The patient whose record the row is part of, if any."""
    is_patient = row._meta.label == "patients.Patient"
    return row.pk if is_patient else getattr(row, "patient_id", None)


class AppendOnlyError(Exception):
    """Somebody's code tried to."""


class AuditEvent(AbstractLogEntry):
    """Who did what, when, from where. `changes` holds before and after, `additional_data` the rest.

    People and tables that an entry names cannot be deleted: an entry is never rewritten.
    """

    class Action(models.IntegerChoices):
        CREATE = 0, "created"
        UPDATE = 1, "changed"
        DELETE = 2, "removed"
        ACCESS = 3, "opened"
        SEARCH = 4, "searched"
        PRINT = 5, "printed"
        EXPORT = 6, "exported"
        LOGIN = 7, "logged in"
        LOGOUT = 8, "logged out"
        LOGIN_FAILED = 9, "login failed"
        BREAK_GLASS = 10, "used emergency access"
        REFUSED = 11, "access denied"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.PositiveSmallIntegerField(choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    patient_id = models.UUIDField(null=True, blank=True)  # outlives the patient's row
    mac = MacField()

    objects = AuditEventManager()

    class Meta(AbstractLogEntry.Meta):
        ordering = ["-timestamp", "-id"]
        indexes = [
            models.Index(fields=["patient_id", "timestamp"], name="audit_of_patient"),
            models.Index(fields=["actor", "timestamp"], name="audit_of_actor"),
            models.Index(fields=["action", "timestamp"], name="audit_by_action"),
            ShownIndex(fields=["additional_data"], name="audit_shown"),
        ]

    def __str__(self):
        return f"{self.get_action_display()}, {self.timestamp:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError


class AuditLink(models.Model):
    """One link of the chain: the entry it holds, tied to the link before. Numbered without gap."""

    number = models.PositiveBigIntegerField(primary_key=True)
    # Without a foreign key, as the trail is divided by month (months.py): `verify_audit` finds
    # a link whose entry is missing.
    event = models.OneToOneField(
        AuditEvent, models.PROTECT, related_name="link", db_constraint=False
    )
    mac = models.CharField(max_length=64)
    key_id = models.CharField(
        max_length=16, default="", db_default=""
    )  # empty: before there were two

    class Meta:
        ordering = ["number"]
        default_permissions = []

    def __str__(self):
        return f"Link {self.number}"


class AuditErasure(models.Model):
    """An entry whose content was taken out by law. Its HMAC says that this program did it."""

    event = models.OneToOneField(
        AuditEvent, models.PROTECT, primary_key=True, related_name="erasure", db_constraint=False
    )
    mac = models.CharField(max_length=64)

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"Erased: {self.event_id}"


class AuditCut(models.Model):
    """Where the chain begins since older entries passed their time of keeping: after this link."""

    number = models.PositiveBigIntegerField(primary_key=True)
    link_mac = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        default_permissions = []

    def __str__(self):
        return f"Cut after link {self.number}"
