"""The text of a PDF by coordinates: lines with gaps, ruled tables, columns of prose in turn.

    python -m biomarkers.reports.pdf_text < FILE        # JSON: text, or why it is refused

A file can be made to cost any time and memory, so it is read in a process of its own, within
limits.
"""

import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

MOST_PAGES = 200
MOST_CHARACTERS = 200_000
_MOST_DRAWN = 5_000_000  # bytes that draw all pages; a page of text is some thousands
_SECONDS = 20  # of processor time; the wall clock is given twice that
_BYTES = 1_500_000_000  # of address space
_DAMAGED = "is a damaged PDF. Save it again or paste the text"
_TOO_MUCH = "takes too long to read: paste the text"

Word = dict[str, Any]  # pdfplumber's: text, x0, x1, top, bottom

_GAP = 1.8  # characters; a wider one is the border of a cell
_GUTTER = 1.8  # characters between two columns of prose
_PROSE_LINES = 4  # side by side, so that they are columns
_PROSE_WORDS = 3  # a line in either column


class Refused(ValueError):
    """Nothing that can be read; the message says why, as “the file …”."""


def text_of_pdf(data: bytes) -> str:
    """Raises Refused."""
    command = [sys.executable, "-m", "biomarkers.reports.pdf_text"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=2 * _SECONDS, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise Refused(_TOO_MUCH) from None
    except json.JSONDecodeError:  # ended by a limit
        raise Refused(_TOO_MUCH) from None
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer["text"]


def _read(data: bytes) -> str:
    """A damaged file makes the libraries raise errors of many kinds; each means the same here."""
    import pdfplumber

    try:
        _check(data)
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            texts: list[str] = []
            for page in pdf.pages:
                texts.append("\n".join(_lines_of(page)))
                page.close()
                if sum(map(len, texts)) > MOST_CHARACTERS:
                    raise Refused(f"is longer than {MOST_CHARACTERS:,} characters")
    except (Refused, MemoryError):
        raise
    except Exception:
        raise Refused(_DAMAGED) from None
    return "\n".join(texts)


def _check(data: bytes) -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Refused("is password-protected. Save it without a password")
    if len(reader.pages) > MOST_PAGES:
        raise Refused(f"has more than {MOST_PAGES} pages")
    drawn = 0
    for page in reader.pages:
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        if drawn > _MOST_DRAWN:
            raise Refused("is too large when unpacked")


def _lines_of(page) -> Iterator[str]:
    tables = [table for table in page.find_tables() if len(table.rows) > 1]
    words = [
        word
        for word in page.extract_words(keep_blank_chars=False)
        if not any(_is_inside(word, table.bbox) for table in tables)
    ]
    widths = [(word["x1"] - word["x0"]) / max(len(word["text"]), 1) for word in words]
    width = median(widths) if widths else 5.0
    margin = min((word["x0"] for word in words), default=0)
    pieces: list[tuple[float, list[str]]] = [
        (top, [_line(row, left or margin, width) for row in lines])
        for top, left, lines in _blocks(_rows(words), width)
    ]
    pieces += [(table.bbox[1], list(_table(table))) for table in tables]
    for _, lines in sorted(pieces, key=lambda piece: piece[0]):
        yield from lines


def _is_inside(word: Word, box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table(table) -> Iterator[str]:
    """A row a line; what a cell breaks over lines is one."""
    yield ""
    for row in table.extract():
        yield " | ".join(" ".join((cell or "").split()) for cell in row)
    yield ""


def _rows(words: list[Word]) -> list[list[Word]]:
    """Words on one height, from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and rows[-1][0]["top"] <= middle <= rows[-1][0]["bottom"]:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word["x0"]) for row in rows]


def _blocks(
    rows: list[list[Word]], width: float
) -> Iterator[tuple[float, float, list[list[Word]]]]:
    """Lines with their height; of two columns of prose the left before the right, each with its
    left edge."""
    start = 0
    while start < len(rows):
        end, gutter = _prose(rows, start, width)
        if gutter is None:
            yield rows[start][0]["top"], 0, [rows[start]]
            start += 1
            continue
        for is_left in (True, False):
            column = [[w for w in row if (w["x1"] <= gutter) == is_left] for row in rows[start:end]]
            lines = [row for row in column if row]
            yield rows[start][0]["top"], min(row[0]["x0"] for row in lines), lines
        start = end


def _prose(rows: list[list[Word]], start: int, width: float) -> tuple[int, float | None]:
    """Where two columns of prose that begin at this line end, and where the right one begins."""
    for left, right in pairwise(rows[start]):
        if right["x0"] - left["x1"] < _GUTTER * width:
            continue
        gutter = right["x0"] - width / 2  # the right column begins on one edge
        end = start
        while end < len(rows) and _runs_in_columns(rows[end], gutter):
            end += 1
        both = [row for row in rows[start:end] if row[0]["x1"] <= gutter < row[-1]["x0"]]
        if len(both) >= _PROSE_LINES and rows[start] is both[0]:
            return end, gutter
    return start + 1, None


def _runs_in_columns(row: list[Word], gutter: float) -> bool:
    """Words of prose on either side, or on one where the other column has ended."""
    if any(word["x0"] < gutter < word["x1"] for word in row):
        return False
    left = sum(word["x1"] <= gutter for word in row)
    return all(side == 0 or side >= _PROSE_WORDS for side in (left, len(row) - left))


def _line(row: list[Word], margin: float, width: float) -> str:
    """Gaps wider than a blank or two are kept, as borders of cells; so is an indent."""
    line, before = "", None
    for word in row:
        column = round((word["x0"] - margin) / width)
        if before is None:
            line = " " * column
        else:
            gap = (word["x0"] - before["x1"]) / width
            line += " " * max(3, column - len(line)) if gap > _GAP else " "
        line, before = line + word["text"], word
    return line


def _within_limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


if __name__ == "__main__":
    _within_limits()
    try:
        print(json.dumps({"text": _read(sys.stdin.buffer.read())}))
    except Refused as refused:
        print(json.dumps({"refused": str(refused)}))
    except MemoryError:
        print(json.dumps({"refused": _TOO_MUCH}))
