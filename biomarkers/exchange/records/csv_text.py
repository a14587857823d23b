"""From values to the text of a file of a record folder, which the importer reads back."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from patients.spreadsheets import as_text

from .cells import Answers, Places, Text, Verbatim
from .columns import Column, File


def table_text(file: File, rows: Iterable[list[Any]]) -> str:
    """With its header, and lines that end as in RFC 4180; empty where there are no rows."""
    texts = [
        [cell_text(column, value) for column, value in zip(file.columns, row, strict=True)]
        for row in rows
    ]
    if not texts:
        return ""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([column.name for column in file.columns])
    writer.writerows(texts)
    return written.getvalue()


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
