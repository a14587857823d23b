"""The tumor board on a chart: what it decided, and when the patient is discussed next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from biomarkers.models import BoardCase, BoardDecision, WorkItem
from biomarkers.record.reading import Fetched, patients_with_record
from patients.models import Patient


@dataclass(frozen=True)
class BoardCard:
    """`decisions` newest first; `coming` are undecided cases of open meetings, today only."""

    decisions: tuple[BoardDecision, ...]
    coming: tuple[BoardCase, ...]

    @property
    def newest(self) -> BoardDecision | None:
        return next(iter(self.decisions), None)


def for_chart(patients: QuerySet[Patient]) -> QuerySet[Patient]:
    """With everything that a chart reads of a patient, in a fixed number of queries."""
    items = WorkItem.objects.order_by("rank").select_related("owner")
    cases = BoardCase.objects.filter(meeting__closed_at=None).select_related("meeting")
    return patients_with_record(patients).prefetch_related(
        Prefetch("work_items", items, to_attr="fetched_work_items"),
        Prefetch("board_cases", cases.order_by("meeting__on"), to_attr="fetched_board_cases"),
    )


def board_card(patient: Fetched, *, as_of: date, today: date) -> BoardCard:
    made = [d for d in patient.fetched_board_decisions if d.on.first <= as_of]
    made.sort(key=lambda decision: (decision.on.text, decision.pk), reverse=True)
    decided = {decision.meeting_id for decision in made}
    cases = patient.fetched_board_cases if as_of == today else ()
    coming = [case for case in cases if case.meeting_id not in decided]
    return BoardCard(tuple(made), tuple(coming))
