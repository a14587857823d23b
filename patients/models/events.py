from django.db import models

from patients.codes import CTCAEVersion, DiseaseState, LVEFMethod, ProcedureKind
from patients.fields import ListedField, PartialDateField, code_field

from .agent import Agent
from .constraints import ends_after_start, once, one_of, partial_date_constraint, within
from .fact import ClinicalFact
from .patient import Patient


class AdverseEvent(ClinicalFact):
    """A harm on an agent, graded by CTCAE."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="adverse_events")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="adverse_events")
    agent_as_written = models.CharField(
        max_length=100, blank=True, editable=False, help_text="Where it was not the generic name."
    )
    term = ListedField(max_length=200, verbose_name="event (CTCAE term)", offers="terms")
    grade = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="CTCAE grade: 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 fatal. Leave "
        "empty if not known.",
    )
    ctcae_version = code_field(CTCAEVersion, 5, verbose_name="CTCAE version", blank=True)
    hospitalised = models.BooleanField(null=True, blank=True, verbose_name="hospitalized")
    onset_on = PartialDateField(verbose_name="onset date")
    resolved_on = PartialDateField(null=True, blank=True, verbose_name="resolution date")

    class Meta:
        ordering = ["onset_on", "term"]
        constraints = [
            once(
                ["patient", "agent", "term", "onset_on"],
                "adverse_event_once",
                "This event is already recorded.",
            ),
            within("grade", 1, 5, "adverse_event_grade_1_to_5", "Enter a CTCAE grade from 1 to 5."),
            ends_after_start(
                "onset_on",
                "resolved_on",
                "adverse_event_resolves_after_onset",
                "The resolution date must be on or after the onset date.",
            ),
            partial_date_constraint("onset_on", "adverse_event_onset_on_is_date"),
            partial_date_constraint("resolved_on", "adverse_event_resolved_on_is_date"),
            one_of("ctcae_version", CTCAEVersion, "adverse_event_ctcae_version_known"),
        ]

    def __str__(self):
        grade = f" grade {self.grade}" if self.grade else ""
        return f"{self.term}{grade} on {self.agent}, {self.onset_on.in_words}"


class Progression(ClinicalFact):
    """The disease got worse."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="progressions")
    on = PartialDateField(verbose_name="date")
    site = ListedField(max_length=200, blank=True, offers="sites")
    modality = models.CharField(
        max_length=200, blank=True, help_text="For example, CT, PET, MRI or clinical exam."
    )
    continued = models.BooleanField(
        "treatment continued",
        null=True,
        blank=True,
        help_text="Did the treatment go on beyond it, as with one irradiated spot?",
    )

    class Meta:
        ordering = ["on", "site"]
        constraints = [
            once(
                ["patient", "on", "site"],
                "progression_once",
                "This progression is already recorded.",
            ),
            partial_date_constraint("on", "progression_on_is_date"),
        ]

    def __str__(self):
        return f"Progression, {self.on.in_words}"


class DiseaseStatus(ClinicalFact):
    """How the disease stood on a day, where it did not progress."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="disease_statuses")
    on = PartialDateField(verbose_name="date")
    status = code_field(DiseaseState, 12)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "status"]
        verbose_name_plural = "disease statuses"
        constraints = [
            once(
                ["patient", "on", "status"],
                "disease_status_once",
                "This disease status is already recorded.",
            ),
            partial_date_constraint("on", "disease_status_on_is_date"),
            one_of(
                "status",
                DiseaseState,
                "disease_status_known",
                or_empty=False,
                sentence="Select stable, response or no evidence of disease.",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()}, {self.on.in_words}"


class LVEFMeasurement(ClinicalFact):
    """Left ventricular ejection fraction, in per cent."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="lvef_measurements")
    measured_on = PartialDateField(verbose_name="measurement date")
    percent = models.PositiveSmallIntegerField(verbose_name="LVEF (%)")
    method = code_field(LVEFMethod, 20, blank=True)

    class Meta:
        ordering = ["measured_on"]
        verbose_name = "LVEF measurement"
        constraints = [
            once(
                ["patient", "measured_on"],
                "lvef_once_a_day",
                "LVEF is already recorded for this date.",
            ),
            partial_date_constraint("measured_on", "lvef_measured_on_is_date"),
            within("percent", 1, 99, "lvef_1_to_99", "LVEF is 1 to 99%%."),
            one_of(
                "method",
                LVEFMethod,
                "lvef_method_known",
                sentence="Select echocardiography, MUGA or MRI.",
            ),
        ]

    def __str__(self):
        return f"LVEF {self.percent} %, {self.measured_on.in_words}"


class Procedure(ClinicalFact):
    """Surgery or radiotherapy. It begins no line of treatment."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="procedures")
    kind = code_field(ProcedureKind, 12)
    started_on = PartialDateField(verbose_name="start date")
    ended_on = PartialDateField(null=True, blank=True, verbose_name="end date")
    site = ListedField(max_length=200, blank=True, offers="sites")
    detail = models.TextField(blank=True, verbose_name="details")

    class Meta:
        ordering = ["started_on", "kind"]
        constraints = [
            once(
                ["patient", "kind", "started_on", "site"],
                "procedure_once",
                "This procedure is already recorded.",
            ),
            ends_after_start(
                "started_on",
                "ended_on",
                "procedure_ends_after_start",
                "The end date must be on or after the start date.",
            ),
            partial_date_constraint("started_on", "procedure_started_on_is_date"),
            partial_date_constraint("ended_on", "procedure_ended_on_is_date"),
            one_of(
                "kind",
                ProcedureKind,
                "procedure_kind_known",
                or_empty=False,
                sentence="Select surgery or radiotherapy.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.started_on.in_words}"
