"""The page on which a proposed mapping is read, corrected and saved, as plain fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from biomarkers.models import TableMapping
from patients.audit.recording import acting
from patients.dates import PartialDate
from patients.models import CareTeam

from .archive import MEGABYTE
from .records.cells import Choice
from .records.columns import FILES
from .records.faults import Fault, Refused
from .tables.composing import COLLECTED_ON, Layout, mapping_text
from .tables.mapping import BadMapping, mapping_of
from .tables.meanings import BY_CODE, MEANINGS
from .tables.proposing import UNDECIDED, Proposed, propose, table_of, with_meaning
from .tables.reading import read_tables
from .tables.wide import WideTable

ROWS_SHOWN = 5
MOST = 10 * MEGABYTE
DAY_ZERO = "1990-07-01"
NO_SITE = "site?"  # in the first rows that are shown, until somebody says it; never saved
_FILES = {file.name: file for file in FILES}


@dataclass(frozen=True)
class Word:
    """One value of a column, how often it stands there, and what it is taken to mean."""

    field: str
    value: str
    count: int
    code: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """One column of the table on the page."""

    number: int
    column: Proposed
    words: list[Word]

    @property
    def examples(self) -> str:
        return ", ".join(f"{value} ({count})" for value, count in list(self.ranked)[:4])

    @property
    def ranked(self):
        return sorted(self.column.counts.items(), key=lambda item: -item[1])


@dataclass(frozen=True)
class AsRead:
    file: str
    header: list[str]
    rows: list[list[str]]


class MappingSheet:
    """What is proposed, over which what was posted stands."""

    def __init__(self, name: str, path: Path, posted: Mapping[str, str] | None = None):
        """Raises Refused: the table is read while somebody waits for the page."""
        if path.stat().st_size > MOST:
            wrong = f"is larger than {MOST // MEGABYTE} MB: propose from its first rows, then"
            raise Refused([Fault(name, None, None, f"{wrong} upload it with the saved mapping")])
        self.table, self.delimiter, self.comment = table_of(name, path.read_bytes())
        self.name = posted.get("name", "").strip()[:100] if posted else ""
        self.columns = [
            _as_posted(number, column, posted) if posted else column
            for number, column in enumerate(propose(self.table))
        ]
        self.site = posted.get("site", "").strip()[:100] if posted else ""
        self.day_zero = posted.get("day_zero", "").strip() if posted else self._proposed_day()
        self.fault = ""
        self.text = self._text()

    def _proposed_day(self) -> str:
        """None where the table has days: a nominal one marks every date as nominal."""
        has_days = any(column.meaning == COLLECTED_ON for column in self.columns)
        return "" if has_days else DAY_ZERO

    def _text(self) -> str:
        try:
            if self.day_zero and PartialDate(self.day_zero).is_partial:
                raise BadMapping("the nominal day: write a whole one, such as 1990-07-01")
            layout = Layout(self.delimiter, self.comment, self.day_zero, self.site or NO_SITE)
            text = mapping_text(self.columns, layout)
            mapping_of(text)
        except (BadMapping, ValueError) as error:
            self.fault = str(error)
            return ""
        return text

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [("", "not taken in"), *((m.code, m.label) for m in MEANINGS)]

    @property
    def lines(self) -> list[Line]:
        """Those with a meaning or a doubt first, then the rest, each in the order of the table."""
        lines = [Line(n, column, list(_words(n, column))) for n, column in enumerate(self.columns)]
        return sorted(lines, key=lambda line: not (line.column.meaning or line.column.why))

    @property
    def undecided(self) -> int:
        return sum(len(column.undecided) for column in self.columns)

    @property
    def asks_site(self) -> bool:
        """Of which site the specimens are is not guessed: it decides which of them speaks."""
        return not self.site and NO_SITE in self.text.split('"')

    @property
    def can_be_saved(self) -> bool:
        return bool(self.text and self.name and not self.undecided and not self.asks_site)

    @property
    def first_rows(self) -> list[AsRead]:
        """The first rows of the table as they would be read."""
        if not self.text:
            return []
        head = WideTable(self.table.name, self.table.header, self.table.rows[:ROWS_SHOWN])
        records = read_tables([head], mapping_of(self.text)).records.records
        return [_as_read(file.name, list(of_file.values())) for file, of_file in records.items()
                if of_file]  # fmt: skip


def _as_read(file: str, records: list) -> AsRead:
    header = [c.name for c in _FILES[file].columns
              if any(c.name in r.cells or c.name in r.weak for r in records)]  # fmt: skip
    rows = [[r.cells.get(name) or r.weak.get(name, "") for name in header] for r in records]
    return AsRead(file, header, rows)


def _as_posted(number: int, column: Proposed, posted: Mapping[str, str]) -> Proposed:
    """With the meaning that was chosen; words are those posted where it is still the same."""
    code = posted.get(f"meaning_{number}", "")
    chosen = column if code == column.meaning else with_meaning(column, code)
    if code != posted.get(f"was_{number}", ""):
        return chosen
    words = {
        word: posted.get(f"word_{number}_{place}", found)
        for place, (word, found) in enumerate((chosen.words or {}).items())
    }
    allowed = {code for code, _ in _codes(chosen)}
    return replace(
        chosen, words={w: code if code in allowed else UNDECIDED for w, code in words.items()}
    )


def _words(number: int, column: Proposed) -> Iterator[Word]:
    codes = _codes(column)
    for place, (word, code) in enumerate((column.words or {}).items()):
        yield Word(f"word_{number}_{place}", word, column.counts[word], code, codes)


def _codes(column: Proposed) -> tuple[tuple[str, str], ...]:
    plain = ((UNDECIDED, "decide…"), ("", "not known"))
    meaning = BY_CODE.get(column.meaning)
    file = _FILES.get(meaning.file) if meaning else None
    kind = file.by_name[meaning.column].kind if file and meaning else None
    return plain + tuple((word, word) for word in kind.words) if isinstance(kind, Choice) else plain


def save_mapping(*, team: CareTeam, name: str, text: str, by) -> TableMapping:
    """A further version under a name that is there already."""
    of_name = TableMapping.objects.filter(team=team, name=name).order_by("-version")
    version = of_name.values_list("version", flat=True).first() or 0
    with acting(by):
        return TableMapping.objects.create(
            team=team, name=name, version=version + 1, text=text, saved_by=by
        )
