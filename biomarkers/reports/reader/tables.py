"""Tables by columns, rewritten as the lines that they stand for.

A table whose head names markers, parts, tumors or specimens is read down its columns: “ER” with
what stands below it, “Tumor 1” with every marker. Columns of clones, intensities, dates and
reference ranges are no results and are blanked.
"""

import re
from collections.abc import Iterator

from .columns import (
    Cell,
    Column,
    Row,
    columns_of,
    is_first,
    is_marker,
    is_place,
    kind_of,
    rows_of,
    tables,
)
from .items import ER, HER2, KI67, PR
from .letters import BORDER, Letters, joined
from .pattern import compiled, pattern

_NO_RESULT = compiled(
    "(?:average |staining )?intensity(?: of staining)?|clones?|antibod(?:y|ies)|vendor|source",
    "reference.{0,20}|(?:normal |favou?rable\\b.{0,20})?ranges?|.{0,24}\\branges?|cut-?\\s?offs?",
    "(?:internal |external )?controls?|allred(?: score)?|h[\\s-]?score|irs|date.{0,12}|block.{0,8}",
    "comments? on.{0,20}|interpretive.{0,20}|interpretation (?:guide|criteria|key|ranges?"
    "|scale).{0,12}|scoring.{0,20}|thresholds?.{0,20}|expected.{0,20}",
)
_UNITS = compiled(r"units?(?: of measure\w{0,4})?|uom")
_OF_PERCENT = compiled(r"(?:%|(?:percent|pct)\b).{0,24}")
# Each observer's count, where a column holds that of both.
_OBSERVER = compiled(r"(?:observer|reader|count|technologist)\s?(?:\d|one|two|[ab])")
_FLAGS = compiled(r"(?:abnormal |result )?flags?|abn\.?|h/l")
_SAYS_SIDE = compiled(r"(?:pos(?:itive)?|neg(?:ative)?|equiv(?:ocal)?)")
_PERCENT = compiled(
    r"(?:percent(?:age)?|%|pct)\b.{0,30}|%.{0,20}|.{0,20}(?:percent(?:age)?|%|pct)\)?"
)
_EARLIER = compiled(r"(?:prior|previous|earlier|outside|last|old)\b.{0,30}")
_HER2 = re.compile(HER2, re.IGNORECASE)
_GRADE = re.compile(r"(?:0|[1-3]\s?\+)")
_WORD = r"(?:positive|negative|equivocal|pos|neg|low positive)"
_FIRST_VALUE = compiled(
    rf"(?:[<>≤≥]?=?\s?\d{{1,3}}(?:\s?-\s?\d{{1,3}})?\s?%|[0-3]\s?\+"
    rf"|(?:score )?[0-3])(?:[\s,(]{{1,4}}{_WORD}\)?)?"
    rf"|{_WORD}(?:[\s,(-]{{1,3}}.{{0,24}})?"
)
_LAST_NAME = compiled(
    rf"(?:{pattern(ER, PR, KI67, HER2)})(?: (?:protein|status"
    rf"|index))?(?:\s?\([^()\n]{{1,24}}\)){{0,2}}"
)
_PARTS = compiled(
    "(?:part|specimen|tumou?r|lesion|block|site|focus)s?(?: no\\.?)?|#(?: \\w+)?|no\\.?"
)
_KEY = re.compile(r"[A-H]\d?|\d{1,2}")
_BARE = re.compile(r"\s*(?:[<>≤≥]\s?=?\s?)?\d{1,3}(?:\.\d{1,2})?(?:\s?-\s?\d{1,3})?\s*")


def linear(letters: Letters) -> Letters:
    """The text with every table by columns rewritten."""
    if BORDER not in letters.text:
        return letters
    letters = turned_round(letters)
    pieces: list[Letters] = []
    place = 0
    for table in tables(letters.text, rows_of(letters)):
        rewrite = _REWRITTEN[kind_of(letters.text, table[0])]
        pieces += (letters.part(place, table[0].start), joined(list(rewrite(letters, table))))
        place = table[-1].end
    return joined([*pieces, letters.part(place, len(letters.text))])


def turned_round(letters: Letters) -> Letters:
    """The text with every row whose marker stands behind its values written marker first, where
    several rows do: “80 % | positive | oestrogen receptor (6F11)”."""
    rows = [row for row in rows_of(letters) if _is_turned(letters.text, row)]
    if len(rows) < 2:
        return letters
    pieces: list[Letters] = []
    place = 0
    for row in rows:
        name = row.cells[-1]
        pieces += (letters.part(place, row.cells[0].start), _words(letters, name))
        pieces += (
            _sign(letters, f" {BORDER} ", name),
            letters.part(row.cells[0].start, name.start),
        )
        place = name.end
    return joined([*pieces, letters.part(place, len(letters.text))])


def _is_turned(text: str, row: Row) -> bool:
    if len(row.cells) < 2:
        return False
    first, last = row.cells[0], row.cells[-1]
    is_value = _FIRST_VALUE.fullmatch(text, first.start, first.end)
    return bool(is_value and _LAST_NAME.fullmatch(text, last.start, last.end))


def _words(letters: Letters, cell: Cell) -> Letters:
    return letters.part(cell.start, cell.end)


def _sign(letters: Letters, sign: str, at: Cell) -> Letters:
    """A sign that is not in the report; it lies where the cell ends."""
    return Letters(sign, [letters.origin[max(at.end - 1, 0)]] * len(sign))


