"""What lists and counts of a clinic read: derived from each record, and rewritten as it changes."""

from django.db import models
from django.db.models import Q

from biomarkers.domain.subtype import Subtype
from patients.fields import code_field
from patients.models import CareTeam, Patient


class ListedPatient(models.Model):
    """A patient's row in the lists of a clinic. A patient who left the record has none."""

    patient = models.OneToOneField(Patient, models.CASCADE, primary_key=True, related_name="listed")
    team = models.ForeignKey(CareTeam, models.CASCADE, related_name="+")
    subtype = code_field(Subtype, 20, blank=True)
    hormone_receptor = models.CharField(max_length=10, blank=True)
    reported = models.CharField(
        max_length=20, blank=True, help_text="Reported category of the deciding specimen."
    )
    category = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True, help_text="What the category waits for.")
    cause = models.CharField(max_length=20, blank=True)
    was = models.CharField(max_length=20, blank=True)
    changed_on = models.DateField(null=True, help_text="Date of the reclassification.")
    metastatic = models.BooleanField(default=False)
    deceased = models.BooleanField(default=False)
    site = models.CharField(max_length=200, blank=True, help_text="Of the deciding specimen.")
    line = models.PositiveSmallIntegerField(null=True)
    agents = models.TextField(blank=True, help_text="Drugs being given, in one line.")
    next_action = models.CharField(max_length=30, blank=True)
    next_rank = models.BigIntegerField(null=True)
    next_asked = models.BooleanField(default=False)

    # Completeness of the record.
    has_score = models.BooleanField(default=False, help_text="IHC score of the deciding specimen.")
    has_receptors = models.BooleanField(default=False)
    ends_known = models.BooleanField(default=False, help_text="Why and when each drug ended.")
    ecog_on = models.DateField(null=True)
    lvef_on = models.DateField(null=True)
    heard_on = models.DateField(null=True, help_text="Last contact.")

    class Meta:
        default_permissions = []
        indexes = [
            # The flow and the changes of a clinic are read from these, without the rows.
            models.Index(
                fields=["team", "subtype", "reported", "category", "reason", "metastatic"],
                condition=Q(deceased=False),
                name="listed_flow",
            ),
            models.Index(
                fields=["team", "changed_on", "category", "subtype"],
                condition=Q(deceased=False, changed_on__isnull=False),
                name="listed_changed",
            ),
        ]

    def __str__(self):
        return f"{self.patient_id}, {self.category}"


class LineSpan(models.Model):
    """One metastatic line: days on it and days until the next one. Null: the record does not say.

    `stopped` and `followed` false: not yet, when last heard of.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="line_spans")
    number = models.PositiveSmallIntegerField()
    started_on = models.DateField(null=True)
    treated_days = models.PositiveIntegerField(null=True)
    stopped = models.BooleanField(default=False)
    next_days = models.PositiveIntegerField(null=True)
    followed = models.BooleanField(default=False)

    class Meta:
        default_permissions = []
        ordering = ["patient", "number"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "number"], name="linespan_once_a_line"),
        ]

    def __str__(self):
        return f"line {self.number}"


class ClinicCurves(models.Model):
    """Kaplan–Meier curves of a team and subtype (empty: all), as a worker computed them."""

    team = models.ForeignKey(CareTeam, models.CASCADE, related_name="+")
    subtype = code_field(Subtype, 20, blank=True)
    quarters = models.PositiveSmallIntegerField(
        default=0, help_text="Of lines begun in the last so many quarters; 0: of all."
    )
    begun_from = models.DateField(null=True, help_text="First day of these quarters.")
    curves = models.JSONField(default=list)
    computed_at = models.DateTimeField()

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["team", "subtype", "quarters"], name="curves_once"),
        ]

    def __str__(self):
        return f"{self.subtype or 'all'}, {self.computed_at:%Y-%m-%d %H:%M}"
