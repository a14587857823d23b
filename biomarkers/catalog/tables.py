"""The tables of the catalog: their rows as cells of text, to load, compare and show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models

from biomarkers.models import (
    BeforeStartCheck,
    CatalogEntry,
    EventTerm,
    OrganWord,
    SafetyRule,
    TreatmentOption,
)
from patients.language import to_say

from .option_cells import OPTION_CHILDREN, Named, cells_of_children, children_of_cells

Cells = dict[str, str]
_WHERE = {"draft", "changed_by", "removes", "since", "until", "position", "id"}


@dataclass(frozen=True)
class CatalogTable:
    """`renamed`: columns of the file whose field has another name."""

    name: str
    file: str
    model: type[CatalogEntry]
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """As addresses name it."""
        return self.model.__name__.lower()

    @cached_property
    def fields(self) -> dict[str, models.Field]:
        """By column of the file, in the order of the model."""
        columns = {name: column for column, name in self.renamed.items()}
        own = [f for f in self.model._meta.concrete_fields if f.name not in _WHERE]
        return {columns.get(f.name, f.name): f for f in own}

    @property
    def rows(self) -> models.QuerySet:
        """With everything that `cells_of` reads, in a fixed number of queries."""
        if self.model is TreatmentOption:
            return TreatmentOption.objects.with_criteria()
        return self.model.objects.all()

    @property
    def rows_in_force(self) -> int:
        return self.model.objects.in_force().count()

    def cells_of(self, row: CatalogEntry) -> Cells:
        cells = {name: _text(getattr(row, f.name)) for name, f in self.fields.items()}
        return cells | cells_of_children(row) if isinstance(row, TreatmentOption) else cells

    def key_of(self, cells: Cells) -> tuple[str, ...]:
        columns = {field_.name: column for column, field_ in self.fields.items()}
        return tuple(cells[columns[name]] for name in self.model.KEY)

    def make(self, cells: Cells, **where: Any) -> CatalogEntry:
        """A stored row with what belongs to it; `where`: version or draft, and position.

        Raises UnknownWord.
        """
        (row,) = self.make_all([cells], [where])
        return row

    def make_all(
        self, rows: Iterable[Cells], where: Iterable[dict[str, Any]]
    ) -> list[CatalogEntry]:
        """As `make`, of many at once."""
        named = Named.stored()
        made: list[CatalogEntry] = []
        children: list[Any] = []
        for cells, place in zip(rows, where, strict=True):
            values = {f.name: _value(f, cells.get(c), named) for c, f in self.fields.items()}
            row = self.model(**values, **place)
            made.append(row)
            if isinstance(row, TreatmentOption):
                children += children_of_cells(row, cells, named)
        self.model.objects.bulk_create(made)
        for model in OPTION_CHILDREN:
            model.objects.bulk_create(child for child in children if isinstance(child, model))
        return made

    def normal(self, cells: Cells) -> Cells:
        """As `cells_of` would say it: "no" for an empty cell of yes or no, 9 for 9.0."""
        return {column: self._normal_cell(column, cell) for column, cell in cells.items()}

    def _normal_cell(self, column: str, cell: str) -> str:
        of = self.fields.get(column)
        if of is None or of.is_relation:
            return cell
        return _text(_value(of, cell))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
    return str(value)


def _value(of: models.Field, cell: str | None, named: Named | None = None) -> Any:
    """Of a column that the file does not have, what a new row begins with."""
    if cell is None:
        return of.get_default()
    match of:
        case models.ForeignKey() if named:
            return named.agent(cell)
        case models.BooleanField():
            return None if not cell and of.null else cell == "yes"
        case models.DateField():
            return date.fromisoformat(cell) if cell else None
        case models.DecimalField():
            return Decimal(cell) if cell else None
        case models.IntegerField():
            return int(cell) if cell else None
    return cell


TABLES = (
    CatalogTable(to_say("treatment options"), "catalogue", TreatmentOption, {"option": "slug"}),
    CatalogTable(to_say("safety"), "safety", SafetyRule, {"id": "slug"}),
    CatalogTable(to_say("terms"), "terms", EventTerm, {"list": "list_name"}),
    CatalogTable(
        to_say("checks before the start"), "checks", BeforeStartCheck, {"check": "check_name"}
    ),
    CatalogTable(to_say("words for organs"), "organs", OrganWord),
)
TABLE_OF: dict[type[CatalogEntry], CatalogTable] = {table.model: table for table in TABLES}
