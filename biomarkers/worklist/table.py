"""The worklist as a table to take out: the rows that the page shows, page after page."""

from collections.abc import Iterator

from patients.models import CareTeam

from .doing import task_words
from .forms import name_of
from .listing import Damaged, Row, page_for

ROWS_AT_A_TIME = 200
HEADER = (
    
        "MRN", 
        "Family name", 
        "Given name", 
        "HER2 before", 
        "HER2 now", 
        "Reason", 
        "Other reasons", 
        "Next step",
    "Line", "Open since", "Requested on", "Returns on", "Owner",
)  # fmt: skip


def rows_for(user, teams: list[CareTeam], filters: dict) -> Iterator[tuple]:
    """All of them, in the order of the page; a page is read while the one before is sent."""
    after = None
    while True:
        page = page_for(user, teams, {**filters, "after": after}, size=ROWS_AT_A_TIME)
        yield from map(_cells, page.rows)
        after = page.next_after
        if after is None:
            return


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
