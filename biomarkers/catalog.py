"""The catalog that is in force, compiled once for each version of it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .domain.catalog import CatalogRow
from .domain.due import days_of_rules
from .models import CatalogVersion, TreatmentOption


@dataclass(frozen=True)
class Catalog:
    """All rows, ended ones too: the day asked about decides which of them count."""

    version: int
    rows: tuple[CatalogRow, ...]

    def days_after(self, day: date) -> tuple[date, ...]:
        """Days to come on which a definition, an approval or its end takes effect."""
        return tuple(change for change in self.days if change > day)

    @cached_property
    def days(self) -> tuple[date, ...]:
        return days_of_rules(self.rows)


_compiled: dict[int, Catalog] = {}


def current_catalog() -> Catalog:
    """One query where this version is already compiled in this process."""
    version = CatalogVersion.current_number()
    if version not in _compiled:
        options = TreatmentOption.objects.with_criteria()
        compiled = Catalog(version, tuple(option.to_domain() for option in options))
        _compiled.clear()
        _compiled[version] = compiled
    return _compiled[version]
