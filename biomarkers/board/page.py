"""What the pages of the tumor board show, in a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from biomarkers.assessment.listed_words import age_words, subtype_words
from biomarkers.models import (
    BoardCase,
    BoardDecision,
    BoardMeeting,
    ListedPatient,
    Standing,
    WorkItem,
)
from biomarkers.wording.grounds import task_sentence
from patients.models import AuditEvent, Patient
from patients.models.access import teams_of
from patients.paging import Page, page_of

MEETINGS = 25  # a page
ORDER = ("-on", "-pk")
_STANDS = (Standing.LISTED, Standing.NOT_SEEN, Standing.WAITING)


def meetings_for(user) -> QuerySet[BoardMeeting]:
    """Of the user's care teams."""
    return BoardMeeting.objects.filter(team__in=teams_of(user)).select_related("team", "closed_by")


def meetings_page(user, after: int | None) -> Page:
    """Newest first, with how many patients are on each list and how many are decided."""
    counts = {
        "cases_on_list": Count("cases", distinct=True),
        "decided": Count("decisions", Q(decisions__in_error=None), distinct=True),
    }
    meetings = meetings_for(user)
    return page_of(meetings.annotate(**counts), ORDER, after=after, size=MEETINGS, among=meetings)


@dataclass(frozen=True)
class Recorded:
    """Who saved a decision last, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Row:
    """A patient of the meeting. `listed` None: not assessed yet."""

    case: BoardCase
    listed: ListedPatient | None
    item: WorkItem | None
    decision: BoardDecision | None
    recorded: Recorded | None
    today: date

    @property
    def patient(self) -> Patient:
        return self.case.patient

    @property
    def age(self) -> str:
        return age_words(self.patient, self.today)

    @property
    def subtype(self) -> str:
        return subtype_words(self.listed)

    @property
    def task(self) -> str:
        """The datum of the most urgent task, as on the worklist."""
        return task_sentence(self.item.grounds) if self.item else ""


@dataclass(frozen=True)
class MeetingPage:
    """`hidden` patients left the care team or the record."""

    meeting: BoardMeeting
    rows: tuple[Row, ...]
    hidden: int

    @property
    def decided(self) -> int:
        return sum(1 for row in self.rows if row.decision)

    @property
    def open(self) -> int:
        return len(self.rows) - self.decided


def cases_of(meeting: BoardMeeting, user) -> QuerySet[BoardCase]:
    """In their order, of patients whom the user may see."""
    visible = Patient.objects.visible_to(user).filter(care_team=meeting.team_id)
    return meeting.cases.filter(patient__in=visible).select_related("patient")


def meeting_page(meeting: BoardMeeting, user) -> MeetingPage:
    cases = list(cases_of(meeting, user))
    patients = [case.patient_id for case in cases]
    listed = ListedPatient.objects.in_bulk(patients)
    items = WorkItem.objects.filter(patient__in=patients, standing__in=_STANDS)
    item_of = {item.patient_id: item for item in items}
    decisions = {d.patient_id: d for d in meeting.decisions.all()}
    recorded = dict(_recorded(list(decisions.values())))
    today = timezone.localdate()
    rows = tuple(
        Row(
            case=case,
            listed=listed.get(case.patient_id),
            item=item_of.get(case.patient_id),
            decision=(made := decisions.get(case.patient_id)),
            recorded=recorded.get(made.pk) if made else None,
            today=today,
        )
        for case in cases
    )
    return MeetingPage(meeting, rows, meeting.cases.count() - len(rows))


def _recorded(decisions: list[BoardDecision]) -> Iterator[tuple[Any, Recorded]]:
    events = AuditEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(BoardDecision),
        object_pk__in=[str(decision.pk) for decision in decisions],
    )
    for event in events.select_related("actor").order_by("timestamp"):
        by = event.actor.get_full_name() or event.actor.get_username() if event.actor else ""
        yield int(event.object_pk), Recorded(by, event.timestamp)


@dataclass(frozen=True)
class Turn:
    """Where one is in a meeting, and whom one turns to."""

    place: int
    of: int
    before: BoardCase | None
    after: BoardCase | None


def turn_at(case: BoardCase, cases: list[BoardCase]) -> Turn:
    at = cases.index(case)
    return Turn(
        at + 1,
        len(cases),
        cases[at - 1] if at else None,
        cases[at + 1] if at + 1 < len(cases) else None,
    )
