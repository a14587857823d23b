from django.db import models
from django.db.models import Q

from patients.models import Patient


class HER2AssessmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)


class HER2Assessment(models.Model):
    """What the record of one patient meant from the day it was assessed, until the next one.

    Derived (biomarkers/assessment/storing.py) and append-only: a new row where anything changed,
    the newest marked current. It holds codes, data and dates; sentences are made where they are
    shown (biomarkers/wording/grounds.py). Lists are text, one thing a line.
    """

    # Derived, so it goes with its patient; facts are protected.
    patient = models.ForeignKey(Patient, models.CASCADE, related_name="assessments")
    is_current = models.BooleanField(default=True)

    category = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    was = models.CharField(
        max_length=20, blank=True, help_text="Category before the last change, or as reported."
    )
    cause = models.CharField(max_length=20, blank=True)
    reclassified = models.BooleanField(default=False)
    reclassified_on = models.DateField(null=True)
    accession = models.CharField(max_length=64, blank=True, help_text="Deciding specimen.")
    grounds = models.JSONField(default=list, blank=True, help_text="Codes, data and dates.")
    because = models.TextField(
        blank=True, editable=False, help_text="Of rows from before grounds were stored: a sentence."
    )
    actions = models.TextField(blank=True, help_text="Action code and accession, one per line.")
    opened = models.TextField(blank=True, help_text="New options, one per line.")
    open_options = models.TextField(
        blank=True, help_text="Options with criteria met that day, one per line."
    )
    flags = models.TextField(blank=True, help_text="One per line.")
    line = models.PositiveSmallIntegerField(null=True)
    metastatic = models.BooleanField(default=False)
    deceased = models.BooleanField(default=False)
    fault = models.TextField(blank=True, help_text="Why the record could not be assessed.")
    due_on = models.DateField(
        null=True, help_text="Next date on which the assessment changes without new data."
    )

    # Under which rules it was made; a row that says the same under newer ones is not written anew.
    assessed_for = models.DateField()
    definitions = models.DateField(null=True, help_text="Date of the newest definition in force.")
    catalog_version = models.PositiveIntegerField()
    assessed_at = models.DateTimeField(auto_now_add=True)

    objects = HER2AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "HER2 assessment"
        ordering = ["patient", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(is_current=True), name="assessment_one_is_current"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(is_current=True), name="assessment_due"),
            models.Index(
                fields=["category"], condition=Q(is_current=True), name="assessment_category"
            ),
        ]

    def __str__(self):
        return f"{self.category}, {self.assessed_for.isoformat()}"
