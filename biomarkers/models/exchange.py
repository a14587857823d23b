"""What comes in from elsewhere: imports on their way, and mappings of others' tables."""

import uuid

from django.conf import settings
from django.db import models

from patients.codes import Code
from patients.fields import code_field
from patients.language import say
from patients.models import CareTeam, EnteredInError
from patients.models.constraints import one_of


class JobState(Code):
    MAPPING = "mapping", "mapping needed"
    CHECK_WAITS = "check_waits", "waiting for check"
    CHECKING = "checking", "checking"
    CHECKED = "checked", "checked, not imported yet"
    WAITS = "waits", "waiting for import"
    IMPORTING = "importing", "importing"
    DONE = "done", "imported"
    REFUSED = "refused", "rejected, nothing imported"
    CANCELLED = "cancelled", "cancelled, nothing imported"
    FAILED = "failed", "failed, nothing imported"
    UNDO_WAITS = "undo_waits", "is being taken back"
    UNDONE = "undone", "taken back"


WAITING = {JobState.CHECK_WAITS: JobState.CHECKING, JobState.WAITS: JobState.IMPORTING}
RUNNING = (JobState.CHECKING, JobState.IMPORTING)
OVER = (
    JobState.DONE,
    JobState.REFUSED,
    JobState.CANCELLED,
    JobState.FAILED,
    JobState.UNDO_WAITS,
    JobState.UNDONE,
)


class Import(models.Model):
    """What one import wrote into the record of a team, so that it can be taken back as a whole."""

    team = models.ForeignKey(CareTeam, models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, help_text="The file or folder it came from.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    marks = models.ManyToManyField(
        EnteredInError, related_name="+", help_text="By which its new facts left the record again."
    )

    class Meta:
        ordering = ["-pk"]
        default_permissions = []

    def __str__(self):
        return f"import {self.pk}, {self.source}"


class ImportedRow(models.Model):
    """One row that an import wrote: `before` are the values that it had, null of a new one; `after`
    is the fingerprint of those it got."""

    of = models.ForeignKey(Import, models.PROTECT, related_name="rows")
    model = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.CharField(max_length=64)

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.model} {self.key}"


class ImportJob(models.Model):
    """One upload on its way into the record of a team: checked first, imported when confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(CareTeam, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the upload.")
    mapping_name = models.CharField(max_length=100, blank=True)
    mapping = models.TextField(blank=True, help_text="TOML text. Empty for a record folder.")
    state = code_field(JobState, 12)
    counts = models.JSONField(default=list, help_text="File, new, changed, same.")
    left_out = models.JSONField(default=dict, help_text="Skipped rows, by reason.")
    faults = models.JSONField(default=list, help_text="File, line, column, error.")
    wrote = models.OneToOneField(
        Import, models.PROTECT, null=True, related_name="job", help_text="What it wrote."
    )
    erase = models.BooleanField(default=False, help_text="Empty cells erase what is stored.")
    changes = models.JSONField(
        default=list,
        help_text="Kind, file, line, patient, row, column, old, new; most important first.",
    )
    effects = models.JSONField(
        default=list, help_text="Patient, status before and after, what opens, what closes."
    )
    warnings = models.JSONField(default=list, help_text="File, line, column, warning.")
    new_patients = models.JSONField(default=list, help_text="Record numbers.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        default_permissions = []
        permissions = [("import_records", "Can import records of a care team")]
        constraints = [one_of("state", JobState, "importjob_state_known", or_empty=False)]
        indexes = [models.Index(fields=["team", "-created_at"], name="importjob_of_team")]

    def __str__(self):
        return f"{self.file_name}, {self.get_state_display()}"

    @property
    def is_worked_on(self) -> bool:
        return self.state in RUNNING

    @property
    def is_moving(self) -> bool:
        return self.state in (*WAITING, JobState.UNDO_WAITS) or self.is_worked_on

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def would_erase(self) -> int:
        """Empty cells that leave what is stored as it is."""
        return sum(kind == "kept" for kind, *_ in self.changes)


class TableMapping(models.Model):
    """A saved mapping of a team. Never changed: saving the same name again adds a version."""

    team = models.ForeignKey(CareTeam, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    text = models.TextField(help_text="TOML text (docs/map-external-tables.md).")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "-version"]
        default_permissions = []
        permissions = [("mapping_save", "Can save table mappings")]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "name", "version"], name="tablemapping_version_once"
            )
        ]

    def __str__(self):
        return f"{self.name}, version {self.version}"

    @property
    def words(self) -> str:
        """As a page shows it; the trail keeps `str`."""
        return say("{name}, version {number}").format(name=self.name, number=self.version)
