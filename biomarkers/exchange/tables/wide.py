"""From the bytes of another's table, text or workbook, to rows of named cells."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from biomarkers.exchange.records.encoding import NotATable, bad_character
from biomarkers.exchange.records.faults import Fault, Refused, quoted

from .text import UTF_8, Line, comments_of, lines_of, text_of
from .workbook import is_workbook, read_sheet

MOST_FAULTS = 100
_NO_DESCRIPTION = frozenset(["", "string", "number", "boolean"])  # kinds of cBioPortal columns


@dataclass(frozen=True)
class WideRow:
    table: str
    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class WideTable:
    """`header` and the names of cells with single spaces; one of several columns of one name is
    called by its place, “Receptor [3]”, and one without a name “[5]”.

    `descriptions` are what comment lines say of each column, `computed` how many cells of it a
    formula fills, `told` what a person should know of how it was read.
    """

    name: str
    header: list[str]
    rows: list[WideRow]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    computed: Mapping[str, int] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def read_wide(
    name: str,
    data: bytes,
    *,
    delimiter: str,
    comment: str = "",
    encoding: str = UTF_8,
    sheet: str = "",
) -> WideTable:
    """Lines that begin with `comment` say what columns mean. Raises Refused."""
    try:
        if is_workbook(data):
            return _of_workbook(name, data, sheet)
        text, comments = comments_of(text_of(data, encoding), comment)
        lines = list(lines_of(text, delimiter))
        return _table(name, lines, _described(comments, delimiter))
    except (NotATable, csv.Error) as error:
        raise Refused([Fault(name, None, None, str(error))]) from None


def _of_workbook(name: str, data: bytes, sheet: str) -> WideTable:
    found = read_sheet(data, sheet)
    table = _table(name, found.lines, [])
    computed = {header: found.computed[place] for place, header in enumerate(table.header)
                if found.computed[place]}  # fmt: skip
    told = [
        f"{header}: {found.unstored[place]:,} formulas without a stored value, read as not known"
        for place, header in enumerate(table.header)
        if found.unstored[place]
    ]
    return WideTable(
        name,
        table.header,
        table.rows,
        {},
        computed,
        (*table.told, f"worksheet {found.name}", *told),
    )


def _table(name: str, lines: list[Line], described: list[list[str]]) -> WideTable:
    before, lines = _after_title(lines)
    if not lines:
        raise NotATable("the header row is missing")
    header = lines[0]
    faults = [Fault(name, header.number, None, wrong)
              for wrong in filter(None, map(bad_character, header.cells))]  # fmt: skip
    faults += [fault for line in lines[1:] for fault in _wrong_with(name, line, header)]
    if faults:
        raise Refused(faults[:MOST_FAULTS])
    names = _names(header.cells)
    rows = [WideRow(name, line.number, _named(names, line.cells)) for line in lines[1:]]
    told = (f"{before} lines before the header are left out",) if before else ()
    return WideTable(
        name, [each for each in names if each], rows, _by_name(names, described), {}, told
    )


def _after_title(lines: list[Line]) -> tuple[int, list[Line]]:
    """How many lines stand before the header: such as the title of a report, one cell alone."""
    filled = [sum(map(bool, line.cells)) for line in lines[:10]]
    if not filled or max(filled) < 3:
        return 0, lines
    before = next(place for place, count in enumerate(filled) if count > 1)
    return before, lines[before:]


def _wrong_with(name: str, line: Line, header: Line) -> list[Fault]:
    have, wanted = len(line.cells), len(header.cells)
    if have != wanted:
        wrong = f"the row has {have} cells and the header {wanted}: is it cut off?"
        return [Fault(name, line.number, None, wrong)]
    wrong_character = next(filter(None, map(bad_character, line.cells)), None)
    return [Fault(name, line.number, None, wrong_character)] if wrong_character else []


def _names(header: list[str]) -> list[str]:
    """By place; “” for a column without a name whose place nobody needs."""
    plain = [" ".join(cell.split()) for cell in header]
    counts = Counter(plain)
    return [f"{cell} [{place}]".strip() if counts[cell] > 1 or not cell else cell
            for place, cell in enumerate(plain, start=1)]  # fmt: skip


def _named(names: list[str], cells: list[str]) -> dict[str, str]:
    return dict(zip(names, cells, strict=True))


def _described(comments: list[str], delimiter: str) -> list[list[str]]:
    return [next(csv.reader([said], delimiter=delimiter), []) for said in comments]


def _by_name(names: list[str], described: list[list[str]]) -> dict[str, str]:
    """What the comment lines that are as long as the header say of each column."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for line in described:
        if len(line) == len(names):
            for name, said in zip(names, map(str.strip, line), strict=True):
                if not _says_nothing(said) and said not in found[name]:
                    found[name].append(said)
    return {name: "; ".join(said) for name, said in found.items() if said}


def _says_nothing(said: str) -> bool:
    return said.casefold() in _NO_DESCRIPTION or said.isdigit()


def quoted_names(names: list[str]) -> str:
    return " or ".join(map(quoted, names))
