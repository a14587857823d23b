"""Rows of another's tables that speak of the same thing become one record, if they agree."""

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from biomarkers.exchange.records.columns import BIOPSIES, FILES, Column, File
from biomarkers.exchange.records.faults import Fault, quoted
from biomarkers.exchange.records.folder import Folder
from biomarkers.exchange.records.rows import typed_rows
from biomarkers.exchange.records.table import Table

from .headers import folded
from .wide import WideRow

COLLECTED_ON = "collected_on"
_NAMES = ("family_name", "given_name")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,12})?")
_NUMBERS = ("ish_ratio", "her2_copies", "cep17_copies", "percent_stained")


@dataclass
class Record:
    """Cells of one record and the row that first gave it. `weak` ones stand where no row knows.
    `stands_in`: for a specimen that another row may tell of itself."""

    row: WideRow
    cells: dict[str, str]
    weak: dict[str, str]
    stands_in: bool = False

    def key(self, file: File) -> tuple[str, ...]:
        return tuple(self.cells.get(name) or self.weak.get(name, "") for name in file.key)


@dataclass
class Merging:
    """Records by file and key, in the order in which they came."""

    records: dict[File, dict[tuple[str, ...], Record]] = field(
        default_factory=lambda: {file: {} for file in FILES}
    )
    faults: list[Fault] = field(default_factory=list)

    def add(self, file: File, record: Record) -> None:
        first = self.records[file].setdefault(record.key(file), record)
        if first is record:
            return
        for name, cell in record.cells.items():
            known = first.cells.get(name)
            if known and cell and not _agree(name, known, cell):
                self.faults.append(_differs(file, name, first, record))
            first.cells[name] = known or cell
        first.weak = {**record.weak, **first.weak}

    def without_stand_ins(self) -> Counter:
        """Leaves out those of patients whose primary has a row of its own; how many, by why."""
        told = {
            record.cells["mrn"]
            for record in self.records[BIOPSIES].values()
            if not record.stands_in and _is_primary(record)
        }
        left_out: Counter = Counter()
        for file, records in self.records.items():
            for key, record in list(records.items()):
                if record.stands_in and record.cells["mrn"] in told:
                    del records[key]
                    left_out[f"{file.name}: the primary has a row of its own"] += 1
        return left_out

    def folder(self) -> Folder:
        """What the importer of record folders checks and writes. Faults name the table's rows."""
        folder = Folder()
        for file, records in self.records.items():
            table = Table(file)
            table.header = _header(file, records.values())
            names = [column.name for column in table.header if column]
            for record in records.values():
                cells = {name: self._cell(record, name) for name in names}
                table.rows.append((record.row.line, cells))
            rows, faults = typed_rows(table)
            folder.rows[file] = rows
            folder.faults += faults
        return folder

    def _cell(self, record: Record, name: str) -> str:
        """As known; else the weak cell, of which “collected_on” means the day of the specimen."""
        cell = record.cells.get(name) or record.weak.get(name, "")
        if cell != COLLECTED_ON or name == COLLECTED_ON:
            return cell
        specimen = self.records[BIOPSIES].get(
            (record.cells.get("mrn", ""), record.cells.get("accession", ""))
        )
        return self._cell(specimen, COLLECTED_ON) if specimen else ""

    @cached_property
    def _tables_by_line(self) -> dict[tuple[str, int | None], set[str]]:
        """Asked once all rows are merged: a table may warn in each of its rows."""
        found: dict[tuple[str, int | None], set[str]] = {}
        for file, records in self.records.items():
            for record in records.values():
                found.setdefault((file.name, record.row.line), set()).add(record.row.table)
        return found

    def in_its_table(self, fault: Fault) -> Fault:
        """The fault of a record, told of the row of the table that it came from."""
        tables = self._tables_by_line.get((fault.file, fault.line))
        if not tables:
            return fault
        place = f"({fault.file} {fault.column})" if fault.column else f"({fault.file})"
        return Fault(" or ".join(sorted(tables)), fault.line, place, fault.wrong)


def _is_primary(record: Record) -> bool:
    kind, site = (record.cells.get(name) or record.weak.get(name) for name in ("kind", "site"))
    return kind == "primary" or (not kind and site == "breast")


def _agree(column: str, one: str, other: str) -> bool:
    """“LOPEZ” and “Lopez” are one person's, 2 and 2.0 one number; the first is kept."""
    if one == other or (column in _NAMES and folded(one) == folded(other)):
        return True
    numbers = _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other)
    return bool(numbers) and Decimal(one) == Decimal(other) and column in _NUMBERS


def _header(file: File, records) -> list[Column | None]:
    named = {name for record in records for name in (*record.cells, *record.weak)}
    return [column for column in file.columns if column.name in named]


def _differs(file: File, column: str, first: Record, other: Record) -> Fault:
    one, two = quoted(first.cells[column]), quoted(other.cells[column])
    wrong = f"{two} conflicts with {one} in line {first.row.line} of {first.row.table}"
    return Fault(other.row.table, other.row.line, f"({file.name} {column})", wrong)
