"""An import by page that is taken back: asked for by a person, done by the worker."""

from uuid import UUID

from django.db import transaction

from biomarkers.models import ImportJob, JobState

from .jobs import MOST_FAULTS_KEPT, as_kept, moves, save
from .records.faults import Refused
from .taking_back import take_back


@transaction.atomic
def undo(*, job: ImportJob, reason: str, by) -> None:
    """Have it taken back. A second press has it tried again, which finds it done."""
    if job.wrote and moves(job, JobState.DONE, JobState.UNDO_WAITS):
        save(job, by)
    if job.state == JobState.UNDO_WAITS:
        _enqueue_undo(job, reason, by)


def _enqueue_undo(job: ImportJob, reason: str, by) -> None:
    from .tasks import run_undo

    run_undo.enqueue(str(job.pk), by.pk, reason)


def take_back_job(job_id: UUID, by, reason: str = "") -> None:
    """In one transaction; what is in the way is told on the page, and the import stays."""
    job = ImportJob.objects.select_related("wrote").get(pk=job_id)
    if job.state != JobState.UNDO_WAITS:
        return
    try:
        with transaction.atomic():
            take_back(job.wrote, reason=reason, by=by)
            job.state, job.faults = JobState.UNDONE, []
            save(job, by)
    except Refused as refused:
        job.state = JobState.DONE
        job.faults = [as_kept(fault) for fault in refused.faults[:MOST_FAULTS_KEPT]]
        save(job, by)
