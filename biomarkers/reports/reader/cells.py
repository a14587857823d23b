"""Cells of a table, written as the lines that they stand for. Every letter keeps its origin."""

import re
from collections.abc import Iterable, Iterator

from .earlier import QUOTED
from .letters import BORDER, Letters
from .pattern import compiled
from .rows import Cell
from .stages import cores_before

_LETTERS = 4  # characters of a name; fewer are the key of a part or block

_NOW = compiled(r"\b(?:this|current|present|today|now)\b(?! (?:report|version|reading))")
_BEFORE = compiled(r"(?:prior|previous|earlier)\b(?! (?:report|version|reading))")
_EARLIER = "Earlier specimen, "
_PART, _LETTER = "Part ", re.compile(r"[A-H](?:\s?[.)]\s{0,3}|\s{2,4})[A-Za-z]")
_TOLD = 2  # cells of what else is told of a row


def words(letters: Letters, cell: Cell) -> Letters:
    return letters.part(cell.start, cell.end)


def sign(letters: Letters, added: str, at: Cell) -> Letters:
    """A sign that is not in the report; it lies where the cell ends."""
    return Letters(added, [letters.origin[max(at.end - 1, 0)]] * len(added))


def line(
    letters: Letters, title: Cell | None, cell: Cell, rest: Iterable[Cell] = ()
) -> Iterator[Letters]:
    """“ER | 95%”; `rest` is what of the cell stands in rows below."""
    if title is not None:
        yield words(letters, title)
        yield sign(letters, f" {BORDER} ", title)
    yield words(letters, cell)
    for more in rest:
        yield sign(letters, " ", more)
        yield words(letters, more)
    yield sign(letters, "\n", cell)


def _lead(text: str, cell: Cell, is_earlier: bool) -> str:
    """What a heading needs to be known as one: “Part B. Sentinel”."""
    return _EARLIER if is_earlier else _PART if _LETTER.match(text, cell.start, cell.end) else ""


def of_others(text: str, cells: Iterable[Cell | None]) -> set[Cell]:
    """Where one of the heads or titles is called this or current, the others: of specimens taken
    before; of several that are, those that are called previous; and so a core beside what was
    excised."""
    named = [cell for cell in cells if cell]
    now = {cell for cell in named if _NOW.search(text, cell.start, cell.end)}
    if len(now) == 1:
        return set(named) - now
    before = {cell for cell in named if _BEFORE.match(text, cell.start, cell.end)}
    return before - now if now else cores_before(text, named)


def heading(
    letters: Letters, cell: Cell, above: Iterable[Cell] = (), *, is_earlier: bool = False
) -> Iterator[Letters]:
    """A line of its own; `above` are the upper lines of the cell, if it has several. The one with
    the letter of a part stands first."""
    *uppers, cell = _letter_first(letters.text, [*above, cell])
    yield sign(letters, f"\n{_lead(letters.text, [*uppers, cell][0], is_earlier)}", cell)
    for upper in uppers:
        yield words(letters, upper)
        is_key = upper.end - upper.start < _LETTERS  # “A1: Right breast:”
        yield sign(letters, ": " if is_key else ", ", upper)
    yield words(letters, cell)
    yield sign(letters, ":\n", cell)


def _letter_first(text: str, lines: list[Cell]) -> list[Cell]:
    return sorted(lines, key=lambda one: not _LETTER.match(text, one.start, one.end))


def titled(
    letters: Letters,
    title: Cell,
    told: list[Cell],
    head: Cell | None = None,
    *,
    is_earlier: bool = False,
) -> Iterator[Letters]:
    """A line of its own: the title of a row, its numbers and dates, and what else is told of it;
    behind the head of the titles, where they are keys alone."""
    apart = [cell for cell in told if letters.text[cell.end - 1].isdigit()]
    others = [cell for cell in told if cell not in apart]
    is_numbered = any(QUOTED.fullmatch(letters.text, one.start, one.end) for one in apart)
    yield sign(letters, f"\n{_lead(letters.text, head or title, is_earlier)}", title)
    if head:
        yield words(letters, head)
        yield sign(letters, " ", title)
    yield words(letters, title)
    for cell in apart:
        yield sign(letters, ", ", cell)
        yield words(letters, cell)
    for cell in others[:_TOLD]:
        first = ", " if is_numbered else ". "  # a number stands with its specimen
        yield sign(letters, first if cell is others[0] else " ", cell)
        yield words(letters, cell)
    yield sign(letters, ":\n", title)
