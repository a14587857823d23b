from django.db import models

from patients.models import Patient


class HER2Assessment(models.Model):
    """What the record of one patient means, as the list reads it.

    Derived (biomarkers/assessments.py); never edited.
    """

    # Derived, so it goes with its patient; facts are protected.
    patient = models.OneToOneField(Patient, models.CASCADE, related_name="assessment")
    category = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    was = models.CharField(max_length=20, blank=True, help_text="Before, or as reported.")
    cause = models.CharField(max_length=20, blank=True)
    reclassified = models.BooleanField(default=False)
    reclassified_on = models.DateField(null=True)
    because = models.TextField(blank=True)
    next_step = models.CharField(max_length=30, blank=True)
    actions = models.JSONField(default=list)
    opened = models.JSONField(default=list, help_text="Regimens that the change opened.")
    flags = models.JSONField(default=list)
    line = models.PositiveSmallIntegerField(null=True)
    stake = models.PositiveSmallIntegerField(help_text="0 is most.")
    metastatic = models.BooleanField(default=False)
    deceased = models.BooleanField(default=False)
    assessed_for = models.DateField()
    catalog_version = models.PositiveIntegerField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "HER2 assessment"
        ordering = ["stake", "patient__mrn"]
        indexes = [
            models.Index(fields=["deceased", "metastatic", "stake"], name="assessment_list"),
        ]

    def __str__(self):
        return f"{self.category}, {self.assessed_for.isoformat()}"
