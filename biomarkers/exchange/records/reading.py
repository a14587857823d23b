"""From a folder on disk to a spool: every known file, row by row."""

from pathlib import Path

from .columns import FILES, File
from .faults import Fault, Refused
from .meetings import MEETINGS, read_meetings
from .progress import Progress
from .rows import typed_row
from .spool import Spool
from .table import Table, rows_of
from .unassigned import UNASSIGNED, UnassignedReport, unassigned_in


def read_folder(path: Path, progress: Progress) -> Spool:
    """Read every known file; what is wrong is in `faults`. Raises Refused if there is no folder."""
    if not path.is_dir():
        wrong = "is not a folder" if path.exists() else "folder not found"
        raise Refused([Fault(str(path), None, None, wrong)])
    spool = Spool()
    names = {file.name: file for file in FILES}
    for entry in sorted(path.iterdir()):
        if entry.name in names:
            _read_file(spool, names[entry.name], entry, progress)
        elif entry.name == UNASSIGNED.name:
            _read_unassigned(spool, entry)
        elif entry.name == MEETINGS.name:
            spool.meetings, faults = read_meetings(entry)
            spool.faults += faults
        elif entry.suffix.lower() == ".csv" and not entry.name.startswith("."):
            wrong = f"is not a record folder file. Allowed: {', '.join(names)}"
            spool.faults.append(Fault(entry.name, None, None, wrong))
    return spool


def _read_file(spool: Spool, file: File, path: Path, progress: Progress) -> None:
    table = Table(file)
    try:
        with path.open("rb") as data:
            for line, cells in progress(f"reading {file.name}", rows_of(table, data)):
                row, faults = typed_row(table, line, cells)
                spool.faults += faults
                spool.add(row)
    except OSError as error:
        table.faults.append(Fault(file.name, None, None, f"cannot be read: {error.strerror}"))
    spool.faults += table.faults
    if table.faults:
        spool.unreadable.add(file)


def _read_unassigned(spool: Spool, path: Path) -> None:
    for found in unassigned_in(path):
        if isinstance(found, UnassignedReport):
            spool.add_of_nobody(found)
        else:
            spool.faults.append(found)
