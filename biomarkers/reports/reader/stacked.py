"""Tables of which copying left a cell a line: first the specimens, then each marker and its values.

“Tumor 1 / Tumor 2”, a blank line, “ER / Positive, 100% / Positive, 60%”. They are read as the table
that they were: under each specimen every marker with the value of the same place.
"""

import re
from collections.abc import Iterator

from .cells import heading, line
from .columns import is_marker, is_place
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
        if len(rows) >= _LEAST and any(is_marker(letters.text, row[0]) for row in rows):
            pieces += (letters.part(place, head[0].start), *_under_each(letters, head, rows))
            place = rows[-1][-1].end
            number = blocks.index(rows[-1])
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


def _under_each(letters: Letters, head: Block, rows: list[Block]) -> Iterator[Letters]:
    for number, specimen in enumerate(head, 1):
        yield from heading(letters, specimen)
        for row in rows:
            yield from line(letters, row[0], row[number])
