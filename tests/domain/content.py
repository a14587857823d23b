"""The tables to start with, as plain values: the medicine is tried on what is shipped."""

from datetime import date

from biomarkers.catalog.starting_content import rows_of
from biomarkers.domain.check_table import CheckRow, CheckTable
from biomarkers.domain.organs import Organs
from biomarkers.domain.safety_table import SafetyRow, SafetyTable
from biomarkers.domain.terms import EventTerms, TermEntry


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _safety_row(cells: dict[str, str]) -> SafetyRow:
    return SafetyRow(
        slug=cells["id"],
        hazard=cells["hazard"],
        threshold=cells["threshold"],
        scope=cells["scope"],
        applies_to=frozenset(cells["applies_to"].split(";")),
        effect=cells["effect"],
        code=cells["code"],
        weighty=cells["weighty"] == "yes",
        says=cells["says"],
        source=cells["source"],
        address=cells["address"],
        verified_on=_day(cells["verified_on"]),
    )


SAFETY = SafetyTable(tuple(_safety_row(cells) for cells in rows_of("safety")))
TERMS = EventTerms(
    tuple(
        TermEntry(cells["list"], cells["term"], cells["whole"] == "yes")
        for cells in rows_of("terms")
    )
)
CHECKS = CheckTable(
    tuple(
        CheckRow(c["agent_or_class"], c["check"], c["says"], c["valid_for"], c["source"])
        for c in rows_of("checks")
    )
)
ORGANS = Organs(tuple((cells["word"], cells["organ"]) for cells in rows_of("organs")))
