"""The files of a record folder with their columns, as docs/record-format.md shows them."""

from biomarkers.exchange.records import cells
from biomarkers.exchange.records.columns import CONTRACT, FURTHER, Column, File

from .page import Table

_HEAD = ("file", "a row is known by", "columns")
_PLAIN = {
    cells.Date: "date",
    cells.Day: "whole date",
    cells.Instant: "instant",
    cells.Answers: "JSON of question, text, source",
    cells.Verbatim: "text as JSON",
    cells.Places: "JSON of [start, end]",
    cells.YesNo: "yes no",
    cells.Percentage: "percent, also a bound (<1) or a range (80-90)",
    cells.Text: "",
}


def _takes(kind: cells.Kind) -> str:
    match kind:
        case cells.Choice():
            return " ".join(kind.words)
        case cells.Whole() | cells.Number():
            return f"{kind.least} to {kind.most}"
    return _PLAIN[type(kind)]


def _default(column: Column) -> str:
    if column.default is None:
        return ""
    meaning = {True: "yes", False: "no"}.get(column.default, column.default)
    return f"; empty: {meaning}"


def _column(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    inside = (_takes(column.kind) + _default(column)).removeprefix("; ")
    return f"{name} ({inside})" if inside else name


def _row(file: File) -> tuple[str, ...]:
    columns = ", ".join(map(_column, file.columns))
    return (f"`{file.name}`", ", ".join(file.key), columns.replace("|", r"\|"))


TABLES = {
    "contract files": Table(_HEAD, tuple(map(_row, CONTRACT))),
    "further files": Table(_HEAD, tuple(map(_row, FURTHER))),
}
