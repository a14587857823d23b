"""From the bytes of a CSV file to text: UTF-8, and what to say of anything else."""

import codecs
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

_OTHER_ENCODINGS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_ESCAPED = 0xDC00  # what `surrogateescape` adds to a byte that it cannot decode
_BAD_CHARACTER = re.compile("[\0\udc80-\udcff]")
_OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


class NotATable(ValueError):
    """The file cannot be read as a table in UTF-8 at all; the message says why."""


def lines_of(file: BinaryIO) -> Iterator[str]:
    """The physical lines of a comma-separated file, read as they are asked for.

    Bytes that are not UTF-8 are kept as lone surrogates for `bad_character`. Raises NotATable where
    the first line shows that the file is of another kind, and at its end where it says nothing.
    """
    begins = file.read(4)
    for mark, encoding in _OTHER_ENCODINGS:
        if begins.startswith(mark):
            raise NotATable(f"the file is written in {encoding}: save it as UTF-8")
    file.seek(len(codecs.BOM_UTF8) if begins.startswith(codecs.BOM_UTF8) else 0)
    text = io.TextIOWrapper(file, encoding="utf-8", errors="surrogateescape", newline="")
    first = text.readline()
    _refuse_other_kinds(first)
    says_something = False
    for line in chain(filter(None, [first]), text):
        says_something = says_something or bool(line.strip())
        yield line
    if not says_something:
        raise NotATable("the file is empty: the header row is missing")


def _refuse_other_kinds(first: str) -> None:
    if wrong := bad_character(first):
        raise NotATable(wrong)
    if "," in first:
        return
    for delimiter, name in _OTHER_DELIMITERS.items():
        if delimiter in first:
            raise NotATable(f"the columns are separated by {name}: save the file with commas")


def bad_character(text: str) -> str | None:
    """What is wrong with the first character that is NUL or was not UTF-8, if there is one."""
    found = _BAD_CHARACTER.search(text)
    if not found:
        return None
    if found[0] == "\0":
        return "the file contains a NUL character (damaged, or UTF-16?): save it as UTF-8"
    byte = ord(found[0]) - _ESCAPED
    return f"byte 0x{byte:02X} is not UTF-8 (Latin-1, Windows-1252?): save the file as UTF-8"
