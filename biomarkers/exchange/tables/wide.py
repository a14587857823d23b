"""From the bytes of another's table to rows of named cells."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from biomarkers.exchange.records.encoding import NotATable, bad_character, decoded
from biomarkers.exchange.records.faults import Fault, Refused, quoted

MOST_FAULTS = 100


@dataclass(frozen=True)
class WideRow:
    table: str
    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class WideTable:
    """`header` and the names of cells without the spaces around them."""

    name: str
    header: list[str]
    rows: list[WideRow]


def read_wide(name: str, data: bytes, *, delimiter: str, comment: str = "") -> WideTable:
    """Lines that begin with `comment` are left out. Raises Refused."""
    try:
        lines = list(_lines(decoded(data), delimiter, comment))
    except (NotATable, csv.Error) as error:
        raise Refused([Fault(name, None, None, str(error))]) from None
    if not lines:
        raise Refused([Fault(name, None, None, "it has not even a header line")])
    line, header = lines[0]
    faults = [Fault(name, line, None, wrong) for wrong in _wrong_with(header)]
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            wrong = f"the row has {len(cells)} cells and the header {len(header)}: is it cut off?"
            faults.append(Fault(name, line, None, wrong))
        elif wrong_character := next(filter(None, map(bad_character, cells)), None):
            faults.append(Fault(name, line, None, wrong_character))
        else:
            rows.append(WideRow(name, line, dict(zip(header, cells, strict=True))))
    if faults:
        raise Refused(faults[:MOST_FAULTS])
    return WideTable(name, header, rows)


def _lines(text: str, delimiter: str, comment: str) -> Iterator[tuple[int, list[str]]]:
    """The physical line on which each row begins, and its stripped cells."""
    physical = io.StringIO(text, newline="").readlines()
    if comment:
        physical = ["\n" if line.startswith(comment) else line for line in physical]
    reader = csv.reader(physical, delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _wrong_with(header: list[str]) -> Iterator[str]:
    for number, name in enumerate(header, start=1):
        if not name:
            yield f"column {number} has no name"
        elif name in header[: number - 1]:
            yield f"two columns are named {quoted(name)}"
        elif wrong := bad_character(name):
            yield wrong
