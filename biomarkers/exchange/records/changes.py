"""What an import changes of the record, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from .csv_text import cell_text
from .rows import Row
from .tables import StoredAs

CHANGED, ERASED, KEPT = "changed", "erased", "kept"
# The gravest first: what decides on treatment, then what dates it, then the rest of the record.
_GRAVEST = (
    "her2_readings.csv",
    "patients.csv metastatic_on",
    "patients.csv deceased_on",
    "receptors.csv",
    "alterations.csv",
    "biopsies.csv",
    "treatments.csv",
    "markers.csv",
)


@dataclass(frozen=True)
class Change:
    """One cell of a stored row: `kind` is changed, erased, or kept where an empty cell left what
    is stored. `known_by` is the key of its row without the record number."""

    kind: str
    file: str
    line: int
    mrn: str
    known_by: str
    column: str
    old: str
    new: str

    @property
    def gravity(self) -> int:
        """The smaller, the graver."""
        names = (f"{self.file} {self.column}", self.file)
        return next((n for n, name in enumerate(_GRAVEST) if name in names), len(_GRAVEST))

    def __str__(self) -> str:
        row = " ".join(filter(None, (self.mrn, self.known_by)))
        if self.kind == KEPT:
            what = f"the cell is empty, “{self.old}” stays"
        else:
            what = f"“{self.old}” becomes {f'“{self.new}”' if self.new else 'not known'}"
        return f"{self.file}:{self.line} {self.column}: {what} ({row})"


def changes_of(table: StoredAs, stored: Model, row: Row, *, erase: bool) -> list[Change]:
    """Of the columns that the file has; of an empty cell nothing changes unless it shall erase."""
    return list(_changes(table, stored, row, erase))


def _changes(table: StoredAs, stored: Model, row: Row, erase: bool) -> Iterator[Change]:
    known_by = " ".join(_text(table, stored, name) for name in row.file.key if name != "mrn")
    for name, value in row.values.items():
        old = table.value_of(stored, name)
        if old == value:
            continue
        is_blank = name in row.blank
        kind = CHANGED if not is_blank else ERASED if erase else KEPT
        yield Change(
            kind,
            row.file.name,
            row.line,
            row.mrn,
            known_by,
            name,
            _text(table, stored, name),
            "" if is_blank else cell_text(row.file.by_name[name], value),
        )


def _text(table: StoredAs, stored: Model, name: str) -> str:
    return cell_text(table.file.by_name[name], table.value_of(stored, name))


def gravest_first(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: (change.gravity, change.mrn, change.line))


def take_over(stored: Model, values: dict[str, Any], kept: set[str]) -> bool:
    """Whether anything changed. Columns that the file does not have, and fields that are `kept`,
    stay as they are."""
    changed = {
        name: value
        for name, value in values.items()
        if name not in kept and getattr(stored, name) != value
    }
    for name, value in changed.items():
        setattr(stored, name, value)
    return bool(changed)
