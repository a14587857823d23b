"""What treatment has to respect beside the cancer: performance status and other conditions."""

from django.core.exceptions import ValidationError
from django.db import models

from patients.fields import PartialDateField
from patients.language import say

from .constraints import ends_after_start, once, partial_date_constraint, within
from .fact import ClinicalFact
from .patient import Patient


class PerformanceStatus(ClinicalFact):
    """ECOG performance status on a day."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="performance_statuses")
    on = PartialDateField("date")
    ecog = models.PositiveSmallIntegerField("ECOG", help_text="0 fully active to 4 bedbound.")

    class Meta:
        ordering = ["on"]
        verbose_name = "performance status"
        verbose_name_plural = "performance statuses"
        constraints = [
            once(
                ["patient", "on"],
                "performance_status_once_a_day",
                "A performance status is on record for that date already.",
            ),
            partial_date_constraint("on", "performance_status_on_is_date"),
            within("ecog", 0, 4, "performance_status_ecog_0_to_4", "ECOG is 0 to 4."),
        ]

    def __str__(self):
        return f"ECOG {self.ecog}, {self.on.in_words}"


class ConditionKind(models.Model):
    """One condition that can be recorded. Staff keep the list in the admin."""

    code = models.SlugField(
        unique=True, help_text="As in record folders: letters, digits and underscores."
    )
    words = models.CharField(max_length=300, help_text="What it means; synonyms apart by ;")
    severities = models.CharField(
        max_length=100, blank=True, help_text="Those it can have, apart by |. Empty: none."
    )
    snomed_ct = models.CharField("SNOMED CT", max_length=20, blank=True)

    class Meta:
        ordering = ["words"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[a-z0-9_]+$"),
                name="condition_kind_code_is_plain",
                violation_error_message="Write a code with small letters, digits and underscores.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return self.words.split(";")[0].strip()

    @property
    def severity_codes(self) -> tuple[str, ...]:
        return tuple(filter(None, self.severities.split("|")))

    def refuses(self, severity: str) -> str:
        """What is wrong with this severity, or nothing."""
        allowed = self.severity_codes
        if not severity or severity in allowed:
            return ""
        if not allowed:
            return say("{name} is recorded without a severity.").format(name=say(self.name))
        one_of = say("The severity of {name} is one of: {severities}.")
        return one_of.format(name=say(self.name), severities=", ".join(map(say, allowed)))


class Condition(ClinicalFact):
    """A disease, a drug or a state beside the cancer, from the day it was noted."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="conditions")
    kind = models.ForeignKey(
        ConditionKind, models.PROTECT, related_name="conditions", verbose_name="condition"
    )
    severity = models.CharField(
        max_length=20, blank=True, help_text="Empty: not known, or none applies."
    )
    noted_on = PartialDateField("noted")
    resolved_on = PartialDateField("resolved", null=True, blank=True)
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["noted_on"]
        constraints = [
            once(
                ["patient", "kind", "noted_on"],
                "condition_once",
                "This condition is on record from that date already.",
            ),
            ends_after_start(
                "noted_on",
                "resolved_on",
                "condition_resolves_after_noted",
                "A condition cannot resolve before it was noted.",
            ),
            partial_date_constraint("noted_on", "condition_noted_on_is_date"),
            partial_date_constraint("resolved_on", "condition_resolved_on_is_date"),
        ]

    def __str__(self):
        severity = f", {self.severity}" if self.severity else ""
        return f"{self.kind}{severity}, noted {self.noted_on.in_words}"

    def clean(self):
        if self.kind_id and (wrong := self.kind.refuses(self.severity)):
            raise ValidationError({"severity": wrong})
