"""Tables whose rows are markers and whose columns say different things of each.

They stay as they stand. Columns of clones, intensities, dates and reference ranges are no results
and are blanked; one of earlier results follows under its own heading.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from .cells import heading, line, sign, words
from .column_heads import NO_RESULT, heads_result, of_limits
from .columns import Column, columns_of
from .items import HER2
from .letters import Letters
from .pattern import compiled
from .rows import Cell, Row

_UNITS = compiled(r"units?(?: of measure\w{0,4})?|uom")
_OF_PERCENT = compiled(r"(?:%|(?:percent|pct)\b).{0,24}")
# Each observer's count, where a column holds that of both.
_WHO = "(?:observer|reader|count(?:er)?|technologist|scientist|scorer|pathologist)"
_OBSERVER = compiled(
    rf"(?:{_WHO}\s?(?:\d|one|two|[ab])|(?:first|second|1st|2nd)\s{_WHO})"
    r"(?:\s?\([^()]{1,20}\))?"
)
_FLAGS = compiled(r"(?:abnormal |result )?flags?|abn\.?|h/l")
_SAYS_SIDE = compiled(r"(?:pos(?:itive)?|neg(?:ative)?|equiv(?:ocal)?)")
_PERCENT = compiled(
    r"(?:percent(?:age)?|pct)\b.{0,40}|%.{0,40}|.{0,20}(?:percent(?:age)?|%|pct)\)?"
    r"|.{2,20}\((?:percent(?:age)?|%|pct)[^()]{0,40}\)"
)
_EARLIER = compiled(r"(?:prior|previous|earlier|outside|last|old)\b.{0,30}")
_HER2 = re.compile(HER2, re.IGNORECASE)
_GRADE = re.compile(r"(?:score\s{1,2})?(?:0|[1-3]\s?\+)", re.IGNORECASE)
_ON_ANOTHER_SCALE = compiled(r"\b(?:intensity|allred|h[\s-]?score|irs)\b")
_CELLS = compiled(r"(?!.{0,40}\b(?:complete|intense|strong))(?:.{0,40}\b)?(?:cells?|nuclei)\b")
_BARE = re.compile(  # “99”, “99 (3+)”
    r"\s*(?P<number>(?:[<>≤≥]\s?=?\s?)?\d{1,3}(?:\.\d{1,2})?(?:\s?-\s?\d{1,3})?)"
    r"\s*(?:\((?:[0-3]\s?\+|[A-Za-z][a-z, -]{2,20})\))?\s*"
)


def by_item(letters: Letters, table: list[Row]) -> Iterator[Letters]:
    """The rows as they stand, without the columns that are no results; percents as such."""
    columns = columns_of(letters.text, table)
    first = columns[0].head
    if not (
        _OBSERVER.fullmatch(letters.text, first.start, first.end)
        or heads_result(letters.text, first)
    ):
        columns = columns[1:]
    scores = _scores(letters.text, table)
    if all(_OBSERVER.fullmatch(letters.text, c.head.start, c.head.end) for c in columns):
        read = columns[1:]  # without a total the first count is the one that is proposed
    else:
        read = columns
    blanked = {cell for column in read for cell in _blanked(letters.text, column, scores)}
    stated = [(one.head, [c for t, c in one.cells if c and c != t]) for one in columns]
    blanked |= of_limits(letters.text, stated)
    percents = {cell for column in columns for cell in _percents(letters.text, column, scores)}
    percents |= set(_by_unit(letters.text, columns, blanked))
    of_cells = {cell for column in columns for cell in _of_cells(letters.text, column)} & percents
    changed = sorted(blanked | percents, key=lambda cell: cell.start)
    for row in table[1:]:
        place = row.start
        for cell in (cell for cell in changed if row.start <= cell.start < row.end):
            yield letters.part(place, cell.start)
            yield from _changed(letters, cell, " of cells" * (cell in of_cells), cell in percents)
            place = cell.end
        yield letters.part(place, row.end)
        yield sign(letters, "\n", row.cells[-1])
    for column in columns:
        if _EARLIER.fullmatch(letters.text, column.head.start, column.head.end):
            yield from heading(letters, column.head)
            for title, below in column.cells:
                if title is not None and below is not None:
                    yield from line(letters, title, below)


def _changed(letters: Letters, cell: Cell, unit: str, is_percent: bool) -> Iterator[Letters]:
    bare = _BARE.match(letters.text, cell.start, cell.end) if is_percent else None
    if bare:
        number = replace(cell, end=bare.end("number"))
        yield words(letters, number)
        yield sign(letters, f"%{unit}", number)
        yield letters.part(number.end, cell.end)
    else:
        yield Letters(" " * (cell.end - cell.start), letters.origin[cell.start : cell.end])


def _of_cells(text: str, column: Column) -> Iterator[Cell]:
    """HER2's number below “% of tumour cells”, which no score stands beside: of stained cells."""
    if not _CELLS.match(text, column.head.start, column.head.end):
        return
    for title, cell in column.cells:
        is_hers = title and _HER2.match(text, title.start, title.end)
        if is_hers and cell and "+" not in text[cell.start : cell.end]:
            yield cell


def _by_unit(text: str, columns: list[Column], blanked: set[Cell]) -> Iterator[Cell]:
    """The number of each row whose unit is a percent: “72 | % nuclei”."""
    for units in columns:
        if not _UNITS.fullmatch(text, units.head.start, units.head.end):
            continue
        for row, (_, unit) in enumerate(units.cells):
            if unit is None or not _OF_PERCENT.fullmatch(text, unit.start, unit.end):
                continue
            cells = [column.cells[row][1] for column in columns if column is not units]
            bare = [
                cell
                for cell in cells
                if cell and cell not in blanked and _BARE.fullmatch(text, cell.start, cell.end)
            ]
            yield from bare if len(bare) == 1 else []


def _blanked(text: str, column: Column, scores: set[Cell]) -> Iterator[Cell]:
    """The cells of a column that state no result of today; a unit stays with its number."""
    head = text[column.head.start : column.head.end].rstrip(" *†‡#:")
    cells = [cell for title, cell in column.cells if cell and cell != title]
    stated = [cell for cell in cells if text[cell.start : cell.end] != "%"]
    if _UNITS.fullmatch(head) or _FLAGS.fullmatch(head):
        yield from (c for c in stated if not _SAYS_SIDE.fullmatch(text, c.start, c.end))
    if _OBSERVER.fullmatch(head):
        yield from cells
    if NO_RESULT.fullmatch(head) or _EARLIER.fullmatch(head):
        are_scores = scores if _ON_ANOTHER_SCALE.search(head) else set()
        yield from (cell for cell in stated if cell not in are_scores)


def _scores(text: str, table: list[Row]) -> set[Cell]:
    """The grades in the row of HER2: in a column of intensities or Allred they are its score."""
    return {
        cell
        for row in table[1:]
        if _HER2.match(text, row.cells[0].start, row.cells[0].end)
        for cell in row.cells
        if _GRADE.fullmatch(text, cell.start, cell.end)
    }


def _percents(text: str, column: Column, scores: set[Cell]) -> Iterator[Cell]:
    if _PERCENT.fullmatch(text, column.head.start, column.head.end):
        has_scores = "score" in text[column.head.start : column.head.end].lower()
        for title, cell in column.cells:
            if has_scores and cell in scores:
                continue  # “% / score” of HER2
            if cell and cell != title and _BARE.fullmatch(text, cell.start, cell.end):
                yield cell