def _line(letters: Letters, title: Cell, cell: Cell) -> Iterator[Letters]:
    """“ER | 95%”."""
    yield _words(letters, title)
    yield _sign(letters, f" {BORDER} ", title)
    yield _words(letters, cell)
    yield _sign(letters, "\n", cell)


def _heading(letters: Letters, cell: Cell) -> Iterator[Letters]:
    yield _sign(letters, "\n", cell)
    yield _words(letters, cell)
    yield _sign(letters, ":\n", cell)


def _by_marker(letters: Letters, table: list[Row]) -> Iterator[Letters]:
    """A line a marker; where the rows are parts or tumors, under the name of each."""
    text, columns = letters.text, columns_of(letters.text, table)
    about = [column for column in columns[1:] if not is_marker(text, column.head)]
    columns = [column for column in columns if is_marker(text, column.head)]
    titles = [title for title, _ in columns[0].cells]
    if all(title is not None and _is_part(text, table[0].cells[0], title) for title in titles):
        for number, title in enumerate(titles):
            yield _sign(letters, "\n", title)  # type: ignore[arg-type]
            yield _words(letters, title)  # type: ignore[arg-type]
            told = [cell for each in about if (cell := each.cells[number][1])]
            for cell in told[:2]:
                yield _sign(letters, ". " if cell is told[0] else " ", cell)
                yield _words(letters, cell)
            yield _sign(letters, ":\n", title)  # type: ignore[arg-type]
            for column in columns:
                if cell := column.cells[number][1]:
                    yield from _line(letters, column.head, cell)
        return
    for column in columns:
        yield from _down(letters, column)


def _is_part(text: str, head: Cell, title: Cell) -> bool:
    """Also a bare “A” or “2” below “Part”."""
    of_parts = _PARTS.fullmatch(text, head.start, head.end)
    key = _KEY.match(text, title.start, title.end)
    is_key = key and (key.end() == title.end or text[key.end()].isspace())
    return is_place(text, title) or bool(of_parts and is_key)


def _down(letters: Letters, column: Column) -> Iterator[Letters]:
    """“ER | Result: positive | %: 95”."""
    yield _words(letters, column.head)
    for title, cell in column.cells:
        if cell is None:
            continue
        yield _sign(letters, f" {BORDER} ", cell)
        if title is not None and title != cell:
            yield _words(letters, title)
            yield _sign(letters, ": ", title)
        yield _words(letters, cell)
    yield _sign(letters, "\n", column.head)


def _by_place(letters: Letters, table: list[Row]) -> Iterator[Letters]:
    """The rows under the name of each part, tumor or specimen in turn."""
    for column in columns_of(letters.text, table):
        if is_first(letters.text, column.head):
            continue
        yield from _heading(letters, column.head)
        for title, cell in column.cells:
            if title is not None and cell is not None and cell != title:
                yield from _line(letters, title, cell)
    yield _sign(letters, "\n", table[0].cells[-1])


def _by_item(letters: Letters, table: list[Row]) -> Iterator[Letters]:
    """The rows as they stand, without the columns that are no results; percents as such."""
    columns = columns_of(letters.text, table)
    if not _OBSERVER.fullmatch(letters.text, columns[0].head.start, columns[0].head.end):
        columns = columns[1:]
    scores = _scores(letters.text, table)
    blanked = {cell for column in columns for cell in _blanked(letters.text, column, scores)}
    percents = {cell for column in columns for cell in _percents(letters.text, column, scores)}
    percents |= set(_by_unit(letters.text, columns, blanked))
    changed = sorted(blanked | percents, key=lambda cell: cell.start)
    for row in table[1:]:
        place = row.start
        for cell in (cell for cell in changed if row.start <= cell.start < row.end):
            yield letters.part(place, cell.start)
            yield from _changed(letters, cell, cell in percents)
            place = cell.end
        yield letters.part(place, row.end)
        yield _sign(letters, "\n", row.cells[-1])
    for column in columns:
        if _EARLIER.fullmatch(letters.text, column.head.start, column.head.end):
            yield from _heading(letters, column.head)
            for title, below in column.cells:
                if title is not None and below is not None:
                    yield from _line(letters, title, below)


def _changed(letters: Letters, cell: Cell, is_percent: bool) -> Iterator[Letters]:
    if is_percent:
        yield _words(letters, cell)
        yield _sign(letters, "%", cell)
    else:
        yield Letters(" " * (cell.end - cell.start), letters.origin[cell.start : cell.end])


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
    head = text[column.head.start : column.head.end].rstrip(" *†‡#:")
    if _UNITS.fullmatch(head) or _FLAGS.fullmatch(head):
        yield from (
            cell
            for title, cell in column.cells
            if cell
            and cell != title
            and text[cell.start : cell.end] != "%"
            and not _SAYS_SIDE.fullmatch(text, cell.start, cell.end)
        )
    if _OBSERVER.fullmatch(head):
        yield from (cell for title, cell in column.cells if cell and cell != title)
    if _NO_RESULT.fullmatch(head) or _EARLIER.fullmatch(head):
        yield from (
            cell
            for title, cell in column.cells
            if cell
            and cell != title
            and not ("intensity" in head.lower() and cell in scores)
            and text[cell.start : cell.end] != "%"  # the unit of the number before
        )


def _scores(text: str, table: list[Row]) -> set[Cell]:
    """The grades in the row of HER2: in a column of intensities they are its score."""
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


_REWRITTEN = {"markers": _by_marker, "places": _by_place, "items": _by_item}
