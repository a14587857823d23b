"""The files of a record folder with their columns, as docs/record-format.md shows them."""

from biomarkers.domain import codes
from biomarkers.exchange.records import cells
from biomarkers.exchange.records.columns import CONTRACT, FILES, FURTHER, Column, File
from patients import codes as record_codes
from patients.codes import Code

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


def _lists() -> dict[tuple[str, ...], type[Code]]:
    """The code lists of the record, by their codes."""
    found = [*vars(record_codes).values(), *vars(codes).values()]
    lists = [kind for kind in found if isinstance(kind, type) and issubclass(kind, Code)]
    return {tuple(code.value for code in kind): kind for kind in lists if len(kind)}


def _words(column: Column, lists: dict[tuple[str, ...], type[Code]]) -> str:
    """Where the page says something else than the code."""
    of = lists.get(column.kind.words, ()) if isinstance(column.kind, cells.Choice) else ()
    said = [f"`{code}` {code.words}" for code in of if code.words != code.replace("_", " ")]
    return " · ".join(said)


def _words_of_columns() -> Table:
    lists = _lists()
    rows = (
        (f"`{file.name}` {column.name}", _words(column, lists))
        for file in FILES
        for column in file.columns
    )
    return Table(("column", "words on the page"), tuple(row for row in rows if row[1]))


TABLES = {
    "contract files": Table(_HEAD, tuple(map(_row, CONTRACT))),
    "further files": Table(_HEAD, tuple(map(_row, FURTHER))),
    "words of columns": _words_of_columns(),
}
