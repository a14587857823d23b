"""What a person marked as entered in error: an import of the same rows does not bring it back."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Model

from biomarkers.models import Import
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
        self._returning: dict[str, Model] = {}  # patients of imports that were taken back, by mrn

    def learn(self, table: StoredAs, mrns: Collection[str], counting: Iterable[Key]) -> None:
        """`counting` holds the keys that are on record rightly: those are written as ever."""
        found = list(table.in_error(mrns))
        undone = _of_undone_imports(found)
        marks = {
            _known_by(table, table.key_of(row)): row.in_error
            for row in found
            if row.in_error_id not in undone
        }
        for key in counting:
            marks.pop(_known_by(table, key), None)
        self._marks[table.file] = marks
        if table.file is PATIENTS:
            self._returning = {row.mrn: row for row in found if row.in_error_id in undone}
            self._patients = {key[0]: mark for key, mark in marks.items()}
        elif table.file is BIOPSIES:
            self._specimens = marks

    def returning(self, made: Iterable[Model]) -> Iterator[Model]:
        """Of new patients those who are on file by an import that was taken back."""
        for row in made:
            if before := self._returning.get(row.mrn):
                row.pk = before.pk
                row._state.adding, row._state.db = False, before._state.db
                yield row

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


def _of_undone_imports(rows: Collection[Model]) -> set[int]:
    """Marks that nobody made of a row: its whole import was taken back."""
    marks = {row.in_error_id for row in rows}
    found = Import.objects.filter(undone_at__isnull=False, marks__in=marks)
    return set(found.values_list("marks", flat=True)) if marks else set()


def said_of(mark: EnteredInError) -> str:
    by = mark.by or "someone"
    return (
        f"not imported: {by} marked it as entered in error on {mark.at:%-d %b %Y} ({mark.why}). "
        "Restore it on the chart if it is right"
    )
