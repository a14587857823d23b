"""Rows of a table that a person decides on before it is taken in: what the door would refuse, and
what it would take that may be no patient of these."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from biomarkers.exchange.records.checking import Stored, faults_in
from biomarkers.exchange.records.faults import Fault
from biomarkers.exchange.records.folder import folder_of
from biomarkers.exchange.records.names import Names

from .guards import plain, sources_of
from .headers import folded
from .reading import TableReading, read_tables
from .rules import Mapping
from .wide import WideRow, WideTable

MOST_ROWS = 200
_TEST_NAME = re.compile(r"\b(test(patient(in)?|person|fall)?|dummy|muster(mann|frau)?)\b")
_TEST = re.compile(r"\b(test|dummy)[ -]?(patient(in)?|person|fall|record)\b")


@dataclass(frozen=True)
class Doubt:
    """A row and what is wrong with it; `must` where the door refuses it as it is."""

    row: WideRow
    why: str
    must: bool

    @property
    def shown(self) -> str:
        return "; ".join(f"{name}: {cell}" for name, cell in self.row.cells.items() if cell)


def doubts_of(table: WideTable, mapping: Mapping, team: str, today: date) -> list[Doubt]:
    """In the order of the table. Faults of the table as a whole are not among them."""
    reading = read_tables([table], mapping)
    if reading.faults:
        return []
    by_line = {row.line: row for row in table.rows}
    found = [Doubt(by_line[line], why, True) for line, why in _refused(reading, team, today)
             if line in by_line]  # fmt: skip
    known = {doubt.row.line for doubt in found}
    found += [d for d in _not_of_these(table, mapping) if d.row.line not in known]
    return sorted(found, key=lambda doubt: doubt.row.line)[:MOST_ROWS]


def _refused(reading: TableReading, team: str, today: date) -> Iterator[tuple[int, str]]:
    """By line, what the door says, and both lines of a contradiction."""
    whys: dict[int, list[str]] = {}
    for fault in reading.records.faults:
        for line in (fault.line, _other_line(fault)):
            whys.setdefault(line or 0, []).append(str(fault))
    folder = folder_of(reading.records.typed())
    for fault in [*folder.faults, *faults_in(folder, Stored(team, today), Names.stored())]:
        told = reading.records.in_its_table(fault)
        whys.setdefault(told.line or 0, []).append(f"{told.column or ''} {told.wrong}".strip())
    return ((line, "; ".join(dict.fromkeys(said))) for line, said in whys.items())


def _other_line(fault: Fault) -> int | None:
    found = re.search(r"but line (\d+) of ", fault.wrong)
    return int(found[1]) if found else None


def _not_of_these(table: WideTable, mapping: Mapping) -> Iterator[Doubt]:
    """Test patients, and record numbers that differ from another only in zeros before them."""
    numbers = _columns(mapping, "mrn")
    names = _columns(mapping, "family_name") | _columns(mapping, "given_name")
    by_value: dict[str, set[str]] = {}
    for cell in {row.cells[name] for row in table.rows for name in numbers}:
        by_value.setdefault(cell.lstrip("0"), set()).add(cell)
    for row in table.rows:
        alike = {cell for name in numbers for cell in by_value[row.cells[name].lstrip("0")]}
        own = {row.cells[name] for name in numbers}
        if alike - own and max(map(len, alike)) > max(map(len, own)):
            others = ", ".join(sorted(alike - own))
            yield Doubt(row, f"the record number {others} without its zeros?", False)
        elif _is_test(row, names):
            yield Doubt(row, "a test patient?", False)


def _is_test(row: WideRow, names: set[str]) -> bool:
    return any(
        (_TEST_NAME if name in names else _TEST).search(folded(cell))
        for name, cell in row.cells.items()
        if cell
    )


def _columns(mapping: Mapping, target: str) -> set[str]:
    return {
        name
        for record in mapping.records
        for cell in record.columns.get(target, ())
        for name in sources_of(cell)
    }


def cells_of(row: WideRow, mapping: Mapping) -> dict[str, str]:
    """By which the row is known again: its cells in every column that the mapping reads."""
    read = {
        name
        for record in mapping.records
        for cells in record.columns.values()
        for cell in cells
        for name in map(plain, cell.sources)
    }
    return {name: cell for name, cell in row.cells.items() if name in read and cell}
