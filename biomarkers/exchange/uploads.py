"""Uploads on disk: bounded while they stream in, under random names, gone when they are done with.

Beside each upload stand its progress and the wish to stop it, as files: while an import runs on
SQLite nobody else can write to the database. A lock held by the worker says that it lives.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from .archive import MEGABYTE, MOST_PACKED

TOO_LARGE = f"is larger than {MOST_PACKED // MEGABYTE} MB"


class BoundedUpload(TemporaryFileUploadHandler):
    """To disk, up to a bound for all files of a request; the rest is read past and not kept."""

    left = MOST_PACKED

    def receive_data_chunk(self, raw_data, start):
        self.left -= len(raw_data)
        if self.left < 0:
            self.file.close()
            self.request.upload_too_large = True
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)


@dataclass(frozen=True)
class Upload:
    """The folder of one upload."""

    folder: Path

    @classmethod
    def of(cls, key: UUID) -> "Upload":
        return cls(Path(settings.UPLOADS) / key.hex)

    @property
    def path(self) -> Path:
        return self.folder / "upload"

    def keep(self, uploaded: UploadedFile) -> tuple[int, str]:
        """Size and fingerprint of what was kept."""
        self.folder.mkdir(mode=0o700, parents=True)
        with self.path.open("xb") as kept:
            for chunk in uploaded.chunks():
                kept.write(chunk)
        return self.path.stat().st_size, self.fingerprint()

    def fingerprint(self) -> str:
        with self.path.open("rb") as kept:
            return hashlib.file_digest(kept, "sha256").hexdigest()

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    # How far it is, and whether it shall stop.

    def say(self, what: str, done: int, of: int) -> None:
        """Replaced in one go, so that nobody reads half of it."""
        fresh = self.folder / "progress.new"
        fresh.write_text(json.dumps({"what": what, "done": done, "of": of}))
        os.replace(fresh, self.folder / "progress")

    @property
    def progress(self) -> dict | None:
        try:
            return json.loads((self.folder / "progress").read_text())
        except (OSError, ValueError):
            return None

    def ask_to_stop(self) -> None:
        (self.folder / "stop").touch()

    @property
    def cancel_requested(self) -> bool:
        return (self.folder / "stop").exists()

    # Whether a worker has it.

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Whether this process alone now works on it; the system lets go when a process dies."""
        try:
            lock = (self.folder / "lock").open("w")
        except OSError:
            yield False
            return
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    @property
    def is_worked_on(self) -> bool:
        if not (self.folder / "lock").exists():
            return False  # and looking leaves nothing behind
        with self.held() as free:
            return not free and self.folder.exists()


def ownerless(known: set[str]) -> list[Upload]:
    """Folders of no job, as a crash between two steps leaves them; none that is worked on."""
    root = Path(settings.UPLOADS)
    folders = [folder for folder in root.iterdir() if folder.is_dir()] if root.exists() else []
    long_ago = time.time() - settings.UPLOAD_DAYS * 24 * 60 * 60
    uploads = [
        Upload(folder)
        for folder in folders
        if _is_key(folder.name) and folder.name not in known and folder.stat().st_mtime < long_ago
    ]
    return [upload for upload in uploads if not upload.is_worked_on]


def _is_key(name: str) -> bool:
    """Other folders here are not of uploads."""
    return len(name) == 32 and set(name) <= set("0123456789abcdef")
