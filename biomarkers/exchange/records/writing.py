"""From checked rows to stored ones: new rows in bulk, changed ones each by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Model

from patients.actions import patient_id_of
from patients.audit.recording import log_created
from patients.changes.locking import lock_records
from patients.changes.undo import same_values, values_of
from patients.models import Agent, CareTeam, ConditionKind, LineOfTreatment

from .changes import KEPT, Change, changes_of, take_over
from .columns import BIOPSIES, PATIENTS, REPORTS, TREATMENTS, File
from .faults import Fault, Refused
from .folder import Folder
from .remembering import Memory
from .rows import Key, Row
from .tables import TABLES, StoredAs
from .taken_out import TakenOut, said_of

ROWS_AT_A_TIME = 500


@dataclass
class Counts:
    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.new + other.new, self.changed + other.changed, self.same + other.same)

    @property
    def all(self) -> int:
        return self.new + self.changed + self.same


class Writing:
    """A part of a folder on its way into the record of one team, in the caller's transaction."""

    def __init__(self, folder: Folder, team: CareTeam, memory: Memory, *, erase: bool):
        self.folder = folder
        self.erase = erase  # what is stored, where a cell is empty
        self.changes: list[Change] = []
        self.new_patients: list[str] = []
        self.memory = memory
        self.team = team
        self.mrns = folder.mrns
        self.counts: dict[File, Counts] = {}
        self.touched: set[UUID] = set()  # patients whose record changed
        self.warnings: list[Fault] = []  # what was not done as the folder says, and why
        self._taken_out = TakenOut()
        self._related: dict[str, dict[Any, Model]] = {
            "agent": {agent.name: agent for agent in Agent.objects.all()},
            "kind": {kind.code: kind for kind in ConditionKind.objects.all()},
            "user": {user.get_username(): user for user in get_user_model().objects.all()},
            "patient": {},
            "biopsy": {},
            "line": {},
            "report": {},
        }

    def write(self) -> None:
        for table in TABLES:
            self.counts[table.file] = Counts()
            rows = self.folder.rows[table.file]
            if table.file is TREATMENTS:
                self._write_lines(rows)
            self._write_table(table, rows)

    def _write_table(self, table: StoredAs, rows: list[Row]) -> None:
        stored = {table.key_of(row): row for row in table.rows_of(self.mrns)}
        rows = self._without_what_was_taken_out(table, rows, stored)
        made = []
        finding = _Finding(table, stored, rows)
        for row in rows:
            values = table.values_of(row, self._related)
            found = finding.stored_as(row)
            if found is None and table.adds:
                raise Refused([row.fault(table.file.key[-1], _nothing_to_add_to(table))])
            if found is None:
                made.append(self._new(table, values, row))
            elif table.final(found):
                self._unchanged(table, found, row)
            elif self._is_changed(table, found, row, values):
                self._changed(table, found)
            else:
                self.counts[table.file].same += 1
        self._make(table, made)
        self._remember(table, [*stored.values(), *made])

    def _make(self, table: StoredAs, made: list[Model]) -> None:
        """A patient of an import that was taken back is the same person, and comes back empty."""
        if table.file is PATIENTS:
            for row in self._taken_out.returning(made):
                row.save()
        fresh = [row for row in made if row._state.adding]
        table.model.objects.bulk_create(fresh, batch_size=ROWS_AT_A_TIME)
        log_created(fresh)
        self.memory.made(made)

    def _without_what_was_taken_out(self, table: StoredAs, rows: list[Row], stored) -> list[Row]:
        """An import never brings back what a person marked as entered in error; it says so."""
        self._taken_out.learn(table, self.mrns, stored)
        why = {id(row): self._taken_out.mark_of(table, row) for row in rows}
        self.warnings += [
            row.fault(table.file.key[-1], said_of(why[id(row)])) for row in rows if why[id(row)]
        ]
        return [row for row in rows if not why[id(row)]]

    def _new(self, table: StoredAs, values: dict[str, Any], row: Row) -> Model:
        values |= {f"{column}_as_written": text for column, text in row.written.items()}
        if table.file is PATIENTS:
            values["care_team"] = self.team
            self.new_patients.append(values["mrn"])
        elif table.file is REPORTS:
            values["team"] = self.team
        self.counts[table.file].new += 1
        new = table.model(**values)
        self.touched.add(patient_id_of(new))
        return new

    def _is_changed(self, table: StoredAs, found: Model, row: Row, values: dict[str, Any]) -> bool:
        """The stored row then holds what the file says, and every cell is remembered."""
        changes = changes_of(table, found, row, erase=self.erase)
        self.changes += changes
        if changes:
            self._hold(table, found, row)
        kept = {table.field_of(change.column) for change in changes if change.kind == KEPT}
        before = values_of(found)
        is_changed = take_over(found, values, kept)
        if is_changed:
            self.memory.changed(found, before)
        return is_changed

    def _hold(self, table: StoredAs, found: Model, row: Row) -> None:
        """Lock its record; refuse if someone changed it since it was read."""
        lock_records([patient_id_of(found)])
        if not same_values(found, table.model.objects.get(pk=found.pk)):
            wrong = "someone changed it while the import ran. Import again"
            raise Refused([row.fault(table.file.key[-1], wrong)])

    def _changed(self, table: StoredAs, changed: Model) -> None:
        changed.save()
        self.counts[table.file].changed += 1
        self.touched.add(patient_id_of(changed))

    def _unchanged(self, table: StoredAs, found: Model, row: Row) -> None:
        for column, value in row.values.items():
            if table.value_of(found, column) != value:
                wrong = (
                    "a different value is already recorded, and recorded actions cannot be changed"
                )
                raise Refused([row.fault(column, wrong)])
        self.counts[table.file].same += 1

    def _remember(self, table: StoredAs, rows: list) -> None:
        """What later files name."""
        if table.file is PATIENTS:
            self._related["patient"] = {row.mrn: row for row in rows}
        elif table.file is BIOPSIES:
            self._related["biopsy"] = {(row.patient.mrn, row.accession): row for row in rows}
        elif table.file is REPORTS:
            self._related["report"] = {(row.patient.mrn, row.fingerprint): row for row in rows}

    def _write_lines(self, rows: list[Row]) -> None:
        stored = LineOfTreatment.objects.filter(patient__mrn__in=self.mrns)
        lines = {(line.patient.mrn, line.number): line for line in stored.select_related("patient")}
        numbered = {
            (row.mrn, row["line"])
            for row in rows
            if row["line"] is not None and row.mrn in self._related["patient"]
        }
        made = [
            LineOfTreatment(patient=self._related["patient"][mrn], number=number)
            for mrn, number in sorted(numbered - lines.keys())
        ]
        LineOfTreatment.objects.bulk_create(made, batch_size=ROWS_AT_A_TIME)
        log_created(made)
        self.memory.made(made)
        lines.update({(line.patient.mrn, line.number): line for line in made})
        self._related["line"] = lines


class _Finding:
    """Which stored row a row of the folder means."""

    def __init__(self, table: StoredAs, stored: Mapping[Key, Model], rows: list[Row]):
        self._stored = stored
        self._open_ones = {} if table.file is not TREATMENTS else dict(_open_ones(stored, rows))

    def stored_as(self, row: Row) -> Model | None:
        """The same key; or the agent still given that a row with an end closes."""
        return self._stored.get(row.key) or self._open_ones.pop(row.key[:-1], None)


def _nothing_to_add_to(table: StoredAs) -> str:
    known_by = ", ".join(table.file.key)
    return (
        f"no row of {table.adds.name if table.adds else ''} and no recorded row has this {known_by}"
    )


def _open_ones(stored: Mapping[Key, Model], rows: list[Row]) -> Iterator[tuple[Key, Model]]:
    """Stored treatments without an end that the folder does not hold as such any more."""
    held = {row.key for row in rows}
    for key, row in stored.items():
        if key[-1] is None and key not in held:
            yield key[:-1], row
