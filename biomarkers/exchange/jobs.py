"""Imports in the background: what moves a job from one state to the next."""

from dataclasses import astuple
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from biomarkers.models import Import, ImportJob, JobState
from biomarkers.models.exchange import OVER, RUNNING, WAITING
from patients.audit.recording import acting
from patients.models import CareTeam

from .importing_uploads import ImportCancelled, is_archive, read_upload
from .records.done import Done
from .records.faults import Fault, Refused
from .tables.importing import TablesDone
from .uploads import Upload

MOST_FAULTS_KEPT = 5_000
MOST_CHANGES_KEPT = 20_000
CHANGED_MEANWHILE = "changed since the check, nothing was written: look again and confirm"


class ChangedMeanwhile(Exception):
    """The import would do something else than what was looked at."""


# By people.


@transaction.atomic
def start_import(
    *, team: CareTeam, uploaded: UploadedFile, mapping: str, mapping_name: str, by
) -> ImportJob:
    """Keep an upload and have it checked; without a mapping a table waits for one."""
    delete_expired_uploads()
    job = ImportJob(pk=uuid4(), team=team, file_name=Path(uploaded.name).name[:200], by=by)
    job.mapping, job.mapping_name = mapping, mapping_name
    upload = Upload.of(job.pk)
    try:
        job.size, job.fingerprint = upload.keep(uploaded)
        needs_mapping = not mapping and not is_archive(upload.path)
        job.state = JobState.MAPPING if needs_mapping else JobState.CHECK_WAITS
        save(job, by)
        if not needs_mapping:
            _enqueue(job)
    except BaseException:
        upload.remove()  # without its job nobody would ever find it, and it is about patients
        raise
    return job


@transaction.atomic
def check_with(*, job: ImportJob, mapping: str, name: str, by) -> None:
    """The mapping is made: check the table with it."""
    if job.state == JobState.MAPPING:
        job.mapping, job.mapping_name, job.state = mapping, name, JobState.CHECK_WAITS
        save(job, by)
        _enqueue(job)


@transaction.atomic
def confirm(*, job: ImportJob, by) -> None:
    """What was checked is to be imported. A second press does nothing more."""
    if moves(job, JobState.CHECKED, JobState.WAITS):
        save(job, by)
        _enqueue(job)


@transaction.atomic
def erase_too(*, job: ImportJob, by) -> None:
    """Check again, with empty cells that erase what is stored."""
    if moves(job, JobState.CHECKED, JobState.CHECK_WAITS):
        job.erase = True
        save(job, by)
        _enqueue(job)


def refuse(*, job: ImportJob, refused: Refused, by) -> None:
    """What was uploaded is no table for which a mapping could be made."""
    job.faults = [as_kept(fault) for fault in refused.faults[:MOST_FAULTS_KEPT]]
    _end(job, JobState.REFUSED, by)


def cancel(*, job: ImportJob, by) -> None:
    """At once if nobody works on it; else the worker is asked to stop, and rolls back."""
    upload = Upload.of(job.pk)
    with upload.held() as free:
        if not free and upload.folder.exists():
            upload.ask_to_stop()
            return
        job.refresh_from_db()
        if not job.is_over:
            _end(job, JobState.CANCELLED, by)


def _enqueue(job: ImportJob) -> None:
    from .tasks import run_import

    run_import.enqueue(str(job.pk))


# By the worker.


def run(job_id: UUID) -> None:
    """Check or import, in one transaction; nothing is left of one that is stopped or refused."""
    job = ImportJob.objects.select_related("team", "by").get(pk=job_id)
    upload = Upload.of(job.pk)
    with upload.held() as ours:
        job.refresh_from_db(fields=["state"])
        died = ours and job.state in RUNNING  # the worker that had it before
        if died or (job.state in WAITING and not upload.path.exists()):
            _end(job, JobState.FAILED, job.by)
        if not ours or job.state not in WAITING:
            return
        job.state = WAITING[job.state]
        save(job, job.by)
        try:
            _work(job, upload)
        except ImportCancelled:
            _end(job, JobState.CANCELLED, job.by)
        except ChangedMeanwhile:
            job.state, job.finished_at = JobState.CHECKED, None
            job.warnings = [["the record", None, None, CHANGED_MEANWHILE], *job.warnings]
            save(job, job.by)
        except Refused as refused:
            job.faults = [as_kept(fault) for fault in refused.faults[:MOST_FAULTS_KEPT]]
            _end(job, JobState.REFUSED, job.by)
        except Exception:
            _end(job, JobState.FAILED, job.by)
            raise


