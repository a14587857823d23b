"""Meetings of the tumor board: who is discussed, in which order, and what was decided."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from biomarkers.domain.codes import BoardOutcome
from patients.fields import PartialDateField, code_field
from patients.language import day_words, say
from patients.models import CareTeam, ClinicalFact, Patient
from patients.models.constraints import once, one_of, partial_date_constraint

USUAL_NAME = "Tumor board"
NEEDS_A_REASON = (BoardOutcome.RESERVED, BoardOutcome.NOT_APPROPRIATE)


class BoardMeeting(models.Model):
    """One meeting of one care team. Once closed it can only be read."""

    team = models.ForeignKey(CareTeam, models.PROTECT, related_name="board_meetings")
    on = models.DateField("date")
    starts_at = models.TimeField("time", null=True, blank=True)
    name = models.CharField(max_length=100, default=USUAL_NAME)
    present = models.CharField(
        "people present", max_length=500, blank=True, help_text="Names, separated by commas."
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Who closed one that came with an import and has no login here, as named there.
    closed_by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "on", "name"],
                name="board_meeting_once",
                violation_error_message="This meeting already exists.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_by_name="")
                | Q(closed_at__isnull=False, closed_by__isnull=False, closed_by_name="")
                | (Q(closed_at__isnull=False, closed_by__isnull=True) & ~Q(closed_by_name="")),
                name="board_meeting_closed_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.on:%-d %b %Y}"

    @property
    def title(self) -> str:
        """Its name; the usual one in the language of the reader."""
        return say(self.name) if self.name == USUAL_NAME else self.name

    @property
    def words(self) -> str:
        """As a page shows it; the trail keeps `str`."""
        return f"{self.title}, {day_words(self.on)}"

    @property
    def is_ahead(self) -> bool:
        """Not held yet: what it decides is recorded from its day on."""
        return self.on > timezone.localdate()

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def closer(self) -> str:
        """The login, or the name that came with an import; empty while it is open."""
        return self.closed_by.get_username() if self.closed_by else self.closed_by_name


class BoardCase(models.Model):
    """A patient of a meeting, with the question that is put to it."""

    meeting = models.ForeignKey(BoardMeeting, models.PROTECT, related_name="cases")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="board_cases")
    place = models.PositiveSmallIntegerField(help_text="Order in the meeting, from 1.")
    question = models.CharField(max_length=300)

    class Meta:
        ordering = ["place", "pk"]
        default_permissions = []  # who may change a meeting may change its cases
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "patient"],
                name="board_case_once",
                violation_error_message="This patient is on the list of this meeting already.",
            ),
            models.CheckConstraint(
                condition=~Q(question=""),
                name="board_case_asks",
                violation_error_message="Enter the question.",
            ),
        ]

    def __str__(self):
        return f"{self.place}. {self.question}"


class BoardDecision(ClinicalFact):
    """What a tumor board decided for a patient. One of another hospital has no meeting here."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="board_decisions")
    meeting = models.ForeignKey(
        BoardMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="decisions",
    )
    on = PartialDateField(verbose_name="date of the meeting")
    question = models.CharField(max_length=300)
    outcome = code_field(BoardOutcome, 20, verbose_name="outcome")
    text = models.TextField("decision")
    reason = models.TextField(
        blank=True, help_text="Required for “reserve for later” and “not appropriate”."
    )
    until = models.DateField(
        "discuss again on",
        null=True,
        blank=True,
        help_text="Only for “reserve for later”. Without a date, the task returns when the "
        "facts change.",
    )
    decided_by = models.CharField(
        max_length=500, blank=True, help_text="Names, separated by commas."
    )

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = "board decision"
        constraints = [
            once(
                ["patient", "on", "question"],
                "board_decision_once",
                "A decision on this question is already recorded for this date.",
            ),
            once(
                ["patient", "meeting"],
                "board_decision_once_a_meeting",
                "This meeting has already recorded a decision for this patient.",
            ),
            partial_date_constraint("on", "board_decision_on_is_date"),
            one_of("outcome", BoardOutcome, "board_decision_outcome_known", or_empty=False),
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(text=""),
                name="board_decision_says_something",
                violation_error_message="Enter the question and the decision.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[code.value for code in NEEDS_A_REASON]) | ~Q(reason=""),
                name="board_decision_gives_its_reason",
                violation_error_message="Enter the reason.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(outcome="reserved"),
                name="board_decision_waits_if_reserved",
                violation_error_message="Only what is reserved for later has a date to discuss "
                "it again.",
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}: {self.text}, {self.on.in_words}"

    def clean(self):
        """A closed meeting is read-only. Its decisions can still be entered in error or restored.

        The action that saves holds the lock of the patient, which closing a meeting takes too.
        """
        super().clean()
        if not self.meeting_id or not _says_other(self):
            return
        meeting = BoardMeeting.objects.select_related("closed_by").get(pk=self.meeting_id)
        if meeting.is_closed:
            closed = say(
                "{who} closed this meeting. Nothing was saved. A wrong decision can still be "
                "marked as entered in error."
            )
            raise ValidationError(closed.format(who=meeting.closer))


_SAID = ("on", "question", "outcome", "text", "reason", "until", "decided_by")


def _says_other(decision: BoardDecision) -> bool:
    """Whether it would say something else than what is stored, if anything is."""
    stored = BoardDecision.on_file.filter(pk=decision.pk).first()
    return stored is None or any(getattr(stored, f) != getattr(decision, f) for f in _SAID)
