"""A decision of a meeting enters the record, and answers tasks of the worklist with it."""

from collections.abc import Collection, Iterator, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from biomarkers.assessment.storing import store_assessments
from biomarkers.domain.codes import BoardOutcome, Outcome, StepKind
from biomarkers.domain.work import Why
from biomarkers.models import BoardCase, BoardDecision, BoardMeeting, WorkItem, WorkStep
from patients.actions import save_facts
from patients.audit.recording import acting
from patients.changes.conflicts import Seen, who_and_when
from patients.changes.locking import lock_records
from patients.changes.undo import Change
from patients.language import day_words, say, to_say
from patients.models import ClinicalFact, Patient

# What a discussion of that outcome is on the worklist; “more information first” answers no task.
_ANSWERS = {
    BoardOutcome.PROCEED: "",
    BoardOutcome.RESERVED: Outcome.LATER,
    BoardOutcome.NOT_APPROPRIATE: Outcome.NOT_APPROPRIATE,
}
ASKED_OF_A_BOARD = (Why.OPTION_OPENED, Why.PROGRESSED)


@transaction.atomic
def decide(
    decision: BoardDecision,
    *,
    answers: Collection[WorkItem],
    seen: Mapping[ClinicalFact, Seen],
    why: str = "",
    by,
) -> list[Change]:
    """Save a new or changed decision of a meeting; the tasks in `answers` are discussed with it.

    Returns what can be undone: a new decision, whose tasks come back with it. Raises
    ValidationError, also as ChangedMeanwhile: the second of two people is told, and nothing
    is saved.
    """
    lock_records([decision.patient_id])
    is_new = decision._state.adding
    if is_new:
        refuse_if_ahead(decision.meeting)
        _refuse_if_off_list(decision)
        _refuse_if_decided(decision)
    changes = save_facts([decision], by=by, why=why, seen=seen)
    with acting(by):
        for step in _steps(decision, answers, by):
            step.full_clean()
            step.save()
    store_assessments([decision.patient_id], today=timezone.localdate())
    return changes if is_new else []


def tasks_of(patient: Patient) -> list[WorkItem]:
    """What a decision may answer, most urgent first."""
    items = WorkItem.objects.filter(patient=patient).exclude(why=Why.NEEDS_FIXING)
    return list(items.select_related("assessment").order_by("rank"))


def answered_by(decision: BoardDecision, tasks: list[WorkItem]) -> list[WorkItem]:
    """The tasks that it answers as it is stored; of a new one those a board is asked about."""
    if decision._state.adding:
        return [task for task in tasks if task.why in ASKED_OF_A_BOARD]
    last: dict[tuple, str] = {}
    for step in decision.steps.order_by("at", "pk"):
        last[step.why, step.accession, step.basis] = step.kind
    return [task for task in tasks if last.get(_key(task)) == StepKind.DISCUSSED]


def refuse_if_ahead(meeting: BoardMeeting | None) -> None:
    """A decision was made. Raises ValidationError before the day of the meeting."""
    if meeting and meeting.is_ahead:
        ahead = say("A decision can be recorded from {day} on, the date of the meeting.")
        raise ValidationError(ahead.format(day=day_words(meeting.on)))


def _refuse_if_off_list(decision: BoardDecision) -> None:
    listed = BoardCase.objects.filter(meeting=decision.meeting_id, patient=decision.patient_id)
    if not listed.exists():
        raise ValidationError(
            to_say("Someone else took this patient off the list. Nothing was saved.")
        )


def _refuse_if_decided(decision: BoardDecision) -> None:
    stored = BoardDecision.objects.filter(
        meeting=decision.meeting_id, patient=decision.patient_id
    ).first()
    if stored:
        recorded = say(
            "{who} recorded “{outcome}: {text}” while you were writing. Nothing was saved. To "
            "change it, open the decision."
        )
        outcome = say(stored.get_outcome_display())
        raise ValidationError(
            recorded.format(who=who_and_when(stored), outcome=outcome, text=stored.text)
        )


def _steps(decision: BoardDecision, answers: Collection[WorkItem], by) -> Iterator[WorkStep]:
    """One for each task that it answers, and one for each that it answered before and no longer."""
    outcome = BoardOutcome(decision.outcome)
    tasks = answers if outcome in _ANSWERS else ()
    for task in tasks:
        yield _step(
            decision, task, by,
            kind=StepKind.DISCUSSED, outcome=_ANSWERS[outcome], until=decision.until,
        )  # fmt: skip
    kept = {_key(task) for task in tasks}
    for task in answered_by(decision, tasks_of(decision.patient)):
        if _key(task) not in kept:
            yield _step(decision, task, by, kind=StepKind.BROUGHT_BACK)


def _step(decision: BoardDecision, task: WorkItem, by, **said) -> WorkStep:
    return WorkStep(
        patient_id=decision.patient_id,
        decision=decision,
        why=task.why,
        accession=task.accession,
        basis=task.basis,
        assessment_id=task.assessment_id,
        text=f"Tumor board: {decision.text}",
        by=by,
        on=timezone.localdate(),
        **said,
    )


def _key(task: WorkItem) -> tuple[str, str, str]:
    return task.why, task.accession, task.basis
