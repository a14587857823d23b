"""Exports on their way: asked for with a reason, written by the worker, fetched as a file."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from patients.codes import Code
from patients.fields import code_field
from patients.language import say
from patients.models import CareTeam
from patients.models.constraints import one_of


class ExportKind(Code):
    RECORD = "record", "all data"
    DEIDENTIFIED = "deidentified", "de-identified"
    ASSESSMENTS = "assessments", "assessments only"
    CHOSEN = "chosen", "chosen patients"


class ExportState(Code):
    WAITS = "waits", "waiting for the worker"
    WRITING = "writing", "being written"
    READY = "ready", "ready"
    FAILED = "failed", "failed, no file"
    REMOVED = "removed", "removed"


MOVING = (ExportState.WAITS, ExportState.WRITING)


class ExportJob(models.Model):
    """One file for one person. What it holds is in `contents`, what was left out in `faults`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(CareTeam, models.PROTECT, related_name="+")
    kind = code_field(ExportKind, 12)
    reason = models.CharField(max_length=200)
    chosen = models.JSONField(
        default=list, db_default=[], blank=True, help_text="Keys of patients, or all."
    )
    state = code_field(ExportState, 8, default=ExportState.WAITS.value)
    contents = models.JSONField(default=list, blank=True, help_text="File, rows, SHA-256.")
    faults = models.JSONField(default=list, blank=True, help_text="Records that could not be read.")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        default_permissions = []
        constraints = [
            one_of("kind", ExportKind, "exportjob_kind_known", or_empty=False),
            one_of("state", ExportState, "exportjob_state_known", or_empty=False),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="exportjob_has_reason",
                violation_error_message="Enter the reason.",
            ),
        ]
        indexes = [models.Index(fields=["by", "-created_at"], name="exportjob_of_user")]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.team}"

    @property
    def words(self) -> str:
        """As a page shows it; the trail keeps `str`."""
        return say("{kind} of {team}").format(kind=say(self.get_kind_display()), team=self.team)

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    @property
    def rows(self) -> int:
        return sum(rows for _, rows, _ in self.contents)
