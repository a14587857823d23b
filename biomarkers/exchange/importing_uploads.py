"""From an upload to what importing it does: an archive or a table, watched and stopped."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.text import get_valid_filename

from biomarkers.models import ImportJob

from .archive import ZIP, left_alone, unpack
from .records.faults import Fault, Refused
from .records.importing import Done, import_folder
from .tables.importing import TablesDone, import_tables
from .tables.mapping import BadMapping, mapping_of
from .tables.workbook import is_workbook
from .uploads import Upload

_PAUSE = 0.2  # seconds between two looks at the wish to stop


class ImportCancelled(Exception):
    """A user asked to stop it."""


def import_upload(
    job: ImportJob, upload: Upload, *, dry_run: bool
) -> tuple[Done | TablesDone, dict]:
    """What it did, and how many files of an archive were left alone, by why."""
    how: dict[str, Any] = {
        "team": job.team.name, "by": job.by, "dry_run": dry_run, "erase": job.erase,
        "progress": _watched(upload),
    }  # fmt: skip
    with TemporaryDirectory(dir=upload.folder) as place:
        folder = Path(place)
        upload.say("reading", 0, 0)
        path, left_alone = _laid_out(job, upload, folder)
        if not job.mapping:
            return import_folder(folder, **how), left_alone
        try:
            return import_tables(path, mapping_of(job.mapping), **how), left_alone
        except BadMapping as error:
            raise Refused([Fault("the mapping", None, None, str(error))]) from None


def _laid_out(job: ImportJob, upload: Upload, folder: Path) -> tuple[Path, dict[str, int]]:
    """The upload under the name that faults call it by; an archive unpacked."""
    if is_archive(upload.path):
        with upload.path.open("rb") as archive:
            names = unpack(archive, folder)
        return folder, {left_alone(names): len(names)} if names else {}
    path = folder / (get_valid_filename(f"_{job.file_name}")[1:] or "table")
    path.symlink_to(upload.path)
    return path, {}


def is_archive(path: Path) -> bool:
    """A workbook is one too, and is a table here."""
    with path.open("rb") as file:
        begins = file.read(len(ZIP)) == ZIP
    return begins and not is_workbook(path)


def _watched(upload: Upload) -> Callable[[str, Iterable], Iterator]:
    """Between rows, now and then: says how far it is, and stops if that is wished."""

    def rows_of(what: str, rows: Iterable) -> Iterator:
        rows = list(rows)
        looked = 0.0
        for done, row in enumerate(rows):
            if time.monotonic() - looked > _PAUSE:
                looked = time.monotonic()
                upload.say(what, done, len(rows))
                if upload.cancel_requested:
                    raise ImportCancelled
            yield row

    return rows_of
