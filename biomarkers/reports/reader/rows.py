"""The lines of a report as rows of cells, by borders or by gaps."""

import re
from dataclasses import dataclass
from itertools import pairwise

from .letters import BORDER, Letters

BESIDE = 2  # characters between a head and what stands below it
_INDENT = 6  # and between a title and the rest of it


@dataclass(frozen=True)
class Cell:
    """text[start:end] of the report, without the blanks around it. `number` counts the cells of
    its line, `offset` is its place in it: gaps tell the columns by where they are."""

    start: int
    end: int
    number: int
    offset: int


@dataclass(frozen=True)
class Row:
    start: int
    end: int
    cells: tuple[Cell, ...]  # those that are not empty
    by_gaps: bool


def rows_of(letters: Letters) -> list[Row]:
    return [_row(letters.text, line) for line in re.finditer(r"[^\n]+", letters.text)]


def _row(text: str, line: re.Match[str]) -> Row:
    borders = [line.start() + at for at, sign in enumerate(line[0]) if sign == BORDER]
    edges = [line.start() - 1, *borders, line.end()]
    if _is_enclosed(line[0]):
        edges = borders
    by_gaps = not line[0].lstrip().startswith(BORDER) and _are_gaps(text, borders)
    cells = []
    for number, (left, right) in enumerate(pairwise(edges)):
        words = text[left + 1 : right]
        start = left + 1 + len(words) - len(words.lstrip())
        if words.strip():
            cells.append(Cell(start, start + len(words.strip()), number, start - line.start()))
    return Row(line.start(), line.end(), tuple(cells), by_gaps)


def _is_enclosed(line: str) -> bool:
    """“| ER | 90% |”: the first and the last sign are the edges of the table, and no borders."""
    row = line.strip()
    return len(row) > 1 and row.startswith(BORDER) and row.endswith(BORDER)


def _are_gaps(text: str, borders: list[int]) -> bool:
    """A gap was blanks before: the sign is in the middle of them."""
    sides = [
        (
            len(before := text[max(0, at - 60) : at]) - len(before.rstrip(" ")),
            len(after := text[at + 1 : at + 61]) - len(after.lstrip(" ")),
        )
        for at in borders
    ]
    are_centered = all(abs(left - right) <= 1 and left and right for left, right in sides)
    return are_centered and any(min(side) > 1 for side in sides)


def ends_title(text: str, table: list[Row], row: Row) -> bool:
    """“core biopsy”, below the title “A. Left breast,”: the rest of it."""
    if len(row.cells) != 1 or len(table) < 2 or not table[0].by_gaps:
        return False
    above, cell = table[-1].cells[0], row.cells[0]
    is_left = cell.offset + cell.end - cell.start < table[0].cells[-1].offset
    goes_on = text[above.end - 1] in ",-" or text[cell.start] in "(&" or text[cell.start].islower()
    is_value = re.search(r"[:%+]", text[cell.start : cell.end])
    return is_left and goes_on and not is_value and abs(cell.offset - above.offset) <= _INDENT


def is_inside(text: str, head: Row, row: Row, following: Row | None) -> bool:
    """Whether a row of one cell belongs to a table of items: the rest of the cell above it, or a
    title with a row right below it."""
    if following is None:
        return False
    if head.by_gaps and row.cells[0].offset >= head.cells[1].offset:
        return True
    return len(following.cells) > 1 and text[row.end : following.start].count("\n") < 2


def is_rest(head: Row, row: Row) -> bool:
    """Whether a row of one cell goes on with the cell above it, right below its head."""
    offset = row.cells[0].offset
    beside = (abs(cell.offset - offset) <= BESIDE for cell in head.cells)
    return head.by_gaps and offset > BESIDE and any(beside)


def split_under(text: str, head: Row, row: Row) -> Row:
    """Two blanks are a border too where a head stands above what follows them."""
    if not head.by_gaps:
        return row
    heads = [cell.offset for cell in head.cells]
    cells: list[Cell] = []
    for cell in row.cells:
        place = cell.start
        for gap in re.finditer(r" {2,}", text[cell.start : cell.end]):
            offset = cell.start + gap.end() - row.start
            if any(abs(offset - at) <= BESIDE for at in heads):
                cells.append(Cell(place, cell.start + gap.start(), cell.number, place - row.start))
                place = cell.start + gap.end()
        cells.append(Cell(place, cell.end, cell.number, place - row.start))
    return Row(row.start, row.end, tuple(cells), row.by_gaps)
