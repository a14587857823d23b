"""From another's tables and a mapping to the rows of a record folder."""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from biomarkers.exchange.records.columns import PATIENTS
from biomarkers.exchange.records.faults import Fault, Refused, quoted
from biomarkers.exchange.records.totals import is_total
from patients.dates import PartialDate

from .cells import DAYS_IN_A_MONTH, NOT_KNOWN, WAYS, NotMapped, days_after, zero_staining_of
from .days import WRITTEN_OUT, NoDay, day_of
from .guards import faults_of, plain, sources_of
from .mapping import same
from .merging import Merging, Record
from .rules import LEAVE_OUT, CellRule, Mapping, RecordRule
from .wide import WideRow, WideTable

_ANOTHER = " is another"
_EACH = {"days": Decimal(1), "months": DAYS_IN_A_MONTH}


@dataclass
class TableReading:
    """`unmapped` counts cells of which the mapping does not say the meaning, by table, its column,
    and the column of the contract; `left_out` the rows that made no record of a file, by why."""

    records: Merging = field(default_factory=Merging)
    unmapped: Counter = field(default_factory=Counter)
    left_out: Counter = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def refuse_if_faulty(self) -> None:
        """Raises Refused: what stands in the table and not in the mapping, each with its count."""
        unmapped = [
            Fault(table, None, source, _not_in_mapping(cell, target, count))
            for (table, source, target, cell), count in sorted(self.unmapped.items())
        ]
        if faults := [*self.faults, *unmapped, *self.records.faults]:
            raise Refused(faults)


def _not_in_mapping(cell: str, target: str, count: int) -> str:
    rows = f"{count:,} row{'s' * (count > 1)}"
    return f"{quoted(cell)} is not mapped for {target} ({rows})"


def read_tables(tables: list[WideTable], mapping: Mapping) -> TableReading:
    """Every row through every record of the mapping that is meant for its table."""
    reading = TableReading()
    for table in tables:
        rules = [rule for rule in mapping.records if rule.table in ("", table.name)]
        reading.faults += faults_of(table, mapping)
        reading.left_out.update(dict.fromkeys((f"{table.name}: {said}" for said in table.told), 1))
        if not reading.faults:
            for row in _each_once(reading, table):
                _read_row(reading, mapping, rules, row)
    reading.left_out.update(reading.records.without_stand_ins())
    return reading


def _each_once(reading: TableReading, table: WideTable) -> Iterator[WideRow]:
    """What the rows say is kept on disk, and of each only a digest."""
    with closing(sqlite3.connect("", isolation_level=None)) as disk:
        disk.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        disk.execute("BEGIN")
        for row in table.rows:
            said = json.dumps(list(row.cells.values())).encode()
            digest = hashlib.blake2b(said, digest_size=16).digest()
            if disk.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount:
                yield row
            else:
                reading.left_out[f"{table.name}: rows that stand there twice"] += 1


def _read_row(reading: TableReading, mapping: Mapping, rules: list[RecordRule], row: WideRow):
    why = _why_left_out(mapping, rules, row)
    if why:
        reading.left_out[f"{row.table}: {why}"] += 1
        return
    made, left_out = set(), {}
    for rule in rules:
        file, why = rule.file.name, _RowReading(reading, mapping, rule, row).read()
        if not why:
            made.add(file)
        elif left_out.get(file, _ANOTHER).endswith(_ANOTHER):  # a rule meant for the row says more
            left_out[file] = why
    reading.left_out.update(f"{file}: {why}" for file, why in left_out.items() if file not in made)


def _why_left_out(mapping: Mapping, rules: list[RecordRule], row: WideRow) -> str:
    """Why the row is no record at all: a row of totals, or one that a person left out."""
    for name in {
        name for rule in rules for cell in rule.columns["mrn"] for name in sources_of(cell)
    }:
        if is_total(row.cells.get(name, "")):
            return f"a row of totals, {quoted(row.cells[name])}"
    for cells in mapping.leave_out:
        if all(row.cells.get(plain(name)) == cell for name, cell in cells.items()):
            return "as the mapping says"
    for rule in rules:
        for cells in rule.columns.values():
            for cell in cells:
                said = row.cells.get(next(iter(sources_of(cell)), ""), "")
                if cell.words and cell.words.get(said.casefold()) == LEAVE_OUT:
                    return f"rows with {quoted(said)}, as the mapping says"
    return ""


