"""A CSV that leaves, as a person would check it: nothing was cut off, nothing was changed."""

import csv
import hashlib
import io
import re

CLOSING = re.compile(
    r"End of file: (\d+) rows, SHA-256 of the lines before this one ([0-9a-f]{64}), "
    r"Second Look [\d.]+(, rules \d+, catalog version \d+)?"
)


def rows_of_file(content: bytes) -> list[list[str]]:
    """The rows with the header, once count and checksum of the last line are found right."""
    table, _, last = content.decode("utf-8-sig").removesuffix("\r\n").rpartition("\r\n")
    rows = list(csv.reader(io.StringIO(f"{table}\r\n", newline="")))
    said = CLOSING.fullmatch(last.strip('"'))
    assert said, last
    sent = content.removesuffix(f"{last}\r\n".encode())
    assert said[1] == str(len(rows) - 1)
    assert said[2] == hashlib.sha256(sent).hexdigest()
    return rows


def records_of_file(content: bytes) -> list[dict[str, str]]:
    header, *rows = rows_of_file(content)
    return [dict(zip(header, row, strict=True)) for row in rows]
