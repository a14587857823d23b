from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .patient import Patient


class BreakGlass(models.Model):
    """A patient of another team, opened in need, for a stated reason. It ends by itself."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="broken_glass")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="broken_glass"
    )
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at"]
        default_permissions = ["add"]
        permissions = [("write_by_break_glass", "Can change a record opened by emergency access")]
        verbose_name = "break-glass"
        verbose_name_plural = "break-glass"
        indexes = [models.Index(fields=["opened_by", "ends_at"], name="break_glass_lasting")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="break_glass_has_reason",
                violation_error_message="Enter a reason.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("opened_at")),
                name="break_glass_ends_after_start",
                violation_error_message="The end must be after the start.",
            ),
        ]

    def __str__(self):
        return f"Break-glass until {self.ends_at:%Y-%m-%d %H:%M}"
