"""Tables of which copying left a cell a line: first the specimens, then each marker and its values.

“Tumor 1 / Tumor 2”, a blank line, “ER / Positive, 100% / Positive, 60%”; or all of it line after
line, below “Part”. They are read as the table that they were: under each specimen every marker with
the value of the same place.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from .cells import heading, line
from .columns import is_corner, is_marker, is_place
from .letters import Letters, joined
from .rows import Cell

_LEAST = 2  # specimens, and rows
Block = list[Cell]


def unstacked(letters: Letters) -> Letters:
    """The text with every such table written specimen by specimen."""
    blocks = list(_blocks(letters.text))
    pieces: list[Letters] = []
    place = number = 0
    while number < len(blocks):
        head, rows = blocks[number], []
        if len(head) >= _LEAST and all(is_place(letters.text, cell) for cell in head):
            rows = list(_rows(blocks[number + 1 :], len(head)))
        elif len(head) > _LEAST:
            head, rows = _without_gaps(letters.text, head)
        if len(rows) >= _LEAST and any(is_marker(letters.text, row[0]) for row in rows):
            pieces += (letters.part(place, head[0].start), *_under_each(letters, head, rows))
            place = rows[-1][-1].end
            number = next(n for n, block in enumerate(blocks) if rows[-1][-1] in block)
        number += 1
    return joined([*pieces, letters.part(place, len(letters.text))]) if pieces else letters


def _blocks(text: str) -> Iterator[Block]:
    """The lines between blank ones."""
    block: Block = []
    for number, found in enumerate(re.finditer(r"[^\n]*\n?", text)):
        words = found[0].strip()
        if words:
            start = found.start() + found[0].index(words)
            block.append(Cell(start, start + len(words), number, 0))
        elif block:
            yield block
            block = []


def _rows(blocks: list[Block], specimens: int) -> Iterator[Block]:
    """A title and a value a specimen; a single line between them is the edge of a page."""
    for block in blocks:
        if len(block) == specimens + 1:
            yield block
        elif len(block) > 1:
            return


def _without_gaps(text: str, block: Block) -> tuple[Block, list[Block]]:
    """Specimens and rows of a block in which no blank line parts them: markers stand in the first
    lines of rows, in no other, and up to the last of them it is a table."""
    first = next((n for n, cell in enumerate(block) if is_place(text, cell)), 0)
    if first and not is_corner(text, block[first - 1]):
        return block, []
    head = list(takewhile(lambda cell: is_place(text, cell), block[first:]))
    if len(head) < _LEAST:
        return block, []
    rest, width = block[first + len(head) :], len(head) + 1
    rows = [rest[start : start + width] for start in range(0, len(rest), width)]
    table = list(takewhile(lambda row: _is_row(text, row, width), rows))
    while table and not is_marker(text, table[-1][0]):
        table.pop()
    return head, table


def _is_row(text: str, row: Block, width: int) -> bool:
    """Of a marker or of something else, as its size."""
    return len(row) == width and not any(is_marker(text, cell) for cell in row[1:])


def _under_each(letters: Letters, head: Block, rows: list[Block]) -> Iterator[Letters]:
    for number, specimen in enumerate(head, 1):
        yield from heading(letters, specimen)
        for row in rows:
            yield from line(letters, row[0], row[number])
