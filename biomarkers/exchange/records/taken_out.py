"""What a person marked as entered in error: an import of the same rows does not bring it back."""

from collections.abc import Collection, Iterable

from patients.models import EnteredInError

from .columns import BIOPSIES, PATIENTS, TREATMENTS, File
from .rows import Key, Row
from .tables import StoredAs


class TakenOut:
    """Keys of rows that are on file in error only, table by table as they are written."""

    def __init__(self):
        self._marks: dict[File, dict[Key, EnteredInError]] = {}
        self._patients: dict[str, EnteredInError] = {}
        self._specimens: dict[Key, EnteredInError] = {}

    def learn(self, table: StoredAs, mrns: Collection[str], counting: Iterable[Key]) -> None:
        """`counting` holds the keys that are on record rightly: those are written as ever."""
        marks = {_known_by(table, table.key_of(row)): row.in_error for row in table.in_error(mrns)}
        for key in counting:
            marks.pop(_known_by(table, key), None)
        self._marks[table.file] = marks
        if table.file is PATIENTS:
            self._patients = {key[0]: mark for key, mark in marks.items()}
        elif table.file is BIOPSIES:
            self._specimens = marks

    def mark_of(self, table: StoredAs, row: Row) -> EnteredInError | None:
        """By which act the row, its patient or its specimen was taken out; None if it counts."""
        of_specimen = table.is_of_facts and "accession" in table.file.by_name
        specimen = row.part("mrn", "accession") if of_specimen else None
        return (
            self._patients.get(row.mrn)
            or self._specimens.get(specimen)
            or self._marks[table.file].get(_known_by(table, row.key))
        )


def _known_by(table: StoredAs, key: Key | None) -> Key | None:
    """A treatment stays the same when it gets an end."""
    return key[:-1] if key and table.file is TREATMENTS else key


def said_of(mark: EnteredInError) -> str:
    by = mark.by or "someone"
    return (
        f"not imported: {by} marked it as entered in error on {mark.at:%-d %b %Y} ({mark.why}). "
        "Restore it on the chart if it is right"
    )
