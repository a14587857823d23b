"""CSV that people open in a spreadsheet: no cell of it is run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_RUN = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(cell: object) -> str:
    """The text with an apostrophe before what a spreadsheet would run (OWASP, CSV injection).

    None is an empty cell.
    """
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_RUN) else text


def csv_for_spreadsheets(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; lines as in RFC 4180."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
