"""Where a table by columns begins and ends, and which lines are of its head."""

from collections.abc import Iterator

from .column_heads import says_value
from .columns import are_places, is_corner, is_place, kind_of, names_specimen
from .rows import BESIDE, Cell, Row, ends_title, is_inside, is_rest, split_under


def tables(text: str, rows: list[Row]) -> Iterator[list[Row]]:
    """A head that names columns, and the rows up to a blank line or a line of another kind."""
    number = 0
    while number < len(rows):
        table = [rows[number]]
        if kind_of(text, rows[number]):
            before, is_of_items = table[0], kind_of(text, table[0]) == "items"
            for place, row in enumerate(rows[number + 1 :], number + 2):
                if text[before.end : row.start].count("\n") > 1:
                    break
                row = split_under(text, table[0], row)
                following = rows[place] if place < len(rows) else None
                if ends_title(text, table, row):
                    before = row
                    continue
                if is_lower_line(text, table, row):
                    table, before = [*table, row], row
                    continue
                if _is_head(text, table[0], row) or (
                    len(row.cells) == 1
                    and not is_rest(table[0], row)
                    and not (is_of_items and is_inside(text, table[0], row, following))
                ):
                    break
                table += [row] if row.cells else []
                before = row
        if len(table) > 1:
            yield table
        number += len(table)


def _is_head(text: str, above: Row, row: Row) -> bool:
    """“Breast | Right | Left” below “Tumour R1 | Tumour L1” is a row with its title."""
    is_titled = len(row.cells) == len(above.cells) + 1 and all(
        is_place(text, cell) for cell in above.cells
    )
    return bool(kind_of(text, row)) and not (above.by_gaps and is_titled)


def is_lower_line(text: str, table: list[Row], row: Row) -> bool:
    """“left breast | left axilla”, right below “Marker | Specimen A | Specimen B”: a line of the
    head, whose cells all stand under one of its specimens."""
    head = table[0]
    if (
        not row.cells
        or kind_of(text, head) != "places"
        or any(says_value(text, cell) for cell in row.cells)
    ):
        return False
    has_corner = is_corner(text, head.cells[0])
    if not (has_corner or len(row.cells) < len(head.cells) or len(table) > 1):
        return False  # a head of its own
    heads = head.cells[1:] if has_corner else head.cells
    return all(_are_under(heads, one, head.by_gaps) for one in (*table[1:], row))


def _are_under(heads: tuple[Cell, ...], row: Row, by_gaps: bool) -> bool:
    if not by_gaps:
        numbers = {head.number for head in heads}
        return heads[0].number > 0 and all(cell.number in numbers for cell in row.cells)
    return heads[0].offset > 0 and all(
        any(abs(cell.offset - head.offset) <= BESIDE for head in heads) for cell in row.cells
    )


def line_above(text: str, above: Row | None, head: Row) -> Row | None:
    """The line above of a head of places that has several: it names the same specimens, cell by
    cell, by number or day; “Marker” may stand before them."""
    if above is None or not above.cells or kind_of(text, head) != "places":
        return None
    has_corner = is_corner(text, above.cells[0]) and not is_corner(text, head.cells[0])
    cells = above.cells[1:] if has_corner else above.cells
    if len(cells) != len(head.cells):
        return None
    beside = zip(cells, head.cells, strict=True)
    if above.by_gaps and any(abs(one.offset - other.offset) > BESIDE for one, other in beside):
        return None
    are_named = all(names_specimen(text, cell) and not says_value(text, cell) for cell in cells)
    is_line = are_named or are_places(text, cells)
    return Row(above.start, above.end, cells, above.by_gaps) if is_line else None
