"""The rows of a folder, or of some patients of it, and what is wrong with them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .columns import FILES, File
from .faults import Fault, Refused
from .rows import Row


@dataclass
class Folder:
    """`unreadable` holds the files of which rows are missing, so that nothing is concluded from
    a row that is not found in them."""

    rows: dict[File, list[Row]] = field(default_factory=lambda: {file: [] for file in FILES})
    faults: list[Fault] = field(default_factory=list)
    unreadable: set[File] = field(default_factory=set)

    @property
    def mrns(self) -> set[str]:
        return {row.mrn for rows in self.rows.values() for row in rows if "mrn" not in row.bad}


def folder_of(typed: Iterable[tuple[Row, list[Fault]]]) -> Folder:
    folder = Folder()
    for row, faults in typed:
        folder.rows[row.file].append(row)
        folder.faults += faults
    return folder


def refuse_if_any(faults: Iterable[Fault]) -> None:
    """Raises Refused with the faults in the order of files and lines."""
    if in_order := sorted(faults, key=_place):
        raise Refused(in_order)


def _place(fault: Fault) -> tuple:
    order = [file.name for file in FILES]
    known = order.index(fault.file) if fault.file in order else len(order)
    return (known, fault.file, fault.line or 0)
