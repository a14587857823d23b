"""The page on which a proposed mapping is read, corrected and saved, as plain fields."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from django.utils import timezone

from biomarkers.models import TableMapping
from patients.audit.recording import acting
from patients.dates import PartialDate
from patients.models import CareTeam

from .archive import MEGABYTE
from .mapping_columns import Line, as_posted, line_of, takes_formulas
from .records.columns import FILES
from .records.faults import Fault, Refused
from .tables.composing import DIAGNOSED_ON, Said, mapping_text
from .tables.composing_cells import COLLECTED_ON
from .tables.doubts import Doubt, cells_of, doubts_of
from .tables.mapping import BadMapping, mapping_of
from .tables.meanings import BY_CODE
from .tables.proposed import UNDECIDED, Proposed
from .tables.proposing import propose, table_of
from .tables.reading import read_tables
from .tables.workbook import is_workbook, sheets_with_rows

ROWS_SHOWN = 5
MOST = 10 * MEGABYTE
DAY_ZERO = "1990-07-01"
NO_SITE = "site?"  # in the first rows that are shown, until somebody says it; never saved
_FILES = {file.name: file for file in FILES}


@dataclass(frozen=True)
class AsRead:
    file: str
    header: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class RowToDecide:
    """`choice` is “take”, “leave” or undecided."""

    field: str
    doubt: Doubt
    choice: str


class MappingSheet:
    """What is proposed, over which what was posted stands."""

    def __init__(
        self, name: str, path: Path, posted: Mapping[str, str] | None = None, team: str = ""
    ):
        """Raises Refused: the table is read while somebody waits for the page."""
        if path.stat().st_size > MOST:
            wrong = (
                f"is larger than {MOST // MEGABYTE} MB: create the mapping from a sample of its "
                "rows, then"
            )
            raise Refused([Fault(name, None, None, f"{wrong} upload it with the saved mapping")])
        self.team = team
        data = path.read_bytes()
        self.sheets = sheets_with_rows(data) if is_workbook(data) else []
        sheet = _one_of(self.sheets, (posted or {}).get("sheet", ""))
        if posted and sheet != posted.get("was_sheet", sheet):
            posted = None  # what was said is of another worksheet
        self.posted = posted or {}
        self.table, self.layout = table_of(name, data, sheet)
        self.name = self._said("name")
        self.columns = [
            as_posted(number, column, posted) if posted else column
            for number, column in enumerate(propose(self.table))
        ]
        self.site = self._said("site")
        self.day_zero = self._said("day_zero") if posted else self._proposed_day()
        self.fault = ""
        self.refused_still = 0
        self.left_out: list[Mapping[str, str]] = []
        self.text = self._text()
        self.rows = self._rows_to_decide()

    def _said(self, field: str) -> str:
        return self.posted.get(field, "").strip()[:100]

    def _proposed_day(self) -> str:
        """None where the table has days: a nominal one marks every date as nominal."""
        has_days = any(column.meaning == COLLECTED_ON for column in self.columns)
        return "" if has_days else DAY_ZERO

    def _text(self) -> str:
        try:
            if self.day_zero and PartialDate(self.day_zero).is_partial:
                raise BadMapping("placeholder date: enter a full date, such as 1990-07-01")
            text = mapping_text(self._read_columns, self.layout, self._besides)
            mapping_of(text)
        except (BadMapping, ValueError) as error:
            self.fault = str(error)
            return ""
        return text

    @property
    def _read_columns(self) -> list[Proposed]:
        """Of the other specimen only where it has a day: else nothing of it can be taken in."""
        has_day = self.day_zero or any(
            column.meaning == DIAGNOSED_ON or (column.other and column.of == BY_CODE[COLLECTED_ON])
            for column in self.columns
        )
        return [c for c in self.columns if has_day or self.posted or not c.other]

    @property
    def _besides(self) -> Said:
        formulas = [c.source for n, c in enumerate(self.columns) if takes_formulas(n, self.posted)]
        return Said(
            self.day_zero,
            self.site or NO_SITE,
            {label: self._said(f"site_{label}") for label in self._labels},
            tuple(self.left_out),
            tuple(formulas),
            self.table.descriptions,
        )

    def _rows_to_decide(self) -> list[RowToDecide]:
        """Asked once every word is decided; those left out go into the mapping by their cells."""
        if not self.text or self.undecided:
            return []
        today = timezone.localdate()
        found = doubts_of(self.table, mapping_of(self.text), self.team, today)
        rows = [
            RowToDecide(field, doubt, self.posted.get(field, UNDECIDED))
            for doubt in found
            for field in [f"row_{doubt.row.line}"]
        ]
        mapping = mapping_of(self.text)
        self.left_out = [cells_of(r.doubt.row, mapping) for r in rows if r.choice == "leave"]
        if self.left_out:
            self.text = self._text()
            found = doubts_of(self.table, mapping_of(self.text), self.team, today)
        self.refused_still = sum(doubt.must for doubt in found)
        return rows

    @property
    def lines(self) -> list[Line]:
        """Those with a meaning or a doubt first, then the rest, each in the order of the table."""
        labels = list(dict.fromkeys(column.other for column in self.columns if column.other))
        lines = [
            line_of(n, c, posted=self.posted, others=labels) for n, c in enumerate(self.columns)
        ]
        return sorted(lines, key=lambda line: not (line.column.meaning or line.column.why))

    @property
    def undecided(self) -> int:
        """Words, orders of days, centuries and formulas that nobody has decided on."""
        formulas = sum(
            bool(column.meaning and column.computed and not takes_formulas(number, self.posted))
            for number, column in enumerate(self.columns)
        )
        return formulas + sum(len(column.undecided) for column in self.columns if column.meaning)

    @property
    def rows_undecided(self) -> int:
        return sum(row.choice == UNDECIDED for row in self.rows)

    @property
    def rows_refused(self) -> int:
        """Rows that the record would refuse as the choices stand."""
        return self.refused_still

    @property
    def _labels(self) -> list[str]:
        """“primary”, where some columns are of that specimen, and so on."""
        return list(dict.fromkeys(c.other for c in self._read_columns if c.other))

    @property
    def others(self) -> list[tuple[str, str]]:
        """The other specimens that are taken in, each with the site that is said of it."""
        return [(label, self._said(f"site_{label}")) for label in self._labels]

    @property
    def asks_site(self) -> bool:
        """Of which site the specimens are is not guessed: it decides which of them counts."""
        return not self.site and NO_SITE in self.text.split('"')

    @property
    def can_be_saved(self) -> bool:
        open_ones = self.undecided or self.asks_site or self.rows_undecided or self.rows_refused
        return bool(self.text and self.name and not open_ones)

    @property
    def first_rows(self) -> list[AsRead]:
        """The first rows of the table as they would be read."""
        if not self.text:
            return []
        head = replace(self.table, rows=list(islice(self.table.rows, ROWS_SHOWN)), computed={})
        merged = read_tables([head], mapping_of(self.text)).records
        found = ((file.name, list(merged.of(file))) for file in FILES)
        return [_as_read(name, records) for name, records in found if records]


def _one_of(names: list[str], name: str) -> str:
    return name if name in names else next(iter(names), "")


_WORDS_OF_A_REPORT = "as_written"  # long: last, so that it hides no value beside it


def _as_read(file: str, records: list) -> AsRead:
    header = [c.name for c in _FILES[file].columns
              if any(c.name in record.columns for record in records)]  # fmt: skip
    header.sort(key=_WORDS_OF_A_REPORT.__eq__)
    rows = [[r.cells.get(name) or r.weak.get(name, "") for name in header] for r in records]
    return AsRead(file, header, rows)


def save_mapping(*, team: CareTeam, name: str, text: str, by) -> TableMapping:
    """A further version under a name that is there already."""
    of_name = TableMapping.objects.filter(team=team, name=name).order_by("-version")
    version = of_name.values_list("version", flat=True).first() or 0
    with acting(by):
        return TableMapping.objects.create(
            team=team, name=name, version=version + 1, text=text, saved_by=by
        )
