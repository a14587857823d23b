"""Reports that come as files: kept, read by the worker, then in the queue.

A PDF can be made to cost time: no request waits for it, and while it is read no transaction is
open. Each file ends by itself: received, here already, stopped because it names another patient, or
not readable, with the reason.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from biomarkers.actions import assign_report, receive_report
from biomarkers.models import FileState, PathologyReport, ReportFile, ReportUpload, fingerprint_of
from patients.audit.recording import acting
from patients.dates import PartialDate
from patients.models import CareTeam, Patient

from .reader.splitting import split_reports
from .receiving import NoReport, is_pdf, text_of_file
from .whose import names_another

FAILED = "The file could not be read because of an error here. Tell those who run Second Look."
_STUCK = timedelta(minutes=2)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arriving:
    """A file and what is said of it beside its text."""

    name: str
    data: bytes
    patient: Patient | None = None
    accession: str = ""
    read_on: PartialDate | None = None


# By people.


@transaction.atomic
def receive_files(*, team: CareTeam, files: Iterable[Arriving], by) -> ReportUpload:
    """Keep the files and have them read."""
    delete_expired_files()
    upload = ReportUpload(team=team, by=by)
    with acting(by):
        upload.save()
        for place, one in enumerate(files):
            kept: dict[str, Any] = {"patient": one.patient, "stated_read_on": one.read_on}
            kept |= {"name": one.name[:255], "data": one.data, "stated_accession": one.accession}
            ReportFile.objects.create(upload=upload, place=place, **kept)
    _enqueue(upload)
    return upload


@transaction.atomic
def read_despite(*, file: ReportFile, by) -> None:
    """A person said that a file which names another patient is this patient's all the same."""
    stopped = ReportFile.objects.select_for_update().filter(pk=file.pk, state=FileState.STOPPED)
    if stopped.exists():
        file.despite, file.state, file.why = True, FileState.WAITING.value, ""
        with acting(by):
            file.save()
        _enqueue(file.upload)


@transaction.atomic
def read_again(*, upload: ReportUpload) -> None:
    """What still waits, after a worker died."""
    if is_stuck(upload.files.defer("data")):
        _enqueue(upload)


def is_stuck(files: Iterable[ReportFile]) -> bool:
    """Something waits, and nothing has moved for a while."""
    listed = list(files)
    is_waiting = any(file.is_waiting for file in listed)
    return is_waiting and max(file.moved_at for file in listed) < timezone.now() - _STUCK


def _enqueue(upload: ReportUpload) -> None:
    from .tasks import read_report_files

    read_report_files.enqueue(str(upload.pk))


# By the worker.


def read_files(upload_id: UUID) -> None:
    waiting = ReportFile.objects.filter(upload=upload_id, state=FileState.WAITING)
    for key in list(waiting.values_list("pk", flat=True)):
        file = waiting.select_related("upload__team", "upload__by", "patient").get(pk=key)
        try:
            _read(file)
        except Exception:  # the other files are read all the same
            _log.exception("report file %s", key)
            _end(file, FileState.UNREADABLE, FAILED)


def _read(file: ReportFile) -> None:
    try:
        texts = split_reports(text_of_file(file.name, bytes(file.data)))
    except NoReport as error:
        _end(file, FileState.UNREADABLE, f"The file {error}.")
        return
    if file.patient and not file.despite:
        named = [reason for text in texts for reason in names_another(text, file.patient)]
        if named:
            _end(file, FileState.STOPPED, " ".join(dict.fromkeys(named)))
            return
    with transaction.atomic():
        received = [_received(file, text) for text in texts]
        is_new = any(new for _, new in received)
        file.reports.set([report for report, _ in received])
        _end(file, FileState.READ if is_new else FileState.SAME, "")


def _received(file: ReportFile, text: str) -> tuple[PathologyReport, bool]:
    """The report, and whether it is new. A report without a patient is linked to this one."""
    team = file.patient.care_team if file.patient else file.upload.team
    there = PathologyReport.objects.filter(fingerprint=fingerprint_of(text))
    same = there.filter(patient=file.patient) if file.patient else there.filter(team=team)
    if found := same.first():
        return found, False
    by = file.upload.by
    unassigned = there.filter(team=team, patient=None).first()
    if unassigned and file.patient:
        assign_report(report=unassigned, patient=file.patient, by=by)
        return unassigned, True
    original = bytes(file.data) if is_pdf(file.name) else b""
    stated: dict[str, Any] = {
        "stated_accession": file.stated_accession,
        "stated_read_on": file.stated_read_on,
    }
    report = receive_report(
        text=text, team=team, patient=file.patient, source_name=file.name, original=original,
        by=by, **stated,
    )  # fmt: skip
    return report, True


def _end(file: ReportFile, state: FileState, why: str) -> None:
    file.state, file.why = state.value, why
    if state != FileState.STOPPED:
        file.data = b""
    with acting(file.upload.by):
        file.save()


# What is left behind.


def expired_uploads() -> QuerySet[ReportUpload]:
    """The reports that were read stay; the list of the files goes."""
    until = timezone.now() - timedelta(days=settings.UPLOAD_DAYS)
    return ReportUpload.objects.filter(created_at__lt=until)


def delete_expired_files() -> None:
    for upload in expired_uploads():
        upload.delete()
