"""Writes of what is not a fact of the record."""

from django.db import transaction
from django.utils import timezone

from patients.audit import acting
from patients.models import Patient

from .assessments import store_assessments
from .models import PrintedHandout, Standing, StepKind, WorkItem, WorkStep


@transaction.atomic
def keep_handout(*, patient: Patient, answers: list[dict[str, str]], by) -> PrintedHandout:
    """What is about to be printed for the patient, word for word."""
    with acting(by):
        return PrintedHandout.objects.create(patient=patient, answers=answers, printed_by=by)


ABOUT_THE_PATIENT = (StepKind.ASSIGNED, StepKind.COMMENTED)


@transaction.atomic
def take_step(*, item: WorkItem, kind: str, by, **said) -> list[WorkStep]:
    """What a person did about an item; the item follows at once.

    `said` is what the step holds: text, outcome, until, assigned_to. A snooze is for everything
    that is due for the patient; an owner and a comment are the patient's. Raises ValidationError.
    """
    steps = [
        WorkStep(
            patient_id=item.patient_id,
            kind=kind,
            why=of.why if of else "",
            accession=of.accession if of else "",
            basis=of.basis if of else "",
            assessment_id=item.assessment_id,
            by=by,
            on=timezone.localdate(),
            **said,
        )
        for of in _concerned(item, kind)
    ]
    with acting(by):
        for step in steps:
            step.full_clean()
            step.save()
    store_assessments([item.patient_id], today=timezone.localdate())
    return steps


def _concerned(item: WorkItem, kind: str) -> list[WorkItem | None]:
    if kind in ABOUT_THE_PATIENT:
        return [None]
    if kind == StepKind.SNOOZED:
        due = (Standing.LISTED, Standing.BEHIND)
        return list(WorkItem.objects.filter(patient=item.patient_id, standing__in=due)) or [item]
    if kind == StepKind.BROUGHT_BACK:
        waiting = WorkItem.objects.filter(patient=item.patient_id, waits_until__isnull=False)
        return [item, *waiting.exclude(pk=item.pk)]
    return [item]
