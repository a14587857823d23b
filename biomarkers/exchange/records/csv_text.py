"""From values to the text of a file of a record folder, which the importer reads back."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from patients.spreadsheets import as_text

from .cells import Answers, Places, Text, Verbatim
from .columns import Column, File


def texts_of(file: File, rows: Iterable[list[Any]]) -> list[list[str]]:
    return [
        [cell_text(column, value) for column, value in zip(file.columns, row, strict=True)]
        for row in rows
    ]


def written(file: File, parts: Iterable[list[list[str]]]) -> Iterator[bytes]:
    """Its header before the first row, and lines that end as in RFC 4180; nothing without rows."""
    rows = filter(None, parts)
    for number, texts in enumerate(rows):
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        if number == 0:
            writer.writerow([column.name for column in file.columns])
        writer.writerows(texts)
        yield text.getvalue().encode()


def cell_text(column: Column, value: Any) -> str:
    """What the importer reads as this value again."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(column.kind, Answers | Places | Verbatim):
        return json.dumps(value, ensure_ascii=False)
    return as_text(value) if isinstance(column.kind, Text) else str(value)
