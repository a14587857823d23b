"""CSV that people open in a spreadsheet: no cell of it is run as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence

_RUN = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(cell: object) -> str:
    """The text with an apostrophe before what a spreadsheet would run (OWASP, CSV injection).

    None is an empty cell.
    """
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_RUN) else text


def csv_for_spreadsheets(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; lines as in RFC 4180."""
    return "".join(csv_lines(header, rows)).encode()


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The same line by line, for what is sent while it is read."""
    writer = csv.writer(_Echo())
    yield f"\ufeff{writer.writerow(header)}"
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line
