"""What every fact of the record shares: it can be marked as entered in error, and restored."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Manager, Q
from django.utils import timezone


class EnteredInError(models.Model):
    """One act by which facts left the record of a patient: which, why, by whom, when.

    The facts name it (`in_error`) and keep every value, so that one act restores them together.
    A fact that was moved to another patient keeps its place here, with `moved_to`.
    """

    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="errors")
    words = models.TextField(help_text="The facts as they read, one a line.")
    why = models.CharField("reason", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    rested_on = models.TextField(
        blank=True, help_text="Handouts, requests and decisions made with the facts, one a line."
    )
    moved_to = models.ForeignKey(
        "patients.Patient", models.PROTECT, null=True, blank=True, related_name="+"
    )
    restored_at = models.DateTimeField(null=True, blank=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = []  # who may change a fact may mark it
        verbose_name = "entry in error"
        verbose_name_plural = "entries in error"
        constraints = [
            models.CheckConstraint(
                condition=~Q(why=""),
                name="entered_in_error_says_why",
                violation_error_message="Enter the reason.",
            ),
        ]

    def __str__(self):
        return f"{self.words.splitlines()[0]}: {self.why}"


class FactManager(Manager):
    """Facts that count. Those entered in error are found through `on_file` only."""

    def get_queryset(self):
        return super().get_queryset().filter(in_error=None)


class ClinicalFact(models.Model):
    """A fact of the record. One that was entered in error is never deleted; it counts for nothing.

    No index: a record is read by its patient, and nearly every fact is in no error.
    """

    in_error = models.ForeignKey(
        EnteredInError,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
    )

    patient_id: UUID  # of every kind but Patient itself
    owner_path: ClassVar[str] = "patient"  # how a query gets from the fact to its patient

    objects = FactManager()
    on_file = Manager()  # noqa: DJ012 - a second manager, not a field

    class Meta:
        abstract = True


def kinds_of_fact() -> list[type[ClinicalFact]]:
    """Every kind, whichever app keeps it; those that others point to come first."""
    return sorted(ClinicalFact.__subclasses__(), key=lambda kind: len(kind.owner_path))
