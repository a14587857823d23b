"""From cells to typed rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from patients.dates import PartialDate

from .cells import BadCell
from .columns import Column, File
from .faults import Fault
from .table import Cells, Table

Key = tuple[Any, ...]


@dataclass
class Row:
    """One row of a file. `bad` names the columns whose value could not be read, `blank` those of
    which the cell is empty."""

    file: File
    line: int
    values: dict[str, Any] = field(default_factory=dict)  # only of columns that the file has
    bad: set[str] = field(default_factory=set)
    blank: set[str] = field(default_factory=set)
    written: dict[str, str] = field(default_factory=dict)  # what a cell said, where it is named
    former: str = ""  # the MRN in the file, where it was merged into another

    def name(self, column: str, name: str) -> None:
        """The one name of what the cell names; what was written is kept."""
        if name != self.values[column]:
            self.written[column] = self.values[column]
        self.values[column] = name

    def __getitem__(self, column: str) -> Any:
        """The value; that of an empty cell where the file has no such column or it is bad."""
        if column in self.values:
            return self.values[column]
        return self.file.by_name[column].empty

    def part(self, *columns: str) -> Key | None:
        """The values of these columns, or None if one of them could not be read."""
        if self.bad.intersection(columns):
            return None
        return tuple(self[column] for column in columns)

    @property
    def key(self) -> Key | None:
        return self.part(*self.file.key)

    @property
    def mrn(self) -> str:
        return self["mrn"]

    def fault(self, column: str, wrong: str) -> Fault:
        return Fault(self.file.name, self.line, column, wrong)


def typed_rows(table: Table) -> tuple[list[Row], list[Fault]]:
    """Every row of the table, also those with bad cells, and what is wrong with those."""
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, cells in table.rows:
        row, wrong = typed_row(table, line, cells)
        rows.append(row)
        faults += wrong
    return rows, faults


def typed_row(table: Table, line: int, cells: Cells) -> tuple[Row, list[Fault]]:
    """One row of a table whose header was read, and what is wrong with its cells."""
    row = Row(table.file, line, bad=set(table.absent))
    columns = [column for column in table.file.columns if column.name in cells]
    return row, list(_fill(row, columns, cells))


def _fill(row: Row, columns: list[Column], cells: Cells) -> Iterator[Fault]:
    for column in columns:
        if not cells[column.name]:
            row.blank.add(column.name)
        try:
            row.values[column.name] = _value(column, cells[column.name])
        except BadCell as error:
            row.bad.add(column.name)
            yield row.fault(column.name, str(error))


def _value(column: Column, cell: str) -> Any:
    if cell:
        return column.kind.value_of(cell)
    if column.required:
        raise BadCell("this cell must not be empty")
    return column.empty


def surely_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether the last day that `one` can mean is before the first day that `other` can mean."""
    return one is not None and other is not None and one.last < other.first
