"""Tables that people open in a spreadsheet: no cell of them is run as a formula."""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

_RUN = ("=", "+", "-", "@", "\t", "\r")

# What a spreadsheet would run: = and @ at the start, and + or - before anything but a space, a
# further sign (“+++”), a number alone (“-2”) or the words “+ve” and “-ve”.
FORMULA = re.compile(r"[=@]|[+-](?![+-]*(\s|$)|\d+([.,]\d+)?$|ve($|[\s.,;:)]))", re.IGNORECASE)
_MADE_TEXT = re.compile(f"'+(?:{FORMULA.pattern})", re.IGNORECASE)


def safe_cell(cell: object) -> str:
    """The text with an apostrophe before what a spreadsheet would run (OWASP, CSV injection).

    For tables that are only read; None is an empty cell.
    """
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_RUN) else text


def as_text(text: str) -> str:
    """For tables that are read back by `text_of`: only formulas get an apostrophe."""
    return f"'{text}" if FORMULA.match(text) or _MADE_TEXT.match(text) else text


def text_of(cell: str) -> str:
    """What `as_text` was given."""
    return cell[1:] if _MADE_TEXT.match(cell) else cell


END = "End of file"


def csv_for_spreadsheets(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, made_with: str
) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; lines as in RFC 4180."""
    return "".join(csv_lines(header, rows, made_with=made_with)).encode()


def csv_lines(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, made_with: str
) -> Iterator[str]:
    """The same line by line, for what is sent while it is read.

    The last line says that nothing was cut off: the number of rows, the SHA-256 of all lines
    before it, and `made_with`, the versions that it rests on.
    """
    writer, sent, lines = csv.writer(_Echo()), hashlib.sha256(), 0
    for line in _lines(writer, header, rows):
        sent.update(line.encode())
        lines += 1
        yield line
    hashed = f"SHA-256 of the lines before this one {sent.hexdigest()}"
    yield writer.writerow([f"{END}: {lines - 1} rows, {hashed}, {made_with}"])


def _lines(writer, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"\ufeff{writer.writerow(header)}"
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line
