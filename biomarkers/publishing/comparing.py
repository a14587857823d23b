"""What differs between two states of the catalog, row by row and cell by cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from biomarkers.catalog.tables import TABLES, CatalogTable, Cells
from biomarkers.models import CatalogDraft, CatalogEntry
from patients.language import to_say


@dataclass(frozen=True)
class CellChange:
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row added, changed or removed. `entry` is the row after, or the one removed."""

    table: CatalogTable
    entry: CatalogEntry
    before: Cells | None
    after: Cells | None

    @property
    def what(self) -> str:
        if self.before is None:
            return to_say("new")
        return to_say("removed") if self.after is None else to_say("changed")

    @property
    def name(self) -> str:
        return " · ".join(self.entry.key)

    @property
    def admin_address(self) -> str:
        return f"admin:biomarkers_{self.table.slug}_change"

    @property
    def cells(self) -> list[CellChange]:
        """Of a new row every cell that says something; of one removed none."""
        if self.after is None:
            return []
        before = self.before or dict.fromkeys(self.after, "")
        return [
            CellChange(column, before[column], cell)
            for column, cell in self.after.items()
            if cell != before[column]
        ]


def changes_of(draft: CatalogDraft) -> list[RowChange]:
    """What the draft changes of the catalog in force; of a published one, what it changed."""
    if draft.published:
        return changes_between(draft.published.number - 1, draft.published.number)
    return list(_of_draft(draft))


def _of_draft(draft: CatalogDraft) -> Iterator[RowChange]:
    for table in TABLES:
        changed = list(table.rows.filter(draft=draft, since__isnull=True))
        in_force = _by_key(table, table.rows.in_force()) if changed else {}
        for row in changed:
            before = in_force.get(row.key)
            after = None if row.removes else table.cells_of(row)
            yield RowChange(table, row, table.cells_of(before) if before else None, after)


def changes_between(one: int, other: int) -> list[RowChange]:
    """From version `one` to version `other`, in the order of the tables."""
    return [change for table in TABLES for change in _between(table, one, other)]


def _between(table: CatalogTable, one: int, other: int) -> Iterator[RowChange]:
    before = _by_key(table, table.rows.at(one))
    after = _by_key(table, table.rows.at(other))
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        if was and now and was.pk == now.pk:
            continue
        cells = (table.cells_of(row) if row else None for row in (was, now))
        change = RowChange(table, now or was, *cells)
        if change.before != change.after:
            yield change


def _by_key(table: CatalogTable, rows: Iterable[CatalogEntry]) -> dict[tuple, CatalogEntry]:
    return {row.key: row for row in rows}
