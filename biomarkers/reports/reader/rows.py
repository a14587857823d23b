"""The lines of a report as rows of cells, by borders or by gaps."""

import re
from dataclasses import dataclass
from itertools import pairwise

from .letters import BORDER, Letters


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
