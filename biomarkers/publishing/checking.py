"""What of the catalog needs checking: never verified, or so long ago that it may have changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from biomarkers.catalog.tables import TABLE_OF, CatalogTable
from biomarkers.domain.spans import months_after
from biomarkers.models import BeforeStartCheck, CatalogEntry, SafetyRule, TreatmentOption
from patients.language import to_say

MONTHS = 6  # a row that was verified so long ago needs checking again, where nothing else is asked
_WITH_SOURCES = (TreatmentOption, SafetyRule, BeforeStartCheck)


@dataclass(frozen=True)
class ToCheck:
    table: CatalogTable
    entry: CatalogEntry

    @property
    def name(self) -> str:
        return " · ".join(self.entry.key)

    @property
    def why(self) -> str:
        if not self.entry.source:
            return to_say("no source")
        never = self.entry.verified_on is None
        return to_say("not verified") if never else to_say("verified long ago")


def needs_checking(today: date, *, months: int = MONTHS) -> list[ToCheck]:
    """Rows in force, those never verified first, then the longest ago."""
    found = list(_old(today, months))
    return sorted(found, key=lambda item: (item.entry.verified_on or date.min, item.table.name))


def _old(today: date, months: int) -> Iterator[ToCheck]:
    for model in _WITH_SOURCES:
        for entry in model.objects.in_force():
            verified_on = entry.verified_on
            if verified_on is None or months_after(verified_on, months) < today:
                yield ToCheck(TABLE_OF[model], entry)
