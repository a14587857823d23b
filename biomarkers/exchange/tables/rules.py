"""What a mapping says: which column of another's table feeds which of a record folder."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field

from biomarkers.exchange.records.columns import File
from patients.dates import PartialDate

from .days import WRITTEN_OUT, DayForm
from .text import UTF_8

LEAVE_OUT = "leave out"  # instead of a code: rows with this word make no record


@dataclass(frozen=True)
class CellRule:
    """How one column of the contract is filled.

    `sources` are names for the same column, of which the table has one. `otherwise` is the cell
    where nothing is known, and gives way to what another row of the same key knows. `days` and
    `decimal` say how days and numbers are written.
    """

    sources: tuple[str, ...] = ()
    way: str = ""
    words: Dict[str, str] | None = None
    value: str = ""
    otherwise: str = ""
    read_on: str = ""
    days: DayForm = WRITTEN_OUT
    decimal: str = "point"


@dataclass(frozen=True)
class RecordRule:
    """One row of `file` from one row of the table.

    `columns`: by column of the contract the rules of which the first that knows something fills it.
    `only`: by column of the table, the words of which one must stand there. `when_any`: columns of
    the contract of which one must be known. `when_known`: those that must all be. `stands_in`: of
    the primary as another row tells of it, left out where the primary has a row of its own.
    `when_said`: columns of the table of which one must say something.
    """

    file: File
    columns: Dict[str, tuple[CellRule, ...]]
    table: str = ""
    only: Dict[str, tuple[str, ...]] = field(default_factory=dict)
    when_any: tuple[str, ...] = ()
    when_known: tuple[str, ...] = ()
    stands_in: bool = False
    when_said: tuple[str, ...] = ()

    @property
    def accession(self) -> str:
        """Where it is the same in every row; of a specimen that the row names, “”."""
        rules = self.columns.get("accession", ())
        return rules[0].value if rules else ""


@dataclass(frozen=True)
class BaseDate:
    """Day 0 of every number of days: `nominal`, or of the row where `source` has a date."""

    nominal: PartialDate
    source: str = ""


@dataclass(frozen=True)
class Mapping:
    """`for_many_tables`: columns may be missing, and a second candidate for a field stops it.
    `formulas`: columns of a workbook whose computed values may be read. `descriptions`: what the
    table said of a column when the mapping was made. `leave_out`: rows with all of these cells.
    """

    records: tuple[RecordRule, ...]
    delimiter: str = ","
    comment: str = ""
    encoding: str = UTF_8
    sheet: str = ""
    not_known: frozenset[str] = frozenset()
    base: BaseDate | None = None
    for_many_tables: bool = False
    formulas: frozenset[str] = frozenset()
    descriptions: Dict[str, str] = field(default_factory=dict)
    leave_out: tuple[Dict[str, str], ...] = ()

    @property
    def tables(self) -> list[str]:
        """The files of a folder that it reads, in order; of a mapping of one file, none."""
        return list(dict.fromkeys(record.table for record in self.records if record.table))
