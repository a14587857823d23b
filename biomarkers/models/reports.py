import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from biomarkers.domain.codes import Decision, ReportState
from patients.fields import PartialDateField, code_field
from patients.models import CareTeam, Patient
from patients.models.access import can_view_all_patients, teams_of
from patients.models.constraints import one_of, partial_date_constraint

MOST_CHARACTERS = 200_000  # of one report


OPEN = (ReportState.WAITING, ReportState.SET_ASIDE)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's patients, and those of one's teams of which nobody said whose they are."""
        mine = Patient.objects.visible_to(user).values("pk")
        return self.filter(Q(patient__in=mine) | Q(patient=None, team__in=teams_of(user)))

    def in_teams_of(self, user):
        """For the queue, which a broken glass does not lengthen.

        The patient of each report is joined, so that a page reads its own and not all of the team.
        """
        teams = list(teams_of(user).values_list("pk", flat=True))
        of_patient = Q(patient__isnull=False, patient__in_error=None)
        if not (user.is_active and can_view_all_patients(user)):
            of_patient &= Q(patient__care_team__in=teams)
        return self.filter(of_patient | Q(patient=None, team__in=teams))


class PathologyReport(models.Model):
    """The text of a report as it came. What it seems to say is nothing until a person confirms it.

    `stated_*` is what the index of a folder said of it, never what was read from the text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(
        Patient,
        models.PROTECT,
        related_name="reports",
        null=True,
        blank=True,
        help_text="Empty until the report is linked to a patient.",
    )
    team = models.ForeignKey(CareTeam, models.PROTECT, related_name="reports")
    text = models.TextField()
    fingerprint = models.CharField(max_length=64, editable=False)
    source_name = models.CharField(max_length=255, blank=True, help_text="File name.")
    stated_accession = models.CharField(max_length=64, blank=True)
    stated_read_on = PartialDateField(null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Who came with an import and has no login here, as named there.
    received_by_name = models.CharField(max_length=200, blank=True, editable=False)
    state = code_field(ReportState, 10, default=ReportState.WAITING.value, editable=False)
    why = models.CharField(
        max_length=500, blank=True, help_text="Reason for rejecting or setting aside."
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_by_name = models.CharField(max_length=200, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "pk"]
        default_permissions = []  # who adds readings receives and reviews reports
        indexes = [
            models.Index(
                fields=["received_at", "id"], condition=Q(state="waiting"), name="report_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "fingerprint"],
                name="report_once_a_patient",
                violation_error_message="This report was already received for this patient.",
            ),
            models.UniqueConstraint(
                fields=["team", "fingerprint"],
                condition=Q(patient=None),
                name="report_once_while_nobodys",
                violation_error_message="This report was already received.",
            ),
            partial_date_constraint("stated_read_on", "report_stated_read_on_is_date"),
            one_of("state", ReportState, "report_state_known", or_empty=False),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="report_has_text",
                violation_error_message="Enter the report text.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="waiting", reviewed_at=None, reviewed_by=None, reviewed_by_name=""
                )
                | ~Q(state="waiting")
                & Q(reviewed_at__isnull=False)
                & (Q(reviewed_by__isnull=False) | ~Q(reviewed_by_name="")),
                name="report_reviewed_by_somebody",
                violation_error_message="A reviewed report needs a reviewer and a review date.",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(patient__isnull=False),
                name="report_confirmed_is_somebodys",
                violation_error_message="Link the report to a patient before you confirm it.",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(why=""),
                name="report_rejected_says_why",
                violation_error_message="Enter the reason for rejecting the report.",
            ),
        ]

    def __str__(self):
        return f"Report received {timezone.localdate(self.received_at):%Y-%m-%d}"

    def get_absolute_url(self):
        """Of a report that is somebody's."""
        return reverse("report", args=[self.patient_id, self.pk])

    @property
    def has_original(self) -> bool:
        """Whether it came as a PDF; asked without reading it."""
        return ReportOriginal.objects.filter(report=self.pk).exists()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def reviewer(self) -> str:
        return str(self.reviewed_by or self.reviewed_by_name)

    @property
    def receiver(self) -> str:
        return str(self.received_by or self.received_by_name)


def fingerprint_of(text: str) -> str:
    """The same for the same words, however lines and spaces fell where they were copied."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


class ReportOriginal(models.Model):
    """The PDF that a report came as. Shown beside what was read from it; never changed."""

    report = models.OneToOneField(
        PathologyReport, models.PROTECT, primary_key=True, related_name="original"
    )
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        default_permissions = []  # who may open the report may open it

    def __str__(self):
        return f"Original of {self.report}"

    @property
    def patient_id(self):
        return self.report.patient_id


class ReportFieldDecision(models.Model):
    """What was proposed for one field of one tumor, on which words, and what a person made of it.

    Who and when is that of the report: a review is one act. It is never changed.
    """

    report = models.ForeignKey(PathologyReport, models.PROTECT, related_name="decisions")
    tumor = models.PositiveSmallIntegerField(help_text="Tumor number in the report, starting at 0.")
    tumor_label = models.CharField(max_length=200, blank=True)
    field = models.CharField(max_length=40)
    proposed = models.TextField(blank=True)
    unclear = models.TextField(blank=True, help_text="Reason why no value was proposed.")
    words = models.JSONField(default=list, blank=True, help_text="Positions in the text.")
    decision = code_field(Decision, 10)
    value = models.TextField(blank=True, help_text="Recorded value.")

    class Meta:
        ordering = ["tumor", "pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["report", "tumor", "field"], name="report_field_decided_once"
            ),
            one_of("decision", Decision, "report_decision_known", or_empty=False),
            models.CheckConstraint(
                condition=Q(decision="confirmed", value=models.F("proposed")) & ~Q(proposed="")
                | Q(decision="edited") & ~Q(value="") & ~Q(value=models.F("proposed"))
                | Q(decision="rejected", value="") & ~Q(proposed="")
                | Q(decision="left_empty", value="", proposed=""),
                name="report_decision_means_what_it_says",
            ),
        ]

    def __str__(self):
        return f"{self.field} {self.get_decision_display()}"

    @property
    def patient_id(self):
        return self.report.patient_id
