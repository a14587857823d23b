"""Faults of the data, the clock and the disk, asked through the pages of one process."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from biomarkers.assessment.everyone import reassess_everyone
from biomarkers.models import HER2Assessment, ListedPatient, WorkItem
from patients.audit.chain import seal
from patients.audit.months import tables
from patients.models import CareTeam, LVEFMeasurement, Patient
from patients.models.fact import kinds_of_fact
from patients.search.keeping import keep_words
from tests.access_paths import facts_of

from .cluster import AS_POSTGRES
from .hosts import archive_of
from .table import Row
from .whole import half_written

# The clinic is in Vienna (__main__): summer begins and ends, a year, and a leap day.
SHOWN_OR_TOLD = (200, 409)
TURNS = [
    datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, 0, 0, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, 0, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    datetime(2028, 2, 28, 23, 0, 0, tzinfo=UTC), datetime(2028, 2, 29, 22, 59, 59, tzinfo=UTC),
]  # fmt: skip
JUMPS = [timedelta(hours=-1), timedelta(days=-2), timedelta(hours=1), timedelta(days=400)]


def _client() -> Client:
    client = Client(
        raise_request_exception=False,
        headers={"X-Forwarded-Proto": "https"},
        SERVER_NAME="localhost",
    )
    client.force_login(User.objects.get(username="faults"))
    return client


def _pages(patient: Patient) -> list[str]:
    of_patient = ("patient_chart", "patient_summary", "patient_compare", "patient_requests")
    return [
        *(reverse(name) for name in ("worklist", "patient_list", "clinic")),
        *(reverse(name, args=[patient.pk]) for name in of_patient),
    ]


def _errors(client: Client, patient: Patient) -> int:
    """Pages that neither show the record nor say that it needs fixing."""
    return sum(client.get(page).status_code not in SHOWN_OR_TOLD for page in _pages(patient))


def _saved(client: Client, patient: Patient, day: str) -> bool:
    address = reverse("fact_new", args=[patient.pk, "lvefmeasurement"])
    return client.post(address, {"measured_on": day, "percent": "60"}).status_code == 302


# The data.


def poisoned() -> Row:
    """Each column of each table of the record, of the lists and of the answers, in turn."""
    row = Row("a poisoned value in each column of each table")
    client = _client()
    with transaction.atomic():
        patient = facts_of(CareTeam.objects.get(name="Faults")).patient
        keep_words(Patient.objects.values_list("pk", flat=True))  # these came past the application
    for table in [*kinds_of_fact(), WorkItem, ListedPatient, HER2Assessment]:
        for column in table._meta.concrete_fields:
            value = _poison(column)
            if value is None:
                continue
            with transaction.atomic():
                _without_limits(table)
                if _set(table, column, value, patient):
                    row.times += 1
                    row.errors += _errors(client, patient)
                transaction.set_rollback(True)
    return row


def _poison(column: models.Field) -> str | int | None:
    if column.primary_key or column.is_relation:
        return None
    if isinstance(column, models.TextField | models.CharField):
        return "\u202e99"[: column.max_length or 3]
    return -7 if isinstance(column, models.IntegerField) else None


def _without_limits(table: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
            [table._meta.db_table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table._meta.db_table} DROP CONSTRAINT "{name}"')


def _set(table: type[models.Model], column: models.Field, value, patient: Patient) -> bool:
    """In one row of the patient; without one there is nothing to poison."""
    owner = getattr(table, "owner_path", "patient")
    key = table._base_manager.filter(**{owner: patient.pk}).values_list("pk", flat=True).first()
    if key is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {table._meta.db_table} SET "{column.column}" = %s '
            f'WHERE "{table._meta.pk.column}" = %s',
            [value, key],
        )
    return True


# The clock.


def clock() -> Row:
    """Midnight, summer time, a leap day, and a clock that goes back and forth."""
    row = Row("midnight, summer time, a leap day; the clock back and forth")
    patient = Patient.objects.get(mrn="P3")
    now = timezone.now()
    for number, moment in enumerate([*TURNS, *(now + jump for jump in JUMPS), now]):
        with time_machine.travel(moment):
            client = _client()
            before = LVEFMeasurement.objects.filter(patient=patient).count()
            told = _saved(client, patient, f"2020-05-{number + 1:02}")
            row.times += 1
            row.acknowledged += told
            row.lost += told and LVEFMeasurement.objects.filter(patient=patient).count() == before
            row.stuck += not told
            row.errors += _errors(client, patient)
            seal()  # as every minute
    reassess_everyone(timezone.localdate(), from_start=True)  # as every night
    row.half_written = len(half_written())
    return row


# The disk.


@contextmanager
def _small_disk() -> Iterator[Path]:
    """Of two megabytes; only root may have one."""
    place = Path(tempfile.mkdtemp(prefix="faults-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def _fill(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 512):  # the last bytes too
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
    return filler


def full_disk_of_the_database() -> Row:
    """The tables of the trail lie on a small disk, which is full; then there is room again."""
    row = Row("the disk of the database is full", times=1)
    client, patient = _client(), Patient.objects.get(mrn="P4")
    before = LVEFMeasurement.objects.filter(patient=patient).count()
    refused = 0
    with _small_disk() as place, connection.cursor() as cursor:
        subprocess.run(["chown", f"{AS_POSTGRES['user']}", str(place)], check=True)
        cursor.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        for table in tables():
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE small")
            cursor.execute(f"VACUUM FULL {table}")  # no room is left within its pages
        filler = _fill(place)
        for number in range(200):
            address = reverse("fact_new", args=[patient.pk, "lvefmeasurement"])
            day = f"{1700 + number}-05-09"
            status = client.post(address, {"measured_on": day, "percent": "60"}).status_code
            row.acknowledged += status == 302
            refused += status == 503
            row.errors += status >= 500 and status != 503
            if refused >= 5:
                break
        filler.unlink()
        row.stuck += not refused or not _saved(client, patient, "1999-05-09")
        for table in tables():
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
        cursor.execute("DROP TABLESPACE small")
    stored = LVEFMeasurement.objects.filter(patient=patient).count() - before - 1
    row.lost, row.half_written = row.acknowledged - stored, len(half_written())
    return row


def full_disk_of_uploads() -> Row:
    """An upload that does not fit is refused; nothing of it stays."""
    row = Row("the disk of uploads is full", times=1)
    client = _client()
    said = {"team": CareTeam.objects.get(name="Faults").pk, "how": ""}
    with _small_disk() as place:
        settings.UPLOADS = place / "uploads"
        settings.UPLOADS.mkdir()
        filler = _fill(place)
        upload = SimpleUploadedFile("record.zip", archive_of("U", 20_000))
        status = client.post(reverse("import_start"), {**said, "file": upload}).status_code
        row.errors += status != 503
        filler.unlink()
        row.half_written += len(list(settings.UPLOADS.iterdir()))
        again = SimpleUploadedFile("record.zip", archive_of("U", 1))
        status = client.post(reverse("import_start"), {**said, "file": again}).status_code
        row.stuck += status != 302
    return row


def inside() -> Iterator[Row]:
    yield poisoned()
    yield clock()
    if os.geteuid() == 0:
        yield full_disk_of_the_database()
        yield full_disk_of_uploads()
