"""Rows of another's tables that speak of the same thing become one record, if they agree."""

import json
import pickle
import re
import sqlite3
import weakref
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from biomarkers.exchange.records.columns import BIOPSIES, FILES, Column, File
from biomarkers.exchange.records.faults import Fault, quoted
from biomarkers.exchange.records.rows import Row, typed_row
from biomarkers.exchange.records.table import Table
from patients.sites import is_the_breast

from .headers import folded

COLLECTED_ON = "collected_on"
_NAMES = ("family_name", "given_name")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,12})?")
_NUMBERS = ("ish_ratio", "her2_copies", "cep17_copies", "percent_stained")
_TABLES = """
    PRAGMA journal_mode = OFF;
    CREATE TABLE record (number INTEGER PRIMARY KEY, file INTEGER, key TEXT, mrn TEXT, line INTEGER,
                         stands_in INTEGER, columns TEXT, content BLOB);
    CREATE UNIQUE INDEX record_key ON record (file, key);
    CREATE TABLE primary_of (mrn TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass
class Record:
    """Cells of one record, and the row of the table that first gave it. `weak` ones stand where no
    row knows. `stands_in`: for a specimen that another row may tell of itself."""

    table: str
    line: int
    cells: dict[str, str]
    weak: dict[str, str]
    stands_in: bool = False

    def key(self, file: File) -> tuple[str, ...]:
        return tuple(self.cells.get(name) or self.weak.get(name, "") for name in file.key)

    @property
    def columns(self) -> set[str]:
        return {*self.cells, *self.weak}


class Merging:
    """Records by file and key, on disk, in the order in which they came.

    A temporary database without a name: no other process can open it, and it goes with this one.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._disk = sqlite3.connect("", isolation_level=None)
        weakref.finalize(self, self._disk.close)
        self._disk.executescript(_TABLES)
        self._disk.execute("BEGIN")

    def add(self, file: File, record: Record) -> None:
        place, key = FILES.index(file), json.dumps(record.key(file))
        new = self._disk.execute(
            "INSERT OR IGNORE INTO record (file, key, mrn, line, stands_in, columns, content) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (place, key, record.cells["mrn"], record.line, record.stands_in, *_packed(record)),
        )
        if not new.rowcount:
            self._merge(file, place, key, record)

    def _merge(self, file: File, place: int, key: str, record: Record) -> None:
        first = self._found(place, key)
        assert first is not None  # `add` has seen it
        for name, cell in record.cells.items():
            known = first.cells.get(name)
            if known and cell and not _agree(name, known, cell):
                self.faults.append(_differs(file, name, first, record))
            first.cells[name] = known or cell
        first.weak = {**record.weak, **first.weak}
        self._disk.execute(
            "UPDATE record SET columns = ?, content = ? WHERE file = ? AND key = ?",
            (*_packed(first), place, key),
        )

    def _found(self, place: int, key: str) -> Record | None:
        found = self._disk.execute(
            "SELECT content FROM record WHERE file = ? AND key = ?", (place, key)
        ).fetchone()
        return pickle.loads(found[0]) if found else None  # only `add` writes it

    def of(self, file: File, where: str = "") -> Iterator[Record]:
        found = self._disk.execute(
            f"SELECT content FROM record WHERE file = ? {where} ORDER BY number",
            (FILES.index(file),),
        )
        return (pickle.loads(content) for (content,) in found)

    def without_stand_ins(self) -> Counter:
        """Leaves out those of patients whose primary has a row of its own; how many, by why."""
        told = (record.cells["mrn"] for record in self.of(BIOPSIES, "AND NOT stands_in")
                if _is_primary(record))  # fmt: skip
        self._disk.executemany("INSERT OR IGNORE INTO primary_of VALUES (?)", ((m,) for m in told))
        where = "WHERE stands_in AND mrn IN (SELECT mrn FROM primary_of)"
        counted = self._disk.execute(f"SELECT file, count(*) FROM record {where} GROUP BY file")
        left_out = {f"{FILES[file].name}: the primary has a row of its own": count
                    for file, count in counted}  # fmt: skip
        self._disk.execute(f"DELETE FROM record {where}")
        return Counter(left_out)

    def typed(self) -> Iterator[tuple[Row, list[Fault]]]:
        """The rows that the importer of record folders checks and writes, each with what is wrong
        with its cells. Faults name the table's rows."""
        for file in FILES:
            table = Table(file)
            table.header = self._header(file)
            names = [column.name for column in table.header if column]
            for record in self.of(file):
                cells = {name: self._cell(record, name) for name in names}
                yield typed_row(table, record.line, cells)

    def _header(self, file: File) -> list[Column | None]:
        named: set[str] = set()
        for (columns,) in self._disk.execute(
            "SELECT DISTINCT columns FROM record WHERE file = ?", (FILES.index(file),)
        ):
            named.update(columns.split())
        return [column for column in file.columns if column.name in named]

    def _cell(self, record: Record, name: str) -> str:
        """As known; else the weak cell, of which “collected_on” means the day of the specimen."""
        cell = record.cells.get(name) or record.weak.get(name, "")
        if cell != COLLECTED_ON or name == COLLECTED_ON:
            return cell
        key = [record.cells.get("mrn", ""), record.cells.get("accession", "")]
        specimen = self._found(FILES.index(BIOPSIES), json.dumps(key))
        return self._cell(specimen, COLLECTED_ON) if specimen else ""

    def in_its_table(self, fault: Fault) -> Fault:
        """The fault of a record, told of the row of the table that it came from."""
        file = next((place for place, one in enumerate(FILES) if one.name == fault.file), None)
        self._disk.execute("CREATE INDEX IF NOT EXISTS record_line ON record (file, line)")
        found = self._disk.execute(
            "SELECT content FROM record WHERE file = ? AND line = ?", (file, fault.line)
        )
        tables = {pickle.loads(content).table for (content,) in found}
        if not tables:
            return fault
        place = f"({fault.file} {fault.column})" if fault.column else f"({fault.file})"
        return Fault(" or ".join(sorted(tables)), fault.line, place, fault.wrong)


def _packed(record: Record) -> tuple[str, bytes]:
    return " ".join(sorted(record.columns)), pickle.dumps(record)


def _is_primary(record: Record) -> bool:
    kind, site = (record.cells.get(name) or record.weak.get(name) for name in ("kind", "site"))
    return kind == "primary" or (not kind and is_the_breast(site or ""))


def _agree(column: str, one: str, other: str) -> bool:
    """“LOPEZ” and “Lopez” are one person's, 2 and 2.0 one number; the first is kept."""
    if one == other or (column in _NAMES and folded(one) == folded(other)):
        return True
    numbers = _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other)
    return bool(numbers) and Decimal(one) == Decimal(other) and column in _NUMBERS


def _differs(file: File, column: str, first: Record, other: Record) -> Fault:
    one, two = quoted(first.cells[column]), quoted(other.cells[column])
    wrong = f"{two} conflicts with {one} in line {first.line} of {first.table}"
    return Fault(other.table, other.line, f"({file.name} {column})", wrong)