class _RowReading:
    """One row of a table on its way to one record."""

    def __init__(self, reading: TableReading, mapping: Mapping, rule: RecordRule, row: WideRow):
        self.reading = reading
        self.mapping = mapping
        self.rule = rule
        self.row = row

    def read(self) -> str:
        """Make the record; why not, if the row makes none of this rule."""
        for column, words in self.rule.only.items():
            if self.row.cells[plain(column)] not in words:
                return f"{plain(column)}{_ANOTHER}"
        said = [self.row.cells.get(plain(name), "") for name in self.rule.when_said]
        if said and not any(map(self._is_known, said)):
            return f"nothing is known of {', '.join(self.rule.when_said)}"
        strong = {name: self._first(name, cells) for name, cells in self._in_order()}
        if self.rule.when_any and not any(strong.get(name) for name in self.rule.when_any):
            return f"{', '.join(self.rule.when_any)} are all empty"
        for name in self.rule.when_known:
            if not strong.get(name):
                return f"{name} is empty"
        if self.rule.file is PATIENTS and "date_basis" not in strong and self.mapping.base:
            strong["date_basis"] = self._date_basis()
        weak = {
            name: cell.otherwise
            for name, cells in self.rule.columns.items()
            for cell in cells
            if cell.otherwise
        }
        record = Record(self.row.table, self.row.line, strong, weak, self.rule.stands_in)
        self.reading.records.add(self.rule.file, record)
        return ""

    def _in_order(self) -> list[tuple[str, tuple[CellRule, ...]]]:
        """Those last that look at a cell of another column."""
        return sorted(self.rule.columns.items(), key=lambda item: bool(item[1][0].read_on))

    def _first(self, target: str, cells: tuple[CellRule, ...]) -> str:
        """The cell of the first rule that knows something."""
        return next(filter(None, (self._cell(target, cell) for cell in cells)), NOT_KNOWN)

    def _cell(self, target: str, rule: CellRule) -> str:
        if rule.way == "base_date":
            return self._base().isoformat()
        if rule.way == "as_written":
            return self._as_written(rule)
        if not rule.sources:
            return rule.value
        source = next((name for name in sources_of(rule) if name in self.row.cells), "")
        cell = self.row.cells[source] if source else NOT_KNOWN
        try:
            if rule.words is not None and cell.casefold() in rule.words:
                return rule.words[cell.casefold()]
            return self._meaning(rule, cell) if self._is_known(cell) else NOT_KNOWN
        except NotMapped:
            where = f"{self.rule.file.name} {target}"
            self.reading.unmapped[self.row.table, source, where, cell] += 1
            return NOT_KNOWN

    def _meaning(self, rule: CellRule, cell: str) -> str:
        if rule.way in WAYS:
            return WAYS[rule.way](cell, rule)
        if rule.way in _EACH:
            return days_after(self._base(), cell, _EACH[rule.way])
        if rule.way == "zero_staining":
            return zero_staining_of(cell, self._read_on(rule))
        if rule.words is not None:
            raise NotMapped
        return cell

    def _read_on(self, rule: CellRule) -> str:
        """Nominal dates do not tell what was meant on the day."""
        if self._date_basis() == "nominal":
            return NOT_KNOWN
        return self._first(rule.read_on, self.rule.columns[rule.read_on])

    def _is_known(self, cell: str) -> bool:
        return bool(cell) and same(cell) not in self.mapping.not_known

    def _as_written(self, rule: CellRule) -> str:
        """Every word of its columns, also those that say that nothing is known."""
        names = sources_of(rule)
        said = [f"{name}: {self.row.cells[name]}" for name in names if self.row.cells.get(name)]
        return "; ".join(said)

    def _base(self) -> date:
        assert self.mapping.base is not None  # `mapping_of` has seen to it
        return (self._stated_base() or self.mapping.base.nominal).first

    def _stated_base(self) -> PartialDate | None:
        """The base date of the row, if it is stated to the day."""
        source = plain(self.mapping.base.source) if self.mapping.base else ""
        cell = self.row.cells.get(source, NOT_KNOWN)
        if not self._is_known(cell):
            return None
        try:
            stated = PartialDate(day_of(cell, WRITTEN_OUT))
        except NoDay:
            self.reading.unmapped[self.row.table, source, "the base date", cell] += 1
            return None
        return None if stated.is_partial else stated

    def _date_basis(self) -> str:
        if self.mapping.base is None or self._stated_base():
            return "real"
        return "nominal"
