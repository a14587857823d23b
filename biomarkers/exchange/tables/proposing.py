"""From names and values of a table to what its columns probably mean; the unsure stay unmapped."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from biomarkers.exchange.records.encoding import NotATable
from biomarkers.exchange.records.faults import Fault, Refused
from biomarkers.exchange.records.totals import is_total

from . import vocabulary as known
from .cells import WAYS
from .headers import other_specimen, said_by
from .mapping import same
from .meanings import ACCESSION, BY_CODE, MEANINGS, MRN, NO_READING, is_named
from .proposed import UNDECIDED, Proposed, read_as, read_by, with_words
from .text import DELIMITERS, delimiter_of, encoding_of, physical_lines
from .wide import WideTable, read_wide
from .workbook import is_workbook, read_sheet

MOST_WORDS = 60
_MARKERS = {"er", "pr", "pgr", "ki67", "ki-67"}
_ENOUGH = 0.5  # of the rows in which something is known


@dataclass(frozen=True)
class Layout:
    """How the table is written, as a mapping says it."""

    delimiter: str = "comma"
    comment: str = ""
    encoding: str = "utf-8"
    sheet: str = ""


def table_of(name: str, data: bytes, sheet: str = "") -> tuple[WideTable, Layout]:
    """The table, and how it is written as its first lines show. Raises Refused."""
    try:
        if is_workbook(data):
            layout = Layout(sheet=read_sheet(data, sheet).name)
        else:
            encoding = encoding_of(data)
            lines = physical_lines(data, encoding)
            first = next(lines, "")
            comment = "#" if first.startswith("#") else ""
            layout = Layout(delimiter_of(chain([first], lines), comment), comment, encoding)
    except NotATable as error:
        raise Refused([Fault(name, None, None, str(error))]) from None
    table = read_wide(
        name,
        data,
        delimiter=DELIMITERS[layout.delimiter],
        comment=layout.comment,
        encoding=layout.encoding,
        sheet=layout.sheet,
    )
    return table, layout


def propose(table: WideTable) -> list[Proposed]:
    """Each column of the table, in its order."""
    numbers = [name for name in table.header if is_named(name, BY_CODE[MRN])]
    rows = [row for row in table.rows if not any(is_total(row.cells[name]) for name in numbers)]
    proposed = [_column(replace(table, rows=rows), name) for name in table.header]
    if any(column.meaning == ACCESSION for column in proposed):
        proposed = [_of_its_specimen(column, table) for column in proposed]
    claims: dict[str, list[str]] = {}
    for column in proposed:
        claims.setdefault(column.meaning, []).append(column.source)
    return [_alone(column, claims) for column in proposed]


def is_not_known(cell: str) -> bool:
    return not cell or same(cell) in known.NOT_KNOWN_WORDS


def _column(table: WideTable, name: str) -> Proposed:
    cells = Counter(row.cells[name] for row in table.rows if row.cells[name])
    counts = Counter({cell: n for cell, n in cells.items() if _says_something(cell)})
    description = " ".join([table.descriptions.get(name, ""), _marker_of(counts)])
    named = [meaning for meaning in MEANINGS if is_named(name, meaning, description)]
    column = Proposed(
        name,
        counts,
        computed=table.computed.get(name, 0),
        blank=len(table.rows) - sum(counts.values()),
        description=description.strip(),
    )
    if not named:
        return replace(column, why=_no_reading(name))
    if not any(not is_not_known(cell) for cell in counts):
        return replace(column, why="column is empty")
    read = [with_words(replace(column, meaning=meaning.code)) for meaning in named]
    best = max(read, key=lambda each: (_share(each), _share(each, besides=True)))
    assert best.of is not None
    if _share(best, besides=True) < _ENOUGH:
        return replace(column, why=f"the name is like {best.of.label}, the values are not")
    if len(best.words) > MOST_WORDS:
        return replace(column, why=f"{len(best.words)} different words: more than a person decides")
    return replace(best, why="matched by name and values")


def _says_something(cell: str) -> bool:
    return cell in known.DASHES or not is_not_known(cell)


def _marker_of(counts: Mapping[str, int]) -> str:
    """“ER” of a column in which every cell begins so: “ER 90”."""
    first = {cell.split()[0].casefold() for cell in counts if cell not in known.DASHES}
    return first.pop() if len(first) == 1 and first <= _MARKERS else ""


def _no_reading(name: str) -> str:
    """HER2 by a copy number from an array, or by expression, is no reading of a specimen."""
    said = said_by(name)
    is_her2 = said & {"her2", "erbb2"} and said & NO_READING
    return "not an IHC or ISH result" if is_her2 else ""


def _share(column: Proposed, *, besides: bool = False) -> float:
    """Of the rows in which something is known, those of which the meaning says something; or of
    which it says something `besides`, of another column of the file."""
    said = {cell: n for cell, n in column.counts.items() if cell not in known.DASHES}
    read = sum(
        n
        for cell, n in said.items()
        if read_as(column, cell) not in (UNDECIDED, "") or (besides and _says_besides(column, cell))
    )
    return read / max(sum(said.values()), 1)


def _says_besides(column: Proposed, cell: str) -> bool:
    ways = [way for _, way in column.of.also if way in WAYS] if column.of else []
    return any(read_by(column, cell, way) not in (UNDECIDED, "") for way in ways)


def _of_its_specimen(column: Proposed, table: WideTable) -> Proposed:
    """Rows are samples: what is about the primary or the diagnosis is of another specimen."""
    meaning = column.of
    if meaning is None or not meaning.of_specimen or meaning.column == "kind":
        return column
    other = other_specimen(column.source, table.descriptions.get(column.source, ""))
    if not other:
        return column
    why = f"is of the {other}, not of the specimen of the row"
    return replace(column, meaning=f"{other} {column.meaning}", why=why)


def _alone(column: Proposed, claims: Mapping[str, list[str]]) -> Proposed:
    claiming = claims[column.meaning]
    meaning = column.of
    if meaning is None or len(claiming) == 1:
        return column
    others = ", ".join(name for name in claiming if name != column.source)
    why = f"may be {meaning.label}, and so may {others}: choose one"
    return replace(column, meaning="", words={}, order="", years="", why=why)
