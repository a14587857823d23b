"""From a workbook (.xlsx) to lines of cells as a person sees them, within bounds of size and time.

A formula is never run: its stored value is read, and that it is one is told by `computed`.
"""

import re
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Any, BinaryIO

import openpyxl

from biomarkers.exchange.records.encoding import NotATable
from biomarkers.exchange.records.faults import quoted

from .text import Line, Source, opened

MEGABYTE = 1_000_000
MOST_UNPACKED = 200 * MEGABYTE
MOST_ROWS, MOST_COLUMNS, MOST_SECONDS = 200_000, 500, 60
_MIDNIGHT = time_of_day()
_PIECE = MEGABYTE
_ONLY_ZEROS = re.compile(r"0+")
_PERCENT = re.compile(r"0(\.0+)?\s?%")


@dataclass
class Sheet:
    """`computed` counts, by place of the column from 0, cells that a formula fills; `unstored`
    those of them of which the workbook holds no value."""

    name: str
    lines: list[Line] = field(default_factory=list)
    computed: Counter = field(default_factory=Counter)
    unstored: Counter = field(default_factory=Counter)


def is_workbook(source: Source) -> bool:
    try:
        with opened(source) as file, zipfile.ZipFile(file) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, LookupError, NotImplementedError):
        return False


def sheets_of(source: Source) -> list[str]:
    """Names of the worksheets that are not hidden. Raises NotATable."""
    with _book_of(source, values=True) as book:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def sheets_with_rows(source: Source) -> list[str]:
    """Their names. Of a workbook that cannot be read none: reading it says why."""
    try:
        return [sheet.name for sheet in _sheets(source, "")]
    except NotATable:
        return []


def _sheets(source: Source, name: str) -> list[Sheet]:
    _bounded(source)
    until = time.monotonic() + MOST_SECONDS
    names = [name] if name else sheets_of(source)
    return [sheet for each in names if (sheet := _read(source, each, until)).lines]


def read_sheet(source: Source, name: str = "") -> Sheet:
    """The worksheet of that name; without one the only one that holds rows. Raises NotATable."""
    found = _sheets(source, name)
    if len(found) > 1:
        said = ", ".join(quoted(sheet.name) for sheet in found)
        raise NotATable(f"several worksheets hold rows, say which is meant: {said}")
    if not found:
        raise NotATable("no worksheet of the workbook holds a row")
    return found[0]


def _read(source: Source, name: str, until: float) -> Sheet:
    sheet = Sheet(name)
    with _book_of(source, values=True) as stored, _book_of(source, values=False) as written:
        if name not in stored.sheetnames:
            raise NotATable(f"there is no worksheet {quoted(name)}")
        rows = zip(_rows(stored[name], until), _rows(written[name], until), strict=True)
        for number, (values, formulas) in enumerate(rows, start=1):
            cells = [_text_of(cell) for cell in values]
            if any(cells):
                sheet.lines.append(Line(number, cells))
            for place, cell in enumerate(formulas):
                if cell.data_type == "f":
                    sheet.computed[place] += 1
                    sheet.unstored[place] += not cells[place]
    width = max((_width(line.cells) for line in sheet.lines), default=0)
    for line in sheet.lines:
        line.cells[:] = [*line.cells, *[""] * width][:width]
    return sheet


def _rows(sheet: Any, until: float) -> Iterator[tuple]:
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise NotATable(f"has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns")
        if time.monotonic() > until:
            raise NotATable(f"takes longer than {MOST_SECONDS} seconds to read: save it as CSV")
        yield row


def _width(cells: list[str]) -> int:
    return max((place + 1 for place, cell in enumerate(cells) if cell), default=0)


@contextmanager
def _book_of(source: Source, *, values: bool) -> Iterator[Any]:
    """Whatever a damaged file makes of the library, the reader says one sentence."""
    with opened(source) as file:
        book = _loaded(file, values=values)
        try:
            yield book
        except NotATable:
            raise
        except Exception as error:
            raise NotATable(f"the workbook is damaged ({type(error).__name__})") from error
        finally:
            book.close()


def _loaded(file: BinaryIO, *, values: bool) -> openpyxl.Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which nobody reads
            return openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
    except Exception as error:
        raise NotATable(f"the workbook cannot be opened ({type(error).__name__})") from error


def _bounded(source: Source) -> None:
    """Unpacked once and counted: a bomb is refused before anything is parsed."""
    left = MOST_UNPACKED
    try:
        with opened(source) as file, zipfile.ZipFile(file) as packed:
            for member in packed.infolist():
                with packed.open(member) as unpacked:
                    while piece := unpacked.read(_PIECE):
                        left -= len(piece)
                        if left < 0:
                            most = MOST_UNPACKED // MEGABYTE
                            raise NotATable(f"the workbook unpacks to more than {most} MB")
    except NotATable:
        raise
    except Exception as error:
        raise NotATable(f"the workbook is damaged ({type(error).__name__})") from error


def _text_of(cell: Any) -> str:
    """As a person sees it: 00123 under a format of zeros, 35% under one of percent, whole numbers
    without “.0”, days as 2016-05-09."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.isoformat() if value.time() != _MIDNIGHT else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    return str(value).strip()


def _number(value: int | float, form: str) -> str:
    if _PERCENT.fullmatch(form):
        return f"{_plain(value * 100)}%"
    if _ONLY_ZEROS.fullmatch(form) and float(value).is_integer():
        return f"{int(value):0{len(form)}d}"
    return _plain(value)


def _plain(value: int | float) -> str:
    """With the 15 digits that a spreadsheet keeps, and never as 1E+05."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"
