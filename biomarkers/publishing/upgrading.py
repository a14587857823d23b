"""A newer edition of the starting content, as a draft for an installation that has a catalog.

Compared in three ways, cell by cell: what staff changed of the edition before stays as they made
it, everything else takes the new value. Nothing counts before the draft is published.
"""

from collections.abc import Iterator

from auditlog.context import disable_auditlog
from django.db import transaction

from biomarkers.catalog.starting_content import EDITION, FOLDER, content_of
from biomarkers.catalog.tables import TABLES, CatalogTable, Cells
from biomarkers.models import CatalogDraft, CatalogVersion

REASON = (
    "A newer edition of the starting content came with the program. What was changed here stays as "
    "it is; rows that the edition does not have stay too."
)


# It comes with the program: nobody here made these changes.
@disable_auditlog()
@transaction.atomic
def offer_edition() -> CatalogDraft | None:
    """The draft, once an edition; None where there is nothing to offer."""
    editions = [*CatalogVersion.objects.values_list("edition", flat=True)]
    editions += CatalogDraft.objects.values_list("edition", flat=True)
    if EDITION in editions:
        return None
    draft = CatalogDraft.objects.create(
        title=f"Starting content, edition {EDITION}", reason=REASON, edition=EDITION
    )
    for table in TABLES:
        places, rows = [], []
        for position, cells in _news(table):
            places.append({"position": position, "draft": draft})
            rows.append(cells)
        table.make_all(rows, places)
    return draft


def _news(table: CatalogTable) -> Iterator[tuple[int, Cells]]:
    """Rows that are new or differ from the ones in force, with their place."""
    stored = {row.key: row for row in table.rows.in_force()}
    before = _edition_before(table)
    for position, wanted in enumerate(content_of(table), start=1):
        key = table.key_of(wanted)
        if key not in stored:
            if key not in before:  # else staff took it out, and it stays out
                yield position, wanted
            continue
        have = table.cells_of(stored[key])
        cells = _merged(have, before.get(key), table.normal(wanted))
        if cells != have:
            yield position, cells


def _edition_before(table: CatalogTable) -> dict[tuple[str, ...], Cells]:
    edition = f"-{EDITION - 1}"
    if not (FOLDER / f"{table.file}{edition}.csv").exists():
        return {}
    return {table.key_of(row): table.normal(row) for row in content_of(table, edition)}


def _merged(have: Cells, before: Cells | None, wanted: Cells) -> Cells:
    """Cells that still say what the edition before said take the new value."""
    if before is None:
        return have
    return {
        column: wanted.get(column, cell) if cell == before.get(column, cell) else cell
        for column, cell in have.items()
    }
