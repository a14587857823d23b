"""From the text of a CSV file to rows of cells: quotes, the header line, row lengths."""

import csv
import io
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO

from .columns import Column, File
from .encoding import NotATable, bad_character, lines_of
from .faults import Fault, quoted

LONGEST_CELL = 1_500_000  # characters: a report as JSON
Cells = dict[str, str]  # stripped, by column


@dataclass
class Table:
    """What could be read of one file, and what is wrong with the rest.

    `rows` holds, with the physical line on which each begins, the stripped cells of the known
    columns that the file has.
    """

    file: File
    header: list[Column | None] = field(default_factory=list)  # None: no column of this file
    rows: list[tuple[int, Cells]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def columns(self) -> set[str]:
        return {column.name for column in self.header if column}

    @cached_property
    def absent(self) -> set[str]:
        """Columns that it must have and has not; asked once its header is read."""
        return {column.name for column in self.file.columns if column.required} - self.columns

    def refuse(self, line: int, column: str | None, wrong: str) -> None:
        self.faults.append(Fault(self.file.name, line, column, wrong))

    def name_of(self, position: int) -> str | None:
        column = self.header[position] if position < len(self.header) else None
        return column.name if column else None


def read_table(file: File, data: bytes) -> Table:
    table = Table(file)
    table.rows = list(rows_of(table, io.BytesIO(data)))
    return table


def rows_of(table: Table, file: BinaryIO) -> Iterator[tuple[int, Cells]]:
    """The rows of a file as they are read; its header and faults are then in the table."""
    try:
        for line, cells in _lines(table, lines_of(file)):
            if not table.header:
                _read_header(table, line, cells)
                if not table.columns:
                    return
            elif any(cells) and (row := _row_of(table, line, cells)):
                yield line, row
    except NotATable as error:
        table.refuse(1, None, str(error))


def _read_header(table: Table, line: int, names: list[str]) -> None:
    known = table.file.by_name
    for position, name in enumerate(names, start=1):
        column = known.get(name)
        if column is None and name in table.file.moved:
            table.refuse(line, name, f"is not a column any more: it is in {table.file.moved[name]}")
        elif column is None:
            wrong = f"is not a column of {table.file.name}. Allowed: {', '.join(known)}"
            table.refuse(line, quoted(name) if name else f"number {position}", wrong)
        elif column in table.header:
            table.refuse(line, name, "this column appears twice")
            column = None
        table.header.append(column)
    for column in table.file.columns:
        if column.required and column.name not in names:
            table.refuse(line, column.name, "required column missing")


def _row_of(table: Table, line: int, cells: list[str]) -> Cells | None:
    """By column; None where it is refused."""
    count, wanted = len(cells), len(table.header)
    if count < wanted:
        wrong = f"the row has {count} cells instead of {wanted}: is it cut off?"
        table.refuse(line, table.name_of(count), wrong)
        return None
    if count > wanted:
        wrong = (
            f"the row has {count} cells, the header {wanted}: put cells that contain a "
            "comma in quotation marks"
        )
        table.refuse(line, table.name_of(wanted - 1), wrong)
        return None
    sound = True
    for position, cell in enumerate(cells):
        if wrong := bad_character(cell):
            table.refuse(line, table.name_of(position), wrong)
            sound = False
    named = zip(table.header, cells, strict=True)
    return {column.name: cell for column, cell in named if column} if sound else None


def _lines(table: Table, physical: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines of stripped cells without the blank ones; a row with broken quotes is a fault."""
    csv.field_size_limit(LONGEST_CELL)
    of_this_row: list[str] = []

    def noted() -> Iterator[str]:
        for line in physical:
            of_this_row.append(line)
            yield line

    reader = csv.reader(noted(), strict=True)
    while True:
        line = reader.line_num + 1
        of_this_row.clear()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            row = "".join(of_this_row)
            table.refuse(line, _broken_column(table, row), _broken(error, line, reader.line_num))
            if not table.header:
                return
            continue
        if cells is None:
            return
        if cells:
            yield line, [cell.strip() for cell in cells]


def _broken(error: csv.Error, line: int, last: int) -> str:
    if "field larger" in str(error):
        return f"a cell is longer than {csv.field_size_limit():,} characters"
    if "unexpected end" in str(error):
        return "a quotation mark is never closed: is the file cut off?"
    until = f" that goes on to line {last}" if last > line else ""
    return (
        f'a quotation mark ends a cell too early in this row{until}: double it ("") inside a cell'
    )


def _broken_column(table: Table, row: str) -> str | None:
    """The column in which strict reading stops: that of the longest beginning that can be read."""
    end = bisect_left(range(len(row)), True, key=lambda n: _breaks(row[: n + 1]))
    try:
        cells = next(csv.reader(io.StringIO(row[:end], newline="")), [])
    except csv.Error:
        return None
    return table.name_of(len(cells) - 1) if cells else None


def _breaks(beginning: str) -> bool:
    try:
        next(csv.reader(io.StringIO(beginning, newline=""), strict=True), None)
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return False
