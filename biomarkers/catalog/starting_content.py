"""The catalog to start with, where there is none yet; staff keep it in the admin afterwards.

The files are the project's own (content/README.md). An installation that has a catalog gets a
newer edition of them as a draft: see upgrading.py.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from auditlog.context import disable_auditlog
from django.db import transaction

from biomarkers.domain.codes import CatalogChange
from biomarkers.models import CatalogVersion, Gene, GeneName
from patients.starting_content import listed

from .tables import TABLES, CatalogTable, Cells

EDITION = 2  # of the files, counted up with each one that staff should look at
FOLDER = Path(__file__).parent / "content"


# Nobody changed anything: what is there from the start is not in the audit log.
@disable_auditlog()
@transaction.atomic
def load_catalog() -> None:
    """Each table by itself, where it is empty."""
    if not Gene.objects.exists():
        _load_genes()
    empty = [table for table in TABLES if not table.model.objects.exists()]
    if not empty:
        return
    whole = EDITION if len(empty) == len(TABLES) else None
    version = CatalogVersion.bump(CatalogChange.STARTING_CONTENT, edition=whole)
    for table in empty:
        rows = list(content_of(table))
        places = range(1, len(rows) + 1)
        table.make_all(rows, ({"position": n, "since": version.number} for n in places))


def content_of(table: CatalogTable, edition: str = "") -> Iterator[Cells]:
    """The rows of the file, or of an earlier edition of it."""
    for row in rows_of(f"{table.file}{edition}"):
        yield row | {"parts": row["regimen"]} if "regimen" in row else row


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_genes() -> None:
    rows = list(rows_of("genes"))
    genes = Gene.objects.bulk_create(
        Gene(symbol=row["symbol"], hgnc_id=row["hgnc_id"], name=row["name"]) for row in rows
    )
    GeneName.objects.bulk_create(
        GeneName(gene=gene, name=name, is_misspelling=column == "misspellings")
        for gene, row in zip(genes, rows, strict=True)
        for column in ("aliases", "misspellings")
        for name in listed(row[column])
    )
