"""What is to be done for whom, and what people did of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from biomarkers.domain.codes import Outcome, StepKind
from biomarkers.domain.work import Why
from patients.codes import Code
from patients.fields import code_field
from patients.models import CareTeam, Patient
from patients.models.constraints import one_of

from .assessment import HER2Assessment
from .board import BoardDecision


class Standing(Code):
    LISTED = "listed", "listed"
    NOT_SEEN = "not_seen", "listed apart: not seen for over a year"
    BEHIND = "behind", "listed under a more urgent task"
    WAITING = "waiting", "waiting"
    WAITING_BEHIND = "waiting_behind", "waiting, listed under another task"
    ANSWERED = "answered", "done"


class WorkStepManager(models.Manager):
    """Steps that count: not those of a board decision that was entered in error."""

    def get_queryset(self):
        counts = Q(decision=None) | Q(decision__in_error=None)
        return super().get_queryset().filter(counts)


class WorkStep(models.Model):
    """One thing that a person did about a patient's work. Append-only, with who and when.

    It holds for the facts it was done on (`basis`): when they change, the work comes back.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="work_steps")
    kind = code_field(StepKind, 12)
    why = code_field(Why, 20, blank=True)
    accession = models.CharField(max_length=64, blank=True)
    basis = models.TextField(blank=True)
    assessment = models.ForeignKey(
        HER2Assessment, models.SET_NULL, null=True, help_text="Assessment shown at that time."
    )
    outcome = code_field(Outcome, 16, blank=True)
    text = models.TextField(blank=True, help_text="Request as sent, reason or comment.")
    until = models.DateField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        BoardDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        help_text="Of the tumor board, if the step follows from it.",
    )
    assigned_to_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Who came with an import and has no login here, as named there.
    by_name = models.CharField(max_length=200, blank=True)
    on = models.DateField(help_text="Date in the clinic's time zone.")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WorkStepManager()
    on_file = models.Manager()  # noqa: DJ012 - a second manager, not a field

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["by", "on"], name="workstep_by_day")]
        constraints = [
            one_of("kind", StepKind, "workstep_kind_known", or_empty=False),
            one_of("outcome", Outcome, "workstep_outcome_known"),
            models.CheckConstraint(
                condition=~Q(outcome="not_appropriate") | ~Q(text=""),
                name="workstep_not_appropriate_says_why",
                violation_error_message="Enter why it is not appropriate.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="snoozed") | Q(until__isnull=False),
                name="workstep_snooze_ends",
                violation_error_message="Enter an end date for the snooze.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="commented") | ~Q(text=""),
                name="workstep_comment_says_something",
                violation_error_message="Enter a comment.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on.isoformat()}"

    @property
    def detail(self) -> str:
        """What it was about, and what came of it."""
        about = self.get_why_display() if self.why else ""
        until = f"until {self.until.isoformat()}" if self.until else ""
        owner = self.assigned_to or self.assigned_to_name or "no owner"
        to = f"to {owner}" if self.kind == StepKind.ASSIGNED else ""
        said = "" if self.kind == StepKind.REQUESTED else self.text
        return ", ".join(w for w in (about, self.get_outcome_display(), to, until, said) if w)


class WorkItem(models.Model):
    """One reason for a patient to be on the worklist. Derived, and rewritten as it changes.

    Each patient appears once, under the most urgent task that is due: that item is `listed` (or
    `not_seen`), the others are `behind` it. Where nothing is due, the most urgent that waits is
    `waiting`.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="work_items")
    team = models.ForeignKey(CareTeam, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(HER2Assessment, models.CASCADE, related_name="+")
    why = code_field(Why, 20)
    action = models.CharField(max_length=30)
    accession = models.CharField(max_length=64, blank=True)
    basis = models.TextField(blank=True)
    grounds = models.JSONField(default=list, blank=True, help_text="Codes, data and dates.")
    # of the assessment, held here too so that a filter reads one table
    category = models.CharField(max_length=20, blank=True)
    cause = models.CharField(max_length=20, blank=True)
    standing = code_field(Standing, 16)
    rank = models.BigIntegerField(help_text="Least first; biomarkers/assessment/ranking.py.")
    since = models.DateField(help_text="Date since which the task is open.")
    waits_until = models.DateField(null=True)
    requested_on = models.DateField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="work_items"
    )

    class Meta:
        ordering = ["rank", "pk"]
        permissions = [("export_worklist", "Can export the worklist as CSV")]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "why", "accession"], name="workitem_once_a_reason"
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(standing__in=["listed", "not_seen"]),
                name="workitem_stands_once",
            ),
        ]
        indexes = [
            models.Index(fields=["rank"], condition=Q(standing="listed"), name="workitem_rank"),
            # `standing` stands in them too, so that SQLite counts a tile without reading its rows.
            models.Index(
                fields=["team", "rank", "standing"],
                condition=Q(standing="listed"),
                name="workitem_team_rank",
            ),
            models.Index(
                fields=["why", "rank"], condition=Q(standing="listed"), name="workitem_why"
            ),
            models.Index(
                fields=["team", "why", "rank", "standing"],
                condition=Q(standing="listed"),
                name="workitem_team_why",
            ),
            models.Index(
                fields=["team", "category", "rank"],
                condition=Q(standing="listed"),
                name="workitem_team_category",
            ),
            models.Index(
                fields=["team", "category", "why", "standing"],
                condition=Q(standing="listed"),
                name="workitem_team_category_why",
            ),
            models.Index(
                fields=["owner", "rank"], condition=Q(standing="listed"), name="workitem_owner"
            ),
            models.Index(
                fields=["team", "rank", "standing"],
                condition=Q(standing="not_seen"),
                name="workitem_team_not_seen",
            ),
            models.Index(  # with what waits
                fields=["team", "rank", "since"],
                condition=Q(standing__in=["listed", "waiting"]),
                name="workitem_team_open",
            ),
            models.Index(
                fields=["team", "rank", "requested_on"],
                condition=Q(standing="waiting"),
                name="workitem_team_waiting",
            ),
            models.Index(
                fields=["team", "since"], condition=Q(standing="listed"), name="workitem_team_age"
            ),
            # The clinic page counts patients from these two alone (biomarkers/clinic/figures.py).
            models.Index(
                fields=["team", "why", "since", "standing", "patient"], name="workitem_since"
            ),
            models.Index(
                fields=["team", "why", "requested_on", "standing", "patient"],
                condition=Q(requested_on__isnull=False),
                name="workitem_requested",
            ),
            models.Index(
                fields=["waits_until"],
                condition=Q(waits_until__isnull=False),
                name="workitem_waits_until",
            ),
        ]

    def __str__(self):
        return f"{self.get_why_display()}, since {self.since.isoformat()}"


class SavedFilter(models.Model):
    """Filters of the worklist under a name, of one person. It names no patient."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="worklist_filters"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500, blank=True, help_text="As in the address.")

    class Meta:
        default_permissions = []
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_filter_once",
                violation_error_message="You have saved filters under this name already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="saved_filter_named",
                violation_error_message="Enter a name.",
            ),
        ]

    def __str__(self):
        return self.name


class Reassessment(models.Model):
    """One run of `reassess` over everyone, slice by slice, so that a stopped one can go on."""

    day = models.DateField()
    catalog_version = models.PositiveIntegerField()
    next_slice = models.PositiveSmallIntegerField(default=0)
    patients = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.day.isoformat()}, {self.patients} patients"
