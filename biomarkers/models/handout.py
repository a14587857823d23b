from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from patients.models import Patient


class PrintedHandout(models.Model):
    """What a patient was given, word for word, as staff edited it. It is never changed."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="handouts")
    answers = models.JSONField(help_text="Question, text and source of each, in order.")
    clinic = models.CharField(max_length=200, blank=True, help_text="Name of the clinic.")
    telephone = models.CharField(max_length=60, blank=True, help_text="Whom to call, at any hour.")
    next_appointment = models.CharField(max_length=200, blank=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="handouts_printed"
    )
    made_with = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        help_text="Versions of program, rules and catalog.",
    )
    # Who came with an import and has no login here, as named there.
    printed_by_name = models.CharField(max_length=200, blank=True)
    printed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-printed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(printed_by__isnull=False) | ~Q(printed_by_name=""),
                name="handout_says_who_printed",
            )
        ]

    def __str__(self):
        return f"Handout of {self.printed_at:%Y-%m-%d %H:%M}"
