"""Two records of one person: how they were merged, and pairs that wait to be looked at."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .fact import EnteredInError
from .patient import Patient


class PatientMerge(models.Model):
    """One merge: every row that it changed, with its values before and after, so that it can
    be undone."""

    kept = models.ForeignKey(Patient, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    mark = models.ForeignKey(EnteredInError, models.PROTECT, related_name="+")
    why = models.CharField("reason", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at"]
        permissions = [("merge_patients", "Can merge two records of one person")]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("merged")),
                name="merge_of_two_patients",
                violation_error_message="A record cannot be merged with itself.",
            ),
            models.CheckConstraint(
                condition=~Q(why=""),
                name="merge_says_why",
                violation_error_message="Enter the reason.",
            ),
        ]

    def __str__(self):
        return f"{self.merged.mrn} merged into {self.kept.mrn}"

    @property
    def patient_id(self):
        return self.kept_id


class LikelyDuplicateQuerySet(models.QuerySet):
    def in_teams_of(self, user):
        """Pairs of which the user may merge either into the other; none that was merged."""
        mine = Patient.objects.in_teams_of(user).values("pk")
        return self.filter(patient__in=mine, other__in=mine)


class LikelyDuplicate(models.Model):
    """Two patients who may be one person, as an import found them. It waits for a decision."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    other = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    words = models.CharField(max_length=200, help_text="What they have in common.")
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    # that they are two people; a merge is seen from the patients
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LikelyDuplicateQuerySet.as_manager()

    class Meta:
        ordering = ["found_at", "pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["patient", "other"], name="likely_duplicate_once")
        ]
        indexes = [
            models.Index(
                fields=["found_at"],
                condition=Q(decided_at__isnull=True),
                name="likely_duplicate_waits",
            )
        ]

    def __str__(self):
        return f"{self.patient} and {self.other}: {self.words}"
