"""Exports in the background: asked for by a person, written by the worker, fetched when ready.

The file stands in `UPLOADS` under a random name. Its last part, `contents.json`, says which rows
of which files it holds, with their checksums, and which records could not be read.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable
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
from patients.models import CareTeam, Patient

from .records.deidentifying import export_deidentified
from .records.exporting import (
    Files,
    export_assessments,
    export_patients,
    export_record,
    one_state_of_the_record,
)
from .uploads import Upload

CONTENTS = "contents.json"


# By people.


@transaction.atomic
def ask_for_export(
    *, team: CareTeam, kind: str, reason: str, by, chosen: Iterable[Patient] = ()
) -> ExportJob:
    """One at a time of a kind: a second press finds the first. ValidationError without a reason.

    `chosen` patients of the team are those of the kind that is called so.
    """
    keys = sorted(str(patient.pk) for patient in chosen)
    moving = ExportJob.objects.filter(team=team, kind=kind, by=by, state__in=MOVING, chosen=keys)
    if first := moving.first():
        return first
    job = ExportJob(team=team, kind=kind, reason=reason.strip(), by=by, chosen=keys)
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
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with one_state_of_the_record():
            files = _files_of(job, faults)
            job.contents = [_add(archive, name, pieces) for name, pieces in files]
        job.faults = faults
        archive.writestr(CONTENTS, json.dumps(_told(job), ensure_ascii=False, indent=1))
    with path.open("rb") as file:
        job.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    job.size = path.stat().st_size


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> tuple[str, int, str]:
    """Name, rows and SHA-256 of what was written piece by piece.

    Rows are lines, the header of a table apart; a text in several lines counts as them.
    """
    checksum, lines = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
            checksum.update(piece)
            lines += piece.count(b"\n")
    return name, lines - name.endswith(".csv"), checksum.hexdigest()


def _files_of(job: ExportJob, faults: list[str]) -> Files:
    match job.kind:
        case ExportKind.DEIDENTIFIED:
            return export_deidentified(job.team, by=job.by)
        case ExportKind.ASSESSMENTS:
            return export_assessments(job.team, by=job.by, faults=faults)
        case ExportKind.CHOSEN:
            return export_patients(job.team, job.chosen, by=job.by)
    return export_record(job.team, by=job.by, faults=faults)


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
        job.faults, job.chosen = [], []
        _end(job, ExportState.REMOVED)


def _end(job: ExportJob, state: ExportState) -> None:
    job.state, job.finished_at = state, timezone.now()
    _save(job)


def _save(job: ExportJob) -> None:
    with acting(job.by):
        job.save()
