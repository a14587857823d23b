"""From a folder on disk to typed rows of every known file."""

from dataclasses import dataclass, field
from pathlib import Path

from .columns import FILES, File
from .faults import Fault, Refused
from .meetings import MEETINGS, ReadMeeting, read_meetings
from .rows import Row, typed_rows
from .table import read_table
from .unassigned import UNASSIGNED, UnassignedReport, read_unassigned


@dataclass
class Folder:
    """`unreadable` holds the files of which rows are missing, so that nothing is concluded from
    a row that is not found in them."""

    rows: dict[File, list[Row]] = field(default_factory=lambda: {file: [] for file in FILES})
    faults: list[Fault] = field(default_factory=list)
    unreadable: set[File] = field(default_factory=set)
    unassigned: list[UnassignedReport] = field(default_factory=list)  # reports of no patient
    meetings: list[ReadMeeting] = field(default_factory=list)

    @property
    def mrns(self) -> set[str]:
        return {row.mrn for rows in self.rows.values() for row in rows if "mrn" not in row.bad}

    def refuse_if_faulty(self) -> None:
        """Raises Refused with the faults in the order of files and lines."""
        if self.faults:
            raise Refused(sorted(self.faults, key=_place))


def read_folder(path: Path) -> Folder:
    """Read every known file; what is wrong is in `faults`. Raises Refused if there is no folder."""
    if not path.is_dir():
        wrong = "is not a folder" if path.exists() else "folder not found"
        raise Refused([Fault(str(path), None, None, wrong)])
    folder = Folder()
    names = {file.name: file for file in FILES}
    for entry in sorted(path.iterdir()):
        if entry.name in names:
            _read_file(folder, names[entry.name], entry)
        elif entry.name == UNASSIGNED.name:
            folder.unassigned, faults = read_unassigned(entry)
            folder.faults += faults
        elif entry.name == MEETINGS.name:
            folder.meetings, faults = read_meetings(entry)
            folder.faults += faults
        elif entry.suffix.lower() == ".csv" and not entry.name.startswith("."):
            wrong = f"is not a record folder file. Allowed: {', '.join(names)}"
            folder.faults.append(Fault(entry.name, None, None, wrong))
    return folder


def _read_file(folder: Folder, file: File, path: Path) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        folder.faults.append(Fault(file.name, None, None, f"cannot be read: {error.strerror}"))
        folder.unreadable.add(file)
        return
    table = read_table(file, data)
    rows, faults = typed_rows(table)
    folder.rows[file] = rows
    folder.faults += table.faults + faults
    if table.faults:
        folder.unreadable.add(file)


def _place(fault: Fault) -> tuple:
    order = [file.name for file in FILES]
    known = order.index(fault.file) if fault.file in order else len(order)
    return (known, fault.file, fault.line or 0)
