"""A backup is one tar file: the database, the uploads, and what was counted when it was made.

It holds the record of patients: whoever makes one encrypts it (docs/operations.md). The
keys SECRET_KEY and AUDIT_KEY are not in it, on purpose.
"""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from patients.audit import chain
from patients.audit.chain import Head
from patients.audit.verifying import faults_of_trail

MANIFEST, DUMP, COPY, UPLOADS = "manifest.json", "database.dump", "database.sqlite3", "uploads"
Count = Callable[[str], int]


class BackupError(Exception):
    """What stands in the way, in a sentence."""


@dataclass(frozen=True)
class Manifest:
    """`rows` are counted by table in the same snapshot that was copied."""

    version: str
    made_at: str
    vendor: str
    rows: dict[str, int]
    head_number: int
    head_mac: str


def make_backup(file: Path) -> Manifest:
    """Write everything to a new `file`, readable by its owner alone. Raises BackupError."""
    if file.exists():
        raise BackupError(f"{file} exists: name a new file.")
    with TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / (DUMP if connection.vendor == "postgresql" else COPY)
        rows, head = _copy_postgres(copy) if copy.name == DUMP else _copy_sqlite(copy)
        manifest = Manifest(
            version=settings.VERSION,
            made_at=timezone.now().isoformat(timespec="seconds"),
            vendor=connection.vendor,
            rows=rows,
            head_number=head.number,
            head_mac=head.mac,
        )
        packed = Path(folder) / "packed.tar"
        _pack(packed, manifest, copy)
        packed.chmod(0o600)
        packed.replace(file)
    return manifest


def restore_backup(file: Path) -> Manifest:
    """Fill the empty database of DATABASE_URL and the folder of uploads.

    Raises BackupError where the database holds tables already, or another kind was saved.
    """
    with tarfile.open(file) as tar, TemporaryDirectory() as folder:
        tar.extractall(folder, filter="data")
        unpacked = Path(folder)
        manifest = Manifest(**json.loads((unpacked / MANIFEST).read_text(encoding="utf-8")))
        if manifest.vendor != connection.vendor:
            raise BackupError(f"It is of {manifest.vendor}; the database is {connection.vendor}.")
        if connection.introspection.table_names():
            raise BackupError("The database holds tables already: name an empty one.")
        if connection.vendor == "postgresql":
            _run("pg_restore", "--no-owner", "--exit-on-error", str(unpacked / DUMP), dbname=True)
        else:
            connection.close()
            shutil.copyfile(unpacked / COPY, connection.settings_dict["NAME"])
        if (unpacked / UPLOADS).is_dir():
            shutil.copytree(unpacked / UPLOADS, settings.UPLOADS, dirs_exist_ok=True)
    return manifest


def faults_of_restored(manifest: Manifest) -> Iterator[str]:
    """What of the database is not as the backup says: rows, trail, second factors."""
    for table, expected in manifest.rows.items():
        found = _count_here(table)
        if found != expected:
            yield f"{table} has {found:,} rows, not {expected:,}"
    head = Head(manifest.head_number, manifest.head_mac)
    yield from faults_of_trail([head] if head.number else [])
    for authenticator in Authenticator.objects.filter(type=Authenticator.Type.TOTP):
        try:
            get_adapter().decrypt(authenticator.data["secret"])
        except Exception:
            yield f"second factor {authenticator.pk} cannot be read: is SECRET_KEY the same?"


# Copying.


def _copy_postgres(copy: Path) -> tuple[dict[str, int], Head]:
    """Counted and dumped in one snapshot, so that they agree while others write."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        rows, head = _rows(_count_here), chain.head()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={copy}")
    return rows, head


def _copy_sqlite(copy: Path) -> tuple[dict[str, int], Head]:
    """Counted in the copy. The head is read first: entries may follow it, none may be missing."""
    head = chain.head()
    connection.ensure_connection()
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
        rows = _rows(lambda table: target.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])
    target.close()
    return rows, head


def _rows(count: Count) -> dict[str, int]:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return {table: count(table) for table in sorted(tables & set(_tables()))}


def _tables() -> list[str]:
    return connection.introspection.table_names()


def _count_here(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
        return cursor.fetchone()[0]


def _run(program: str, *arguments: str, dbname: bool = False) -> None:
    """A program of PostgreSQL on our database; the password stands in no argument."""
    of_database = connection.settings_dict
    where = {
        "PGHOST": of_database["HOST"],
        "PGPORT": str(of_database["PORT"] or ""),
        "PGUSER": of_database["USER"],
        "PGPASSWORD": of_database["PASSWORD"],
        "PGDATABASE": of_database["NAME"],
    }
    environment = {**os.environ, **{name: value for name, value in where.items() if value}}
    named = [f"--dbname={of_database['NAME']}"] if dbname else []
    command = [_program(program), *named, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()}")


def _program(name: str) -> str:
    """On the path, else the newest that Debian has installed beside it."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(installed[-1]) if installed else "")
    if not found:
        raise BackupError(f"{name} is not installed (Debian: postgresql-client).")
    return found


def _pack(packed: Path, manifest: Manifest, copy: Path) -> None:
    said = json.dumps(asdict(manifest), indent=1).encode()
    with tarfile.open(packed, "w") as tar:
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(said)
        tar.addfile(member, io.BytesIO(said))
        tar.add(copy, copy.name)
        if settings.UPLOADS.is_dir():
            tar.add(settings.UPLOADS, UPLOADS)
