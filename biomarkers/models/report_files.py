"""Files of reports on their way to the queue: the worker reads one after the other."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from patients.codes import Code
from patients.fields import PartialDateField, code_field
from patients.models import CareTeam, Patient
from patients.models.access import teams_of
from patients.models.constraints import one_of, partial_date_constraint

from .reports import PathologyReport


class FileState(Code):
    WAITING = "waiting", "waiting to be read"
    READ = "read", "received"
    SAME = "same", "already received"
    STOPPED = "stopped", "names another patient"
    UNREADABLE = "unreadable", "cannot be read"


KEEPS_FILE = (FileState.WAITING, FileState.STOPPED)


class ReportUploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of a team of one's own, or one's own."""
        return self.filter(Q(team__in=teams_of(user)) | Q(by=user.pk))


class ReportUpload(models.Model):
    """Files that one person gave at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(CareTeam, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        default_permissions = []  # who adds readings receives reports

    def __str__(self):
        return f"Report files of {self.created_at:%Y-%m-%d}"


class ReportFile(models.Model):
    """One file. Its bytes are kept until it is read; what was read is a report, with its PDF.

    `patient` and `stated_*` are what the person or the index of the files said.
    """

    upload = models.ForeignKey(ReportUpload, models.CASCADE, related_name="files")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    patient = models.ForeignKey(Patient, models.PROTECT, null=True, related_name="+")
    stated_accession = models.CharField(max_length=64, blank=True)
    stated_read_on = PartialDateField(null=True, blank=True)
    state = code_field(FileState, 10, default=FileState.WAITING.value, editable=False)
    why = models.TextField(blank=True, help_text="Why it cannot be read, or whom it names.")
    despite = models.BooleanField(
        default=False, help_text="A person said that it is this patient’s all the same."
    )
    reports = models.ManyToManyField(PathologyReport, related_name="+")
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["upload", "place"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["upload", "place"], name="report_file_place_once"),
            one_of("state", FileState, "report_file_state_known", or_empty=False),
            partial_date_constraint("stated_read_on", "report_file_read_on_is_date"),
            models.CheckConstraint(
                condition=Q(state__in=KEEPS_FILE) | Q(data=b""),
                name="report_file_kept_until_read",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_state_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.state == FileState.WAITING

    @property
    def is_stopped(self) -> bool:
        return self.state == FileState.STOPPED
