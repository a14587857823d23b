"""The worklist as a table to take out: the rows that the page shows, page after page."""

from collections.abc import Iterator

from biomarkers.record.integrity import Damaged
from patients.models import CareTeam

from .doing import task_words
from .forms import name_of
from .listing import Row, items_for, order_of, rows_of

ROWS_AT_A_TIME = 200
HEADER = (
    "MRN", "Family name", "Given name", "HER2 before", "HER2 now", "Reason", "Other reasons",
    "Next step",
    "Line", "Open since", "Requested on", "Returns on", "Owner",
)  # fmt: skip


def rows_for(user, teams: list[CareTeam], filters: dict) -> Iterator[tuple]:
    """All of them, in the order of the page as it is now; rows are read while others are sent."""
    items = items_for(user, teams, filters).order_by(*order_of(filters))
    keys = list(items.values_list("pk", flat=True))
    for first in range(0, len(keys), ROWS_AT_A_TIME):
        yield from map(_cells, rows_of(keys[first : first + ROWS_AT_A_TIME]))


def _cells(row: Row | Damaged) -> tuple:
    if isinstance(row, Damaged):
        return ("", "", "", "", "data error", f"Row {row.pk} cannot be read", *[""] * 7)
    item, patient = row.item, row.item.patient
    return (
        patient.mrn,
        patient.family_name,
        patient.given_name,
        row.was,
        row.category if row.known else "data error",
        task_words(item),
        ", ".join(row.others),
        row.next_step,
        item.assessment.line,
        item.since,
        item.requested_on,
        item.waits_until,
        name_of(item.owner) if item.owner else "",
    )
