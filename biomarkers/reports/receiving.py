"""The text of a report that comes as a file, or a sentence that says why there is none."""

import io
import unicodedata
from pathlib import PurePath

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from biomarkers.exchange.records.encoding import NotATable, bad_character, decoded
from biomarkers.models.reports import MOST_CHARACTERS

MOST_BYTES = 2_000_000
MOST_PAGES = 200
_MOST_DRAWN = 5_000_000  # bytes that draw all pages; a page of text is some thousands
_KEPT = "\n\t"
_NO_TEXT = "holds no text: a scan? Paste the text, or enter the reading on the chart"


class NoReport(ValueError):
    """Nothing that can be read as a report; the message says why, as “the file …”."""


def text_of_file(name: str, data: bytes) -> str:
    """The text of a .txt or .pdf file. Raises NoReport."""
    if len(data) > MOST_BYTES:
        raise NoReport(f"is larger than {MOST_BYTES // 1_000_000} MB")
    match PurePath(name).suffix.lower():
        case ".pdf":
            return tidy(_text_of_pdf(data))
        case ".txt":
            return tidy(_text_of_bytes(data))
    raise NoReport("is neither .txt nor .pdf")


def tidy(text: str) -> str:
    """Lines end by a line feed alone, without blanks; what is no character becomes a blank.

    Places in a text are counted in this form of it, so it is made once, before it is kept.
    """
    if len(text) > MOST_CHARACTERS:
        raise NoReport(f"is longer than {MOST_CHARACTERS:,} characters")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = "".join(c if c in _KEPT or unicodedata.category(c)[0] != "C" else " " for c in text)
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if not text.strip():
        raise NoReport(_NO_TEXT)
    return text


def _text_of_bytes(data: bytes) -> str:
    if not data.strip():
        raise NoReport("is empty")
    try:
        text = decoded(data)
    except NotATable as error:
        raise NoReport(f"cannot be read: {error}") from None
    if wrong := bad_character(text):
        raise NoReport(f"cannot be read: {wrong}")
    return text


def _text_of_pdf(data: bytes) -> str:
    """A damaged file makes the reader raise errors of many kinds; each means the same here."""
    try:
        return "\n".join(_pages(PdfReader(io.BytesIO(data))))
    except NoReport:
        raise
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError,
            NotImplementedError, RuntimeError, OSError, AssertionError, MemoryError):  # fmt: skip
        raise NoReport("is a damaged PDF: save it again, or paste the text") from None


def _pages(reader: PdfReader) -> list[str]:
    if reader.is_encrypted:
        raise NoReport("is encrypted: save it without a password")
    if len(reader.pages) > MOST_PAGES:
        raise NoReport(f"has more than {MOST_PAGES} pages")
    texts: list[str] = []
    drawn = 0
    for page in reader.pages:
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        if drawn > _MOST_DRAWN:
            raise NoReport("unpacks to more than a report has")
        texts.append(page.extract_text())
        if sum(map(len, texts)) > MOST_CHARACTERS:
            raise NoReport(f"is longer than {MOST_CHARACTERS:,} characters")
    return texts
