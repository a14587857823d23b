"""From another's table, text or workbook, to rows of named cells."""

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from biomarkers.exchange.records.encoding import NotATable, bad_character
from biomarkers.exchange.records.faults import Fault, Refused, quoted

from .text import UTF_8, Line, Source, lines_of, physical_lines, without_comments
from .wide_rows import WideRow, WideRows
from .workbook import is_workbook, read_sheet

__all__ = ["WideRow", "WideTable", "quoted_names", "read_wide"]

MOST_FAULTS = 100
_NO_DESCRIPTION = frozenset(["", "string", "number", "boolean"])  # kinds of cBioPortal columns


@dataclass(frozen=True)
class WideTable:
    """`header` and the names of cells with single spaces; one of several columns of one name is
    called by its place, “Receptor [3]”, and one without a name “[5]”.

    `descriptions` are what comment lines say of each column, `computed` how many cells of it a
    formula fills, `told` what a person should know of how it was read.
    """

    name: str
    header: list[str]
    rows: Collection[WideRow]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    computed: Mapping[str, int] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def read_wide(
    name: str,
    source: Source,
    *,
    delimiter: str,
    comment: str = "",
    encoding: str = UTF_8,
    sheet: str = "",
) -> WideTable:
    """Lines that begin with `comment` say what columns mean. Raises Refused."""
    try:
        if is_workbook(source):
            return _of_workbook(name, source, sheet)
        comments: list[str] = []
        physical = without_comments(physical_lines(source, encoding), comment, comments)
        table = _table(name, lines_of(physical, delimiter))
        return replace(table, descriptions=_by_name(table.header, _described(comments, delimiter)))
    except (NotATable, csv.Error) as error:
        raise Refused([Fault(name, None, None, str(error))]) from None


def _of_workbook(name: str, source: Source, sheet: str) -> WideTable:
    found = read_sheet(source, sheet)
    table = _table(name, found.lines)
    computed = {header: found.computed[place] for place, header in enumerate(table.header)
                if found.computed[place]}  # fmt: skip
    told = [
        f"{header}: {found.unstored[place]:,} formulas without a stored value, read as not known"
        for place, header in enumerate(table.header)
        if found.unstored[place]
    ]
    told = [*table.told, f"worksheet {found.name}", *told]
    return replace(table, computed=computed, told=tuple(told))


def _table(name: str, lines: Iterable[Line]) -> WideTable:
    """Each line is looked at once and put on disk."""
    before, lines = _after_title(iter(lines))
    header = next(lines, None)
    if header is None:
        raise NotATable("the header row is missing")
    faults = [Fault(name, header.number, None, wrong)
              for wrong in filter(None, map(bad_character, header.cells))]  # fmt: skip
    names = _names(header.cells)
    rows = WideRows(name, names)
    for line in lines:
        if wrong := _wrong_with(name, line, header):
            faults.append(wrong)
        elif not faults:
            rows.add(line)
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise Refused(faults[:MOST_FAULTS])
    rows.end()
    told = (f"{before} lines before the header are left out",) if before else ()
    return WideTable(name, names, rows, told=told)


def _after_title(lines: Iterator[Line]) -> tuple[int, Iterator[Line]]:
    """How many lines stand before the header: such as the title of a report, one cell alone."""
    first = list(islice(lines, 10))
    filled = [sum(map(bool, line.cells)) for line in first]
    if not filled or max(filled) < 3:
        return 0, chain(first, lines)
    before = next(place for place, count in enumerate(filled) if count > 1)
    return before, chain(first[before:], lines)


def _wrong_with(name: str, line: Line, header: Line) -> Fault | None:
    have, wanted = len(line.cells), len(header.cells)
    if have != wanted:
        wrong = f"the row has {have} cells and the header {wanted}: is it cut off?"
        return Fault(name, line.number, None, wrong)
    wrong_character = next(filter(None, map(bad_character, line.cells)), None)
    return Fault(name, line.number, None, wrong_character) if wrong_character else None


def _names(header: list[str]) -> list[str]:
    """By place: each another."""
    plain = [" ".join(cell.split()) for cell in header]
    counts = Counter(plain)
    return [f"{cell} [{place}]".strip() if counts[cell] > 1 or not cell else cell
            for place, cell in enumerate(plain, start=1)]  # fmt: skip


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
