"""From the bytes of another's text file to lines of cells: encoding, delimiter, comment lines.

UTF-8 and UTF-16 show themselves; any other bytes are read only as what the mapping names.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from biomarkers.exchange.records.encoding import NotATable, bad_character

DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";", "vertical bar": "|"}
UTF_8, WINDOWS = "utf-8", "windows-1252"
ENCODINGS = (UTF_8, WINDOWS)
_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a first line that Excel writes


@dataclass(frozen=True)
class Line:
    """Stripped cells, and the physical line on which they begin, from 1."""

    number: int
    cells: list[str]


def encoding_of(data: bytes) -> str:
    """As a mapping names it: Windows-1252 where the bytes are neither UTF-8 nor marked."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return UTF_8
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return WINDOWS
    return UTF_8


def text_of(data: bytes, encoding: str = UTF_8) -> str:
    """Raises NotATable."""
    text = _decoded(data, encoding)
    if not text.strip():
        raise NotATable("the file is empty: it has not even a header line")
    if wrong := bad_character(text[:10_000]):
        raise NotATable(f"{wrong}. Or say so: encoding = “{WINDOWS}”" if "0x" in wrong else wrong)
    return text


def _decoded(data: bytes, encoding: str) -> str:
    for mark, marked in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(marked)
            except UnicodeDecodeError:
                raise NotATable(f"begins as {marked.upper()} and is damaged") from None
    if encoding_of(data) == UTF_8 or encoding == UTF_8:
        return data.decode("utf-8", errors="surrogateescape")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise NotATable(f"byte 0x{byte:02X} is neither UTF-8 nor Windows-1252") from None


def delimiter_of(text: str, comment: str) -> str:
    """The name of what parts the header into the most columns."""
    if named := _NAMED_DELIMITER.match(text):
        return next((name for name, sign in DELIMITERS.items() if sign == named[1]), "comma")
    lines = text.splitlines()
    header = next((line for line in lines if not comment or not line.startswith(comment)), "")
    return max(DELIMITERS, key=lambda name: len(_parted(header, DELIMITERS[name])))


def _parted(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def lines_of(text: str, delimiter: str) -> Iterator[Line]:
    """Lines in which a cell says something. Raises csv.Error."""
    physical = io.StringIO(text, newline="").readlines()
    if _NAMED_DELIMITER.match(text):
        physical[0] = "\n"
    reader = csv.reader(physical, delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Line(number, [cell.strip() for cell in cells])
        number = reader.line_num + 1


def comments_of(text: str, comment: str) -> tuple[str, list[str]]:
    """The text without its comment lines, of which only the line ends stay; and those lines."""
    if not comment:
        return text, []
    physical = io.StringIO(text, newline="").readlines()
    said = [line.removeprefix(comment).rstrip("\r\n") for line in physical if _is(line, comment)]
    return "".join("\n" if _is(line, comment) else line for line in physical), said


def _is(line: str, comment: str) -> bool:
    return line.startswith(comment)
