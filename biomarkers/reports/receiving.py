"""The text of a report that comes as a file, or a sentence that says why there is none."""

import codecs
import re
import unicodedata
from pathlib import PurePath

from biomarkers.models.reports import MOST_CHARACTERS
from patients.language import say

from .pdf_text import MOST_PAGES, Refused, text_of_pdf
from .reader.scanned import MARK
from .scans import can_read_scans, text_of_scan

__all__ = ["MOST_BYTES", "MOST_PAGES", "NoReport", "is_pdf", "text_of_file", "tidy"]

MOST_BYTES = 2_000_000
_KEPT = "\n\t"
_NO_TEXT = "contains no selectable text (a scan?). Paste the text or enter the result on the chart"
_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # no text has them


class NoReport(ValueError):
    """Nothing that can be read as a report; the message says why, as “the file …”."""


def text_of_file(name: str, data: bytes) -> str:
    """The text of a .txt or .pdf file. Raises NoReport."""
    if len(data) > MOST_BYTES:
        raise NoReport(say("is larger than {most} MB").format(most=MOST_BYTES // 1_000_000))
    match PurePath(name).suffix.lower():
        case ".pdf":
            return tidy(_text_of_pdf(data))
        case ".txt":
            return tidy(_text_of_bytes(data))
    raise NoReport(say("must be a .txt or .pdf file"))


def is_pdf(name: str) -> bool:
    return PurePath(name).suffix.lower() == ".pdf"


def tidy(text: str) -> str:
    """Lines end by a line feed alone, without blanks; what is no character becomes a blank.

    Places in a text are counted in this form of it, so it is made once, before it is kept.
    """
    if len(text) > MOST_CHARACTERS:
        raise NoReport(say("is longer than {most:,} characters").format(most=MOST_CHARACTERS))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = "".join(c if c in _KEPT or unicodedata.category(c)[0] != "C" else " " for c in text)
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if not text.strip():
        raise NoReport(_NO_TEXT)
    return text


def _text_of_bytes(data: bytes) -> str:
    """In UTF-8, UTF-16 or UTF-32; what is none of them is read as Windows-1252."""
    if not data.strip():
        raise NoReport(say("is empty"))
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8" or _CONTROLS.search(data):
            raise NoReport(say("cannot be read as text")) from None
    return data.decode("cp1252", errors="replace")


def _text_of_pdf(data: bytes) -> str:
    """A scan only where OCR is installed; the text then says so in its first line."""
    try:
        text = text_of_pdf(data)
        scanned = text_of_scan(data) if not text.strip() and can_read_scans() else ""
        return f"{MARK}\n\n{scanned}" if scanned.strip() else text
    except Refused as refused:
        raise NoReport(str(refused)) from None
