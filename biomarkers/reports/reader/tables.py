"""Tables by columns, rewritten as the lines that they stand for.

A table whose head names markers, parts, tumors or specimens is read down its columns: “ER” with
what stands below it, “Tumor 1” with every marker.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile, zip_longest

from .cells import heading, line, of_others, sign, titled, words
from .column_heads import says_value
from .columns import (
    Column,
    are_keys,
    columns_of,
    heads_keys,
    is_first,
    is_marker,
    is_number,
    is_place,
    kind_of,
)
from .extents import line_above, tables
from .items import ER, HER2, KI67, PR
from .letters import BORDER, Letters, joined
from .pattern import compiled, pattern
from .rows import Cell, Row, rows_of
from .stacked import unstacked
from .table_of_items import by_item

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
_AMENDED = compiled(r"(?:amended|corrected|revised)\b")
_REPLACED = compiled(
    r"(?:previous|prior|original|initial|first|old)(?:ly)?(?: signed)? "
    r"(?:report|result|value|version)"
)
_ITEM = compiled(rf"(?:{pattern(ER, PR, KI67, HER2)})[\s:=(]{{1,4}}\S")
_MOST_LOWER = 3  # lines of a head below its first
_KEY = re.compile(r"[A-H]\d?|\d{1,2}")


def linear(letters: Letters) -> Letters:
    """The text with every table by columns rewritten."""
    letters = unstacked(letters)
    if BORDER not in letters.text:
        return letters
    letters = turned_round(letters)
    pieces: list[Letters] = []
    place = 0
    rows = rows_of(letters)
    before = {row.end + 1: row for row in rows}
    for table in tables(letters.text, rows):
        above = list(_lines_above(letters.text, before, table[0]))
        rewritten = joined(list(_rewritten(letters, table, above)))
        if _keeps_values(letters, table, rewritten):
            pieces += (letters.part(place, (above or table)[0].start), rewritten)
            place = table[-1].end
    return joined([*pieces, letters.part(place, len(letters.text))])


def _lines_above(text: str, before: dict[int, Row], head: Row) -> list[Row]:
    """The upper lines of a head that has several, from the first on."""
    above = line_above(text, before.get(head.start), head)
    return [*_lines_above(text, before, above), above] if above else []


def _rewritten(letters: Letters, table: list[Row], above: list[Row]) -> Iterator[Letters]:
    kind = kind_of(letters.text, table[0])
    if kind == "places":
        return _by_place(letters, table, above)
    return _by_marker(letters, table) if kind == "markers" else by_item(letters, table)


def _keeps_values(letters: Letters, table: list[Row], rewritten: Letters) -> bool:
    """Whether every cell with a value is still there; a table that is not understood stays."""
    kept = set(rewritten.origin)
    cells = (cell for row in table[1:] for cell in row.cells if says_value(letters.text, cell))
    return all(letters.origin[cell.start] in kept for cell in cells)


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
        pieces += (letters.part(place, row.cells[0].start), words(letters, name))
        pieces += (
            sign(letters, f" {BORDER} ", name),
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


def _by_marker(letters: Letters, table: list[Row]) -> Iterator[Letters]:
    """A line a marker; where the rows are parts or tumors, under the name of each."""
    text, columns = letters.text, columns_of(letters.text, table)
    markers = [column for column in columns if is_marker(text, column.head)]
    about = [one for one in columns[1:] if one.head.start < markers[0].head.start]
    remarks = [one for one in columns if one.head.start > markers[-1].head.start]
    titles = [title for title, _ in markers[0].cells]
    rests = _rests(titles) if table[0].by_gaps else {row: [] for row in range(len(titles))}
    told = {row: [c for one in about if (c := one.cells[row][1])] for row in rests}
    earlier = of_others(text, titles)
    are_numbered = all(any(is_number(text, cell) for cell in cells) for cells in told.values())
    if all(
        (title := titles[row]) is not None
        and (are_numbered or earlier or _is_part(text, table[0].cells[0], title))
        for row in rests
    ) or are_keys(text, tuple(title for title in titles if title)):
        for number, rest in rests.items():
            title = titles[number]
            head = table[0].cells[0] if _heads_key(text, table[0].cells[0], title) else None
            yield from titled(letters, title, told[number], head, is_earlier=title in earlier)  # type: ignore[arg-type]
            for column in [*markers, *remarks]:
                if cell := column.cells[number][1]:
                    more = (column.cells[row][1] for row in rest)
                    yield from line(letters, column.head, cell, filter(None, more))
        return
    for column in markers:
        yield from _down(letters, column)


def _rests(titles: list[Cell | None]) -> dict[int, list[int]]:
    """Rows by their number, each with those below it that have no title: the rest of its cells."""
    rests: dict[int, list[int]] = {}
    for number, title in enumerate(titles):
        if title is not None or not rests:
            rests[number] = []
        else:
            rests[max(rests)].append(number)
    return rests


def _heads_key(text: str, head: Cell, title: Cell | None) -> bool:
    """“Tumour”, above rows that are called 1 and 2."""
    is_key = title is not None and _KEY.fullmatch(text, title.start, title.end)
    return bool(is_key and _PARTS.fullmatch(text, head.start, head.end))


def _is_part(text: str, head: Cell, title: Cell) -> bool:
    """Also a bare “A” or “2” below “Part”."""
    of_parts = _PARTS.fullmatch(text, head.start, head.end)
    key = _KEY.match(text, title.start, title.end)
    is_key = key and (key.end() == title.end or text[key.end()].isspace())
    return is_place(text, title) or bool(of_parts and is_key)


def _down(letters: Letters, column: Column) -> Iterator[Letters]:
    """“ER | Result: positive | %: 95”."""
    yield words(letters, column.head)
    for title, cell in column.cells:
        if cell is None:
            continue
        yield sign(letters, f" {BORDER} ", cell)
        if title is not None and title != cell:
            yield words(letters, title)
            yield sign(letters, ": ", title)
        yield words(letters, cell)
    yield sign(letters, "\n", column.head)


def _by_place(letters: Letters, table: list[Row], above: list[Row]) -> Iterator[Letters]:
    """The rows under the name of each part, tumor or specimen in turn; without what an amended
    column replaces."""
    uppers = (
        zip(*(row.cells for row in above), strict=True) if above else [()] * len(table[0].cells)
    )
    amended = any(_AMENDED.match(letters.text, one.start, one.end) for one in table[0].cells)
    columns = columns_of(letters.text, table)
    earlier = set() if amended else _earlier_heads(letters.text, columns, above)
    for column, upper in zip(columns, uppers, strict=True):
        if is_first(letters.text, column.head) or heads_keys(letters.text, column.head):
            continue
        if amended and _REPLACED.match(letters.text, column.head.start, column.head.end):
            for _, cell in column.cells:
                yield from [sign(letters, " ", replace(cell, end=cell.start + 1))] if cell else []
            continue
        names = [*upper, column.head, *_lower_names(column)]
        is_earlier = not earlier.isdisjoint(names)
        yield from heading(letters, names[-1], names[:-1], is_earlier=is_earlier)
        if _name_themselves(letters.text, table):
            for _, cell in column.cells:
                yield from line(letters, None, cell) if cell else []
            continue
        for title, cell, rest in _with_rest(column):
            yield from line(letters, title, cell, rest)
    yield sign(letters, "\n", table[0].cells[-1])


def _earlier_heads(text: str, columns: list[Column], above: list[Row]) -> set[Cell]:
    """What heads a column of a specimen taken before, in any line of the head."""
    lower = zip_longest(*(_lower_names(column) for column in columns))
    lines = [*(row.cells for row in above), [column.head for column in columns], *lower]
    return set().union(*(of_others(text, line) for line in lines))


def _lower_names(column: Column) -> list[Cell]:
    """What stands below the head of a column and above the first row with a title: its lower
    lines."""
    above = list(takewhile(lambda pair: pair[0] is None, column.cells))
    are_above_rows = len(above) < len(column.cells) and len(above) <= _MOST_LOWER
    return [cell for _, cell in above if cell is not None and are_above_rows]


def _name_themselves(text: str, table: list[Row]) -> bool:
    """“ER 90% | ER 10%” in every row, below two sides; no line between or below goes on with one
    of them."""
    ends = [*(row.start for row in table[2:]), None]
    below = text[table[-1].end + 1 :].partition("\n")[0].strip()
    return not re.match(r"[a-z(]", below) and all(
        len(row.cells) == len(table[0].cells)
        and all(_ITEM.match(text, cell.start, cell.end) for cell in row.cells)
        and (end is None or end == row.end + 1)
        for row, end in zip(table[1:], ends, strict=True)
    )


def _with_rest(column: Column) -> list[tuple[Cell, Cell, list[Cell]]]:
    """Title and cell of each row, and what stands below them in rows without a title."""
    found: list[tuple[Cell, Cell, list[Cell]]] = []
    for title, cell in column.cells:
        if title is not None and cell is not None and cell != title:
            found.append((title, cell, []))
        elif cell is not None and found:
            found[-1][2].append(cell)
    return found
