from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from patients.codes import EndReason, Setting
from patients.fields import PartialDateField, code_field
from patients.language import say, to_say

from .agent import Agent
from .constraints import ends_after_start, once, one_of, partial_date_constraint
from .fact import ClinicalFact
from .patient import Patient


class LineOfTreatment(models.Model):
    """A confirmed number of a line of systemic treatment for metastatic disease."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        verbose_name = "line of therapy"
        verbose_name_plural = "lines of therapy"
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "number"],
                name="line_number_unique_for_patient",
                violation_error_message="This patient already has a line with this number.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="line_number_from_1",
                violation_error_message="Line numbers start at 1.",
            ),
        ]

    def __str__(self):
        return f"Line {self.number}"


class AgentGiven(ClinicalFact):
    """One agent given over one stretch of time.

    No end and no reason: still given. A reason without an end: ended, date not known. Without a
    line it is (neo)adjuvant, or nobody has confirmed its number yet.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="agents_given")
    setting = code_field(Setting, 12)
    line = models.ForeignKey(
        LineOfTreatment,
        models.PROTECT,
        related_name="agents_given",
        null=True,
        blank=True,
        help_text="Metastatic treatment only. Leave empty to let Second Look suggest a number.",
        verbose_name="line of therapy",
    )
    stated_line = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Line number given by the patient or an outside report.",
        verbose_name="line as reported by patient or outside report",
    )
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="given", verbose_name="drug")
    agent_as_written = models.CharField(
        max_length=100, blank=True, editable=False, help_text="Where it was not the generic name."
    )
    started_on = PartialDateField(verbose_name="start date")
    ended_on = PartialDateField(
        null=True,
        blank=True,
        help_text="Leave empty if ongoing or not known.",
        verbose_name="end date",
    )
    end_reason = code_field(EndReason, 20, blank=True, verbose_name="reason for stopping")
    override_reason = models.CharField(
        max_length=500,
        blank=True,
        help_text="Required only if a label warning applies: why the drug is given anyway.",
        verbose_name="reason for overriding the label warning",
    )

    class Meta:
        ordering = ["started_on", "agent__name"]
        verbose_name = "drug treatment"
        verbose_name_plural = "drug treatments"
        constraints = [
            once(
                ["patient", "setting", "agent", "started_on", "ended_on"],
                "agent_given_once_over_a_stretch",
                "This drug is already recorded for this period.",
                when=Q(ended_on__isnull=False),
            ),
            once(
                ["patient", "setting", "agent", "started_on"],
                "agent_given_once_without_end",
                "This drug is already recorded from this start date.",
                when=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=True) | Q(setting="metastatic"),
                name="agent_given_line_is_metastatic",
                violation_error_message="Only metastatic treatment has a line number.",
            ),
            ends_after_start(
                "started_on",
                "ended_on",
                "agent_given_ends_after_start",
                "The end date must be on or after the start date.",
            ),
            partial_date_constraint("started_on", "agent_given_started_on_is_date"),
            partial_date_constraint("ended_on", "agent_given_ended_on_is_date"),
            one_of("setting", Setting, "agent_given_setting_known", or_empty=False),
            one_of("end_reason", EndReason, "agent_given_end_reason_known"),
        ]

    def __str__(self):
        return f"{self.agent}, {self.setting}, from {self.started_on.in_words}"

    def clean(self):
        if self.line and self.line.patient_id != self.patient_id:
            raise ValidationError({"line": to_say("This line belongs to another patient.")})
        died = self.patient.deceased_on if self.patient_id else None
        if died and self.started_on and died.last < self.started_on.first:
            before = say("The patient died before, {day}.").format(day=died.in_words)
            raise ValidationError({"started_on": before})
