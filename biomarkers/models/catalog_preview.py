"""What a draft of the catalog would do to the record: worked out before it counts."""

from django.db import models

from patients.models import Patient

from .catalog_version import CatalogDraft


class CatalogPreview(models.Model):
    """One look at every patient under the catalog in force and under the draft.

    It holds for the changes of the draft and the version in force that it began with.
    `open_counts`: by option, for how many patients it opens and for how many it closes.
    """

    draft = models.ForeignKey(CatalogDraft, models.CASCADE, related_name="previews")
    of_changes_at = models.DateTimeField()
    of_version = models.PositiveIntegerField()
    began_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    patients = models.PositiveIntegerField(default=0, help_text="Looked at so far.")
    of_patients = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(
        default=0, help_text="Patients whose record needs fixing first."
    )
    open_counts = models.JSONField(default=dict)
    fault = models.TextField(blank=True, help_text="Why it could not be worked out.")

    class Meta:
        ordering = ["-began_at"]
        default_permissions = []

    def __str__(self):
        return f"Preview of {self.draft}"

    @property
    def is_moving(self) -> bool:
        return self.finished_at is None


class CatalogEffect(models.Model):
    """One patient for whom a draft would open or close an option."""

    preview = models.ForeignKey(CatalogPreview, models.CASCADE, related_name="effects")
    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+")
    opens = models.TextField(blank=True, help_text="Options, one a line.")
    closes = models.TextField(blank=True, help_text="Options, one a line.")

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["preview", "patient"],
                name="catalog_effect_once_a_patient",
                violation_error_message="The preview has looked at this patient already.",
            )
        ]

    def __str__(self):
        return (
            f"{self.patient_id}: opens {self.opens or 'nothing'}, closes {self.closes or 'nothing'}"
        )