def _work(job: ImportJob, upload: Upload) -> None:
    if upload.fingerprint() != job.fingerprint:
        raise Refused([Fault(job.file_name, None, None, "has changed since it was uploaded")])
    is_check = job.state == JobState.CHECKING
    seen = _seen(job)
    with read_upload(job, upload) as (import_rows, left_alone), transaction.atomic():
        done = import_rows(dry_run=is_check)
        job.counts = [[file.name, c.new, c.changed, c.same] for file, c in _counts(done) if c.all]
        job.left_out = dict(done.left_out) if isinstance(done, TablesDone) else {}
        job.left_out |= left_alone
        _remember(job, done.done if isinstance(done, TablesDone) else done)
        if upload.cancel_requested:
            raise ImportCancelled
        if not is_check and _seen(job) != seen:
            raise ChangedMeanwhile
        # Last: a job that is called off names no import, which is rolled back with it.
        job.wrote = _named(done.done if isinstance(done, TablesDone) else done, job.file_name)
        job.state = JobState.CHECKED if is_check else JobState.DONE
        job.finished_at = None if is_check else timezone.now()
        save(job, job.by)  # with what was imported, or neither
    if not is_check:
        upload.remove()


def _seen(job: ImportJob) -> list:
    """What a person saw before confirming: the rest follows from it."""
    return [job.counts, job.changes, job.new_patients]


def _remember(job: ImportJob, done: Done) -> None:
    """What the page and its reports show."""
    job.changes = [list(astuple(change)) for change in done.changes[:MOST_CHANGES_KEPT]]
    job.effects = [list(astuple(effect)) for effect in done.effects[:MOST_CHANGES_KEPT]]
    job.warnings = [as_kept(warning) for warning in done.warnings[:MOST_FAULTS_KEPT]]
    job.new_patients = done.new_patients[:MOST_CHANGES_KEPT]


def _named(done: Done, source: str) -> Import | None:
    """The import with the name of its file; none of a check, and none where nothing changed."""
    if done.imported:
        done.imported.source = source
        done.imported.save()
    return done.imported


def _counts(done: Done | TablesDone):
    return (done.done if isinstance(done, TablesDone) else done).counts.items()


def as_kept(fault: Fault) -> list:
    return [fault.file, fault.line, fault.column, fault.wrong]


# What is left behind.


def fail_if_worker_died(job: ImportJob) -> None:
    """A worker that died midway took its transaction with it: the job says so."""
    if job.state in RUNNING and not Upload.of(job.pk).is_worked_on:
        job.refresh_from_db()
        if job.state in RUNNING:
            _end(job, JobState.FAILED, job.by)


def expired_jobs() -> QuerySet[ImportJob]:
    """Uploads that were not confirmed in time. No worker has them."""
    until = timezone.now() - timedelta(days=settings.UPLOAD_DAYS)
    return ImportJob.objects.exclude(state__in=(*OVER, *RUNNING)).filter(created_at__lt=until)


def delete_expired_uploads() -> None:
    for job in expired_jobs():
        _end(job, JobState.CANCELLED, None)


def moves(job: ImportJob, before: JobState, after: JobState) -> bool:
    """One of several who press at the same time."""
    moved = ImportJob.objects.select_for_update().filter(pk=job.pk, state=before).exists()
    job.state = after if moved else job.state
    return moved


def _end(job: ImportJob, state: JobState, by) -> None:
    job.state, job.finished_at = state, timezone.now()
    save(job, by)
    Upload.of(job.pk).remove()


def save(job: ImportJob, by) -> None:
    with acting(by):
        job.save()
