"""From an upload to what importing it does: an archive or a table, watched and stopped."""

import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.text import get_valid_filename

from biomarkers.models import ImportJob

from .archive import ZIP, left_alone, unpack
from .records.done import Done
from .records.faults import Fault, Refused
from .records.importing import import_spool
from .records.reading import read_folder
from .tables.importing import TablesDone, import_reading, tables_at
from .tables.mapping import BadMapping, mapping_of
from .tables.reading import TableReading, read_tables
from .tables.workbook import is_workbook
from .uploads import Upload

Importer = Callable[..., Done | TablesDone]
_PAUSE = 0.2  # seconds between two looks at the wish to stop


class ImportCancelled(Exception):
    """A user asked to stop it."""


@contextmanager
def read_upload(job: ImportJob, upload: Upload) -> Iterator[tuple[Importer, dict[str, int]]]:
    """What imports the rows that were read, and how many files of an archive were left alone."""
    with TemporaryDirectory(dir=upload.folder) as place:
        folder = Path(place)
        upload.say("reading", 0, 0)
        path, left_alone = _laid_out(job, upload, folder)
        how: dict[str, Any] = {"team": job.team.name, "by": job.by, "erase": job.erase}
        how["progress"] = watched = _watched(upload)
        if job.mapping:
            yield partial(import_reading, _mapped(job, path), source=path.name, **how), left_alone
            return
        with closing(read_folder(folder, watched)) as spool:
            yield partial(import_spool, spool, source=str(folder), **how), left_alone


def _mapped(job: ImportJob, path: Path) -> TableReading:
    try:
        mapping = mapping_of(job.mapping)
        return read_tables(tables_at(path, mapping), mapping)
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
        of = len(rows) if isinstance(rows, Sized) else 0
        looked = 0.0
        for done, row in enumerate(rows):
            if time.monotonic() - looked > _PAUSE:
                looked = time.monotonic()
                upload.say(what, done, of)
                if upload.cancel_requested:
                    raise ImportCancelled
            yield row

    return rows_of
