"""Exports in the background: asked for by a person, written by the worker, fetched when ready.

The file stands in `UPLOADS` under a random name. Its last part, `contents.json`, says which rows
of which files it holds, with their checksums, and which records could not be read.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from biomarkers.catalog.made_with import made_with
from biomarkers.models import MOVING, ExportJob, ExportKind, ExportState
from patients.audit.recording import acting
from patients.models import CareTeam

from .records.deidentifying import export_deidentified
from .records.exporting import ASSESSMENTS, export_assessments, export_record
from .uploads import Upload

CONTENTS = "contents.json"
Files = Iterator[tuple[str, bytes]]


# By people.


@transaction.atomic
def ask_for_export(*, team: CareTeam, kind: str, reason: str, by) -> ExportJob:
    """One at a time of a kind: a second press finds the first. ValidationError without a reason."""
    moving = ExportJob.objects.filter(team=team, kind=kind, by=by, state__in=MOVING)
    if first := moving.first():
        return first
    job = ExportJob(team=team, kind=kind, reason=reason.strip(), by=by)
    job.full_clean()
    _save(job)
    from .tasks import run_export

    transaction.on_commit(lambda: run_export.enqueue(str(job.pk)))
    return job


def file_of(job: ExportJob) -> Path:
    return Upload.of(job.pk).path


# By the worker.


def run(job_id: UUID) -> None:
    """Write the whole file, replacing a part that a worker which died had written."""
    job = ExportJob.objects.select_related("team", "by").get(pk=job_id)
    if not job.is_moving:
        return
    job.state = ExportState.WRITING
    _save(job)
    upload = Upload.of(job.pk)
    upload.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        _write(job, upload.path)
    except Exception:
        _end(job, ExportState.FAILED)
        raise
    if ExportJob.objects.filter(pk=job.pk, state=ExportState.WRITING).exists():
        _end(job, ExportState.READY)
    else:  # removed meanwhile: a patient was erased
        upload.remove()


def _write(job: ExportJob, path: Path) -> None:
    faults: list[str] = []
    job.contents = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files_of(job, faults):
            archive.writestr(name, content)
            checksum = hashlib.sha256(content).hexdigest()
            job.contents.append([name, _rows_in(name, content), checksum])
        job.faults = faults
        archive.writestr(CONTENTS, json.dumps(_told(job), ensure_ascii=False, indent=1))
    with path.open("rb") as file:
        job.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    job.size = path.stat().st_size


def _files_of(job: ExportJob, faults: list[str]) -> Files:
    makers: dict[str, Callable[[], Files]] = {
        ExportKind.RECORD: lambda: export_record(job.team, by=job.by, faults=faults),
        ExportKind.DEIDENTIFIED: lambda: export_deidentified(job.team, by=job.by),
        ExportKind.ASSESSMENTS: lambda: _assessments(job, faults),
    }
    return makers[job.kind]()


def _assessments(job: ExportJob, faults: list[str]) -> Files:
    lines = export_assessments(job.team, by=job.by, faults=faults)
    yield ASSESSMENTS, "".join(lines).encode()


def _rows_in(name: str, content: bytes) -> int:
    """Lines, the header of a table apart; a text in several lines counts as them."""
    return max(0, content.count(b"\n") - name.endswith(".csv"))


def _told(job: ExportJob) -> dict:
    return {
        "made_with": made_with(),
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "team": job.team.name,
        "export": str(job.pk),
        "files": [
            {"name": name, "lines": rows, "sha256": sha256} for name, rows, sha256 in job.contents
        ],
        "not_read": job.faults,
    }


# What is left behind.


def expired_exports() -> QuerySet[ExportJob]:
    until = timezone.now() - timedelta(days=settings.UPLOAD_DAYS)
    return ExportJob.objects.exclude(state=ExportState.REMOVED).filter(created_at__lt=until)


def remove(jobs: Iterable[ExportJob]) -> None:
    """Their files, and what they say of records that could not be read, which names patients."""
    for job in jobs:
        Upload.of(job.pk).remove()
        job.faults = []
        _end(job, ExportState.REMOVED)


def _end(job: ExportJob, state: ExportState) -> None:
    job.state, job.finished_at = state, timezone.now()
    _save(job)


def _save(job: ExportJob) -> None:
    with acting(job.by):
        job.save()
