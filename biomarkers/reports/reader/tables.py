"""Tables by columns, rewritten as the lines that they stand for.

A table whose head names markers, parts, tumors or specimens is read down its columns: “ER” with what
stands below it, “Tumor 1” with every marker. Columns of clones, intensities, dates and reference
ranges are no results and are blanked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .items import ER, HER2, IHC, ISH, KI67, PR
from .letters import BORDER, Letters, joined
from .pattern import compiled, pattern

_MARKER = re.compile(
    rf"(?:{pattern(ER, PR, KI67, HER2, ISH)})"
    rf"(?:[\s:/(,-]{{0,3}}(?:{pattern(ER, PR, IHC, ISH, HER2, 'status|receptors?|by|score|result|%')})[)]?){{0,3}}",
    re.IGNORECASE,
)
_PLACE = compiled(
    r"(?:part|specimen|tumou?r|lesion|mass|focus|block|biopsy|core|sample)\s{0,2}#?\s{0,2}(?:[A-H]\d?|\d|I{1,3})\b[^|]{0,40}",
    r"[A-H]\s{0,2}[(:,-][^|]{0,40}",
    r"(?:left|right)\b[^|]{0,40}",
    r"(?:breast|lymph node|axilla|primary|metasta\w{3,4}|liver|node)\b[^|]{0,40}",
    r"(?:current|this|present|prior|previous|earlier|outside|original|initial)\b[^|]{0,40}",
)
_FIRST = compiled(
    r"(?:bio)?markers?|tests?(?: name)?|analytes?|antibod(?:y|ies)|stains?|assays?|components?|receptors?|parameters?|proteins?|prognostic markers?|study|item|name|biomarkers? tested"
)
_NO_RESULT = compiled(
    r"(?:average |staining )?intensity(?: of staining)?|clones?|antibod(?:y|ies)|vendor|source|reference.{0,20}|(?:normal |favou?rable\b.{0,20})?ranges?|.{0,24}\branges?|cut-?\s?offs?|(?:internal |external )?controls?|allred(?: score)?|h[\s-]?score|irs|date.{0,12}|block.{0,8}|units?|methods?|platform|comments? on.{0,20}|interpretive.{0,20}|threshold|flag"
)
_PERCENT = compiled(r"(?:percent(?:age)?|%|pct)\b.{0,30}|%.{0,20}|.{0,20}(?:percent(?:age)?|%)")
_EARLIER = compiled(r"(?:prior|previous|earlier|outside|last|old)\b.{0,30}")
_BARE = re.compile(r"\s*\d{1,3}(?:\s?-\s?\d{1,3})?\s*")
_VALUE = compiled(r"\b(?:positive|negative|equivocal|amplified)\b", r"\d\s?\+|\d\s?%")


@dataclass(frozen=True)
class Cell:
    """text[start:end] of the report, without the blanks around it; `column` is its number, or its
    offset in the line where columns are told by gaps."""

    start: int
    end: int
    column: int


@dataclass(frozen=True)
class Row:
    start: int
    end: int
    cells: tuple[Cell, ...]
    by_gaps: bool


def linear(letters: Letters) -> Letters:
    """The text with every table by columns rewritten."""
    if BORDER not in letters.text:
        return letters
    pieces: list[Letters] = []
    place = 0
    rows = _rows(letters)
    for table in _tables(letters.text, rows):
        pieces += (letters.part(place, table[0].start), _rewritten(letters, table))
        place = table[-1].end
    return joined([*pieces, letters.part(place, len(letters.text))])


def _rows(letters: Letters) -> list[Row]:
    return [_row(letters, line) for line in re.finditer(r"[^\n]+", letters.text)]


def _row(letters: Letters, line: re.Match[str]) -> Row:
    borders = [line.start() + at for at, sign in enumerate(line[0]) if sign == BORDER]
    edges = [line.start() - 1, *borders, line.end()]
    # A gap was blanks before: the sign stands in the middle of them.
    by_gaps = (
        bool(borders)
        and all(
            letters.text[at - 1 : at] == " " and letters.text[at + 1 : at + 2] == " "
            for at in borders
        )
        and not line[0].lstrip().startswith(BORDER)
    )
    cells = []
    for number, (left, right) in enumerate(zip(edges, edges[1:], strict=False)):
        words = letters.text[left + 1 : right]
        start = left + 1 + len(words) - len(words.lstrip())
        column = start - line.start() if by_gaps else number
        cells.append(Cell(start, start + len(words.strip()), column))
    return Row(line.start(), line.end(), tuple(cells), by_gaps)


def _tables(text: str, rows: list[Row]) -> Iterator[list[Row]]:
    """A head that names columns, and the rows up to a blank line or a line of another kind."""
    number = 0
    while number < len(rows):
        head = rows[number]
        table = [head]
        if _kind(text, head):
            for row in rows[number + 1 :]:
                if text[table[-1].end : row.start].count("\n") > 1 or not _fits(text, head, row):
                    break
                if not text[row.start : row.end].strip():
                    continue
                table.append(row)
        if len(table) > 1:
            yield table
        number += len(table)


def _fits(text: str, head: Row, row: Row) -> bool:
    return len([c for c in row.cells if c.end > c.start]) > 1 and not _kind(text, row)


def _named(text: str, row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.end > cell.start]


def _kind(text: str, row: Row) -> str:
    """markers, places or items, if the row is the head of a table."""
    cells = _named(text, row)
    if len(cells) < 2:
        return ""
    words = [text[cell.start : cell.end] for cell in cells]
    rest = words[1:] if not _MARKER.fullmatch(words[0]) else words
    if len(rest) > 1 and all(_MARKER.fullmatch(word) for word in rest) and not _same_marker(rest):
        return "markers"
    if any(_VALUE.search(word) for word in words):
        return ""
    if len(words) > 1 and _FIRST.fullmatch(words[0].strip(" :")):
        places = [word for word in words[1:] if _PLACE.fullmatch(word)]
        return "places" if places and len(places) == len(words) - 1 else "items"
    if len(words) > 1 and all(_PLACE.fullmatch(word) for word in words):
        return "places"
    return ""


def _same_marker(words: list[str]) -> bool:
    """“ER | Estrogen receptor” is one marker, twice."""
    return (
        len({bool(re.match(r"(?i)o?e", w)) for w in words}) == 1
        and len(words) == 2
        and words[0][:1].lower() in "eo"
    )


def _rewritten(letters: Letters, table: list[Row]) -> Letters:
    kind = _kind(letters.text, table[0])
    rewrite = {"markers": _by_marker, "places": _by_place, "items": _by_item}[kind]
    return rewrite(letters, table)


def _columns(
    text: str, table: list[Row]
) -> list[tuple[Cell, list[tuple[Cell | None, Cell | None]]]]:
    """Each named column of the head with (title of the row, cell) of every row."""
    head, body = table[0], table[1:]
    heads = _named(text, head)
    columns = []
    for number, column in enumerate(heads):
        cells = []
        for row in body:
            named = _named(text, row)
            cells.append((_title(heads, row, named), _below(heads, number, row)))
        columns.append((column, cells))
    return columns


def _title(heads: list[Cell], row: Row, named: list[Cell]) -> Cell | None:
    first = named[0] if named else None
    if first is None or (
        first.column > heads[0].column
        if row.by_gaps
        else first.column >= heads[0].column and heads[0].column > 0
    ):
        return None
    return first


def _below(heads: list[Cell], number: int, row: Row) -> Cell | None:
    """What stands under a head: the cell in the same column; where gaps tell the columns, from the
    first to the last cell that is nearest to it."""
    named = [cell for cell in row.cells if cell.end > cell.start]
    if not row.by_gaps:
        return next((cell for cell in named if cell.column == heads[number].column), None)
    near = [
        cell
        for cell in named
        if number == min(range(len(heads)), key=lambda at: abs(heads[at].column - cell.column))
    ]
    return Cell(near[0].start, near[-1].end, near[0].column) if near else None


def _words(letters: Letters, cell: Cell) -> Letters:
    return letters.part(cell.start, cell.end)


def _sign(letters: Letters, sign: str, at: Cell) -> Letters:
    place = letters.origin[max(at.end - 1, 0)]
    return Letters(sign, [place] * len(sign))


def _by_marker(letters: Letters, table: list[Row]) -> Letters:
    """A line a marker; where the rows are parts or tumors, under the name of each."""
    text = letters.text
    heads = _named(text, table[0])
    columns = _columns(text, table)
    if not _MARKER.fullmatch(text[heads[0].start : heads[0].end]):
        columns = columns[1:]
    titles = [title for title, _ in columns[0][1]]
    by_rows = all(title and _PLACE.fullmatch(text[title.start : title.end]) for title in titles)
    pieces: list[Letters] = []
    for number in range(len(titles)) if by_rows else [None]:
        if number is not None:
            title = titles[number]
            pieces += (_words(letters, title), _sign(letters, ":\n", title))
        for column, cells in columns:
            pieces.append(_words(letters, column))
            for title, cell in cells if number is None else [(None, cells[number][1])]:
                if cell is None:
                    continue
                pieces.append(_sign(letters, f" {BORDER} ", cell))
                if (
                    title is not None
                    and title != cell
                    and not _MARKER.fullmatch(text[title.start : title.end])
                ):
                    pieces += (_words(letters, title), _sign(letters, ": ", title))
                pieces.append(_words(letters, cell))
            pieces.append(_sign(letters, "\n", column))
    return joined(pieces)


def _by_place(letters: Letters, table: list[Row]) -> Letters:
    """The rows under the name of each part, tumor or specimen in turn."""
    text = letters.text
    columns = _columns(text, table)
    heads = _named(text, table[0])
    if _FIRST.fullmatch(text[heads[0].start : heads[0].end].strip(" :")):
        columns = columns[1:]
    pieces: list[Letters] = []
    for column, cells in columns:
        pieces += (
            _sign(letters, "\n", column),
            _words(letters, column),
            _sign(letters, ":\n", column),
        )
        for title, cell in cells:
            if title is None or cell is None or cell == title:
                continue
            pieces += (_words(letters, title), _sign(letters, f" {BORDER} ", title))
            pieces += (_words(letters, cell), _sign(letters, "\n", cell))
    return joined([*pieces, _sign(letters, "\n", heads[-1])])


def _by_item(letters: Letters, table: list[Row]) -> Letters:
    """The rows as they stand, without the columns that are no results; percents as such."""
    text = letters.text
    columns = _columns(text, table)
    percents, blanked, earlier = set(), set(), []
    for column, cells in columns[1:]:
        head = text[column.start : column.end]
        for title, cell in cells:
            if cell is None or cell == title:
                continue
            if _NO_RESULT.fullmatch(head):
                blanked.add(cell)
            elif _EARLIER.fullmatch(head):
                blanked.add(cell)
                earlier.append((column, title, cell))
            elif _PERCENT.fullmatch(head) and _BARE.fullmatch(text[cell.start : cell.end]):
                percents.add(cell)
    pieces: list[Letters] = []
    for row in table[1:]:
        place = row.start
        for cell in sorted(blanked | percents, key=lambda cell: cell.start):
            if not row.start <= cell.start < row.end:
                continue
            if cell in percents:
                pieces += (letters.part(place, cell.end), _sign(letters, "%", cell))
            else:
                blank = Letters(
                    " " * (cell.end - cell.start), letters.origin[cell.start : cell.end]
                )
                pieces += (letters.part(place, cell.start), blank)
            place = cell.end
        pieces += (letters.part(place, row.end), _sign(letters, "\n", row.cells[-1]))
    last = None
    for column, title, cell in earlier:
        if column != last:
            pieces += (
                _sign(letters, "\n", column),
                _words(letters, column),
                _sign(letters, ":\n", column),
            )
            last = column
        if title is not None:
            pieces += (
                _words(letters, title),
                _sign(letters, f" {BORDER} ", title),
                _words(letters, cell),
                _sign(letters, "\n", cell),
            )
    return joined(pieces)
