"""From another's tables and a mapping to the rows of a record folder."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from biomarkers.exchange.records.columns import PATIENTS
from biomarkers.exchange.records.faults import Fault, Refused, quoted
from patients.dates import PartialDate

from .cells import (
    DAYS_IN_A_MONTH,
    NOT_KNOWN,
    PLAIN_WAYS,
    NotMapped,
    date_of,
    days_after,
    zero_staining_of,
)
from .mapping import CellRule, Mapping, RecordRule
from .merging import Merging, Record
from .wide import WideRow, WideTable

_EACH = {"days": Decimal(1), "months": DAYS_IN_A_MONTH}


@dataclass
class TableReading:
    """`unmapped` counts cells of which the mapping does not say the meaning, by table, its column,
    and the column of the contract; `left_out` the rows that made no record, by why."""

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
    return f"{quoted(cell)} is not in the mapping, for {target} ({rows})"


def read_tables(tables: list[WideTable], mapping: Mapping) -> TableReading:
    """Every row through every record of the mapping that is meant for its table."""
    reading = TableReading()
    for table in tables:
        rules = [rule for rule in mapping.records if rule.table in ("", table.name)]
        reading.faults += [fault for rule in rules for fault in _missing(table, rule)]
        if not reading.faults:
            for row in table.rows:
                for rule in rules:
                    _RowReading(reading, mapping, rule, row).read()
    return reading


def _missing(table: WideTable, rule: RecordRule) -> Iterator[Fault]:
    """Columns that a required column of the contract, or a choice of rows, cannot do without."""
    wrong = f"is no column of the table, and {rule.file.name} needs it"
    for column in rule.only:
        if column.strip() not in table.header:
            yield Fault(table.name, 1, quoted(column), wrong)
    for name, cell in rule.columns.items():
        sources = [source.strip() for source in cell.sources]
        needed = rule.file.by_name[name].required and not cell.otherwise
        if needed and sources and not set(sources) & set(table.header):
            yield Fault(table.name, 1, " or ".join(map(quoted, sources)), wrong)


class _RowReading:
    """One row of a table on its way to one record."""

    def __init__(self, reading: TableReading, mapping: Mapping, rule: RecordRule, row: WideRow):
        self.reading = reading
        self.mapping = mapping
        self.rule = rule
        self.row = row

    def read(self) -> None:
        for column, words in self.rule.only.items():
            if self.row.cells[column.strip()] not in words:
                return self._leave_out(f"{column.strip()} is another")
        strong = {name: self._cell(name, cell) for name, cell in self._in_order()}
        if self.rule.when_any and not any(strong.get(name) for name in self.rule.when_any):
            return self._leave_out(f"none of {', '.join(self.rule.when_any)} is known")
        for name in self.rule.when_known:
            if not strong.get(name):
                return self._leave_out(f"{name} is not known")
        if self.rule.file is PATIENTS and "date_basis" not in strong and self.mapping.base:
            strong["date_basis"] = self._date_basis()
        weak = {name: cell.otherwise for name, cell in self.rule.columns.items() if cell.otherwise}
        self.reading.records.add(self.rule.file, Record(self.row, strong, weak))
        return None

    def _in_order(self) -> list[tuple[str, CellRule]]:
        """Those last that look at a cell of another column."""
        return sorted(self.rule.columns.items(), key=lambda item: bool(item[1].read_on))

    def _leave_out(self, why: str) -> None:
        self.reading.left_out[f"{self.rule.file.name}: {why}"] += 1

    def _cell(self, target: str, rule: CellRule) -> str:
        if rule.way == "base_date":
            return self._base().isoformat()
        if rule.way == "as_written":
            return self._as_written(rule)
        if not rule.sources:
            return rule.value
        source = self._source(rule)
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
        if rule.way in PLAIN_WAYS:
            return PLAIN_WAYS[rule.way](cell)
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
        return self._cell(rule.read_on, self.rule.columns[rule.read_on])

    def _source(self, rule: CellRule) -> str:
        """The first of its columns in which something is known; else the first that is there."""
        there = [name.strip() for name in rule.sources if name.strip() in self.row.cells]
        known = [name for name in there if self._is_known(self.row.cells[name])]
        return next(iter(known or there), "")

    def _is_known(self, cell: str) -> bool:
        return bool(cell) and cell.casefold() not in self.mapping.not_known

    def _as_written(self, rule: CellRule) -> str:
        """Every word of its columns, also those that say that nothing is known."""
        names = [name.strip() for name in rule.sources]
        said = [f"{name}: {self.row.cells[name]}" for name in names if self.row.cells.get(name)]
        return "; ".join(said)

    def _base(self) -> date:
        assert self.mapping.base is not None  # `mapping_of` has seen to it
        return (self._stated_base() or self.mapping.base.nominal).first

    def _stated_base(self) -> PartialDate | None:
        """The base date of the row, if it is stated to the day."""
        source = self.mapping.base.source.strip() if self.mapping.base else ""
        cell = self.row.cells.get(source, NOT_KNOWN)
        if not self._is_known(cell):
            return None
        try:
            stated = PartialDate(date_of(cell))
        except NotMapped:
            self.reading.unmapped[self.row.table, source, "the base date", cell] += 1
            return None
        return None if stated.is_partial else stated

    def _date_basis(self) -> str:
        if self.mapping.base is None or self._stated_base():
            return "real"
        return "nominal"
