from django.conf import settings
from django.db import models

from patients.models import Patient


class PrintedHandout(models.Model):
    """What a patient was given, word for word, as staff edited it. It is never changed."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="handouts")
    answers = models.JSONField(help_text="Question, text and source of each, in order.")
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handouts_printed"
    )
    printed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-printed_at"]

    def __str__(self):
        return f"Handout of {self.printed_at:%Y-%m-%d %H:%M}"
