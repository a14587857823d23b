"""From the bytes of another's text file to lines of cells: encoding, delimiter, comment lines.

UTF-8 and UTF-16 show themselves; any other bytes are read only as what the mapping names. A file
of any size is read as its lines are asked for.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from biomarkers.exchange.records.encoding import NotATable, bad_character

DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";", "vertical bar": "|"}
UTF_8, WINDOWS = "utf-8", "windows-1252"
Source = bytes | Path  # what was uploaded, or where it lies
ENCODINGS = (UTF_8, WINDOWS)
_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_PIECE = 1_000_000  # bytes
_LOOKED_AT = 10_000  # characters, by which a file of another kind shows itself
_NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a first line that Excel writes


@dataclass(frozen=True)
class Line:
    """Stripped cells, and the physical line on which they begin, from 1."""

    number: int
    cells: list[str]


def opened(source: Source) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def encoding_of(source: Source) -> str:
    """As a mapping names it: Windows-1252 where the bytes are neither UTF-8 nor marked."""
    if _marked(source):
        return UTF_8
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(source) as file:
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return WINDOWS
    return UTF_8


def _marked(source: Source) -> str:
    """The codec of the byte-order mark, if it has one."""
    with opened(source) as file:
        begins = file.read(4)
    return next((codec for mark, codec in _MARKS if begins.startswith(mark)), "")


def physical_lines(source: Source, encoding: str = UTF_8) -> Iterator[str]:
    """With their ends, as they are asked for. Raises NotATable."""
    length = 0
    says_something = False
    for line in _decoded(source, encoding):
        if wrong := bad_character(line[: max(0, _LOOKED_AT - length)]):
            hint = f"{wrong}. Or say so: encoding = “{WINDOWS}”"
            raise NotATable(hint if "0x" in wrong else wrong)
        length += len(line)
        says_something = says_something or bool(line.strip())
        yield line
    if not says_something:
        raise NotATable("the file is empty: it has not even a header line")


def _decoded(source: Source, encoding: str) -> Iterator[str]:
    marked = _marked(source)
    is_utf_8 = encoding == UTF_8 or encoding_of(source) == UTF_8
    codec = marked or ("utf-8" if is_utf_8 else "cp1252")
    errors = "surrogateescape" if codec == "utf-8" else "strict"
    with io.TextIOWrapper(opened(source), encoding=codec, errors=errors, newline="") as text:
        try:
            yield from text
        except UnicodeDecodeError as error:
            if marked:
                raise NotATable(f"begins as {marked.upper()} and is damaged") from None
            byte = error.object[error.start]
            raise NotATable(f"byte 0x{byte:02X} is neither UTF-8 nor Windows-1252") from None


def delimiter_of(lines: Iterable[str], comment: str) -> str:
    """The name of what parts the header into the most columns."""
    for line in lines:
        if named := _NAMED_DELIMITER.match(line):
            return next((name for name, sign in DELIMITERS.items() if sign == named[1]), "comma")
        if not _is(line, comment):
            return max(DELIMITERS, key=lambda name: len(_parted(line, DELIMITERS[name])))
    return next(iter(DELIMITERS))


def _parted(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def lines_of(physical: Iterable[str], delimiter: str) -> Iterator[Line]:
    """Lines in which a cell says something. Raises csv.Error."""
    reader = csv.reader(_without_named_delimiter(physical), delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Line(number, [cell.strip() for cell in cells])
        number = reader.line_num + 1


def _without_named_delimiter(physical: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(physical):
        yield "\n" if number == 0 and _NAMED_DELIMITER.match(line) else line


def without_comments(physical: Iterable[str], comment: str, said: list[str]) -> Iterator[str]:
    """Of a line that begins with `comment` only its end stays; what it says is added to `said`."""
    for line in physical:
        if _is(line, comment):
            said.append(line.removeprefix(comment).rstrip("\r\n"))
            yield "\n"
        else:
            yield line


def _is(line: str, comment: str) -> bool:
    return bool(comment) and line.startswith(comment)
