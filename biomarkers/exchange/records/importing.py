"""A folder of CSV files into the record: all rows or none."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from biomarkers.models import HER2Reading, Import, ReceptorReading
from patients.audit.recording import acting
from patients.changes.locking import is_lock_timeout, wait_no_longer_than
from patients.models import Biopsy, CareTeam, ConditionKind, Patient
from patients.signals import record_changed

from .changes import CHANGED, Change, gravest_first
from .checking import Stored, faults_in
from .columns import File
from .duplicates import likely_pairs, list_for_merging
from .effects import Effect, effects_of, meanings_of
from .faults import Fault, Refused
from .folder import Folder, read_folder
from .meetings import MEETINGS, write_meetings
from .merged import follow_merges, settle_merged
from .names import Names
from .unassigned import UNASSIGNED, write_unassigned
from .warnings import warnings_of
from .writing import Counts, Writing

Progress = Callable[[str, Iterable[Any]], Iterable[Any]]

FIRST_TEAM = "Clinic"
LOCK_SECONDS = 60
BUSY = "another import or a save held the record for a minute. Nothing was imported: try again"
PATIENTS_AT_A_TIME = 200


def unwatched(what: str, rows: Iterable[Any]) -> Iterable[Any]:
    return rows


@dataclass(frozen=True)
class Done:
    """What an import did, or would do. `warnings` are told, and what they name is stored."""

    team: str
    counts: dict[File, Counts]
    dry_run: bool
    changes: list[Change] = field(default_factory=list)  # the gravest first
    effects: list[Effect] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    new_patients: list[str] = field(default_factory=list)  # record numbers
    imported: Import | None = None  # by which it can be taken back

    @property
    def summary(self) -> str:
        return "\n".join([self._counted, *self._told])

    @property
    def _told(self) -> Iterator[str]:
        """A dry run tells every changed cell; warnings, and what was kept or erased, always."""
        if self.dry_run:
            yield from map(str, (c for c in self.changes if c.kind == CHANGED))
            yield from map(str, self.effects)
            if self.new_patients:
                yield f"New patients: {', '.join(self.new_patients)}"
        yield from map(str, (c for c in self.changes if c.kind != CHANGED))
        yield from (f"Warning: {warning}" for warning in self.warnings)
        if self.imported:
            number = self.imported.pk
            yield f"This was import {number}; undo_import {number} takes it back."

    @property
    def _counted(self) -> str:
        every = self.counts.values()
        new, changed = sum(c.new for c in every), sum(c.changed for c in every)
        same = sum(c.same for c in every)
        if not new and not changed:
            return f"Nothing changed: all {same:,} rows are on record already."
        lines = [
            f"  {file.name}: {counts.new:,} new, {counts.changed:,} changed, {counts.same:,} same"
            for file, counts in self.counts.items()
            if counts.all
        ]
        did = "Dry run, nothing saved. Would import" if self.dry_run else "Imported"
        return "\n".join([f"{did} for {self.team}: {new:,} new rows, {changed:,} changed.", *lines])


def import_folder(
    path: Path,
    *,
    team: str | None = None,
    dry_run: bool = False,
    erase: bool = False,
    by=None,
    today: date | None = None,
    progress: Progress = unwatched,
) -> Done:
    """One transaction. Raises Refused, with every fault of the folder, and writes nothing then.

    What lies after `today`, by the clock where it is not said, is a fault. An empty cell leaves
    what is stored, unless it shall `erase` it.
    """
    folder = read_folder(path)
    return import_read(
        folder,
        source=str(path),
        team=team,
        dry_run=dry_run,
        erase=erase,
        by=by,
        today=today,
        progress=progress,
    )


def import_read(
    folder: Folder,
    *,
    source: str,
    team: str | None = None,
    dry_run: bool = False,
    erase: bool = False,
    by=None,
    today: date | None = None,
    progress: Progress = unwatched,
) -> Done:
    """As `import_folder`, of rows that are read already, from a place that is called `source`."""
    try:
        with transaction.atomic(), acting(by):
            wait_no_longer_than(LOCK_SECONDS)
            owner = team_named(team)
            told = follow_merges(folder)
            folder.faults += faults_in(
                folder, _stored(folder.mrns, owner, today or timezone.localdate()), Names.stored()
            )
            folder.refuse_if_faulty()
            told += settle_merged(folder)
            pairs = likely_pairs(folder, owner)
            told += warnings_of(folder, owner, pairs)
            writing = Writing(folder, owner, erase=erase)
            before = meanings_of(folder.mrns)
            writing.write(progress)
            _write_beside(folder, owner, writing)
            list_for_merging(pairs)
            _assess(sorted(writing.touched), progress)
            effects = effects_of(before, meanings_of(folder.mrns))
            imported = None if dry_run else writing.memory.store(owner, source, by)
            transaction.set_rollback(dry_run)
    except OperationalError as error:
        if not is_lock_timeout(error):
            raise
        raise Refused([Fault(source, None, None, BUSY)]) from error
    except IntegrityError as error:
        wrong = (
            f"the database rejected the import: {error}. If another import is running, wait and "
            "try again"
        )
        raise Refused([Fault(source, None, None, wrong)]) from error
    return Done(
        owner.name,
        writing.counts,
        dry_run,
        gravest_first(writing.changes),
        effects,
        [*told, *writing.warnings],
        writing.new_patients,
        imported,
    )


def _write_beside(folder: Folder, owner: CareTeam, writing: Writing) -> None:
    """What is of no one patient: reports without one, and meetings."""
    if folder.unassigned:
        new, folder.faults = write_unassigned(folder.unassigned, owner)
        folder.refuse_if_faulty()
        writing.counts[UNASSIGNED] = Counts(new=new, same=len(folder.unassigned) - new)
    if folder.meetings:
        new, folder.faults = write_meetings(folder.meetings, owner)
        folder.refuse_if_faulty()
        writing.counts[MEETINGS] = Counts(new=new, same=len(folder.meetings) - new)


def team_named(name: str | None) -> CareTeam:
    """The team that is meant, locked: one import at a time.

    `no_key`: saving a patient refers to the row of the team, and does not wait for this lock.
    """
    locked = CareTeam.objects.select_for_update(no_key=True).order_by("pk")
    teams = {team.name: team for team in locked}
    if name is None and len(teams) > 1:
        wrong = f"there is more than one care team; choose one with --team: {', '.join(teams)}"
        raise Refused([Fault("team", None, None, wrong)])
    if name is None:
        name = next(iter(teams), FIRST_TEAM)
    return teams.get(name) or CareTeam.objects.create(name=name)


def _stored(mrns: set[str], team: CareTeam, today: date) -> Stored:
    """Also what was entered in error: rows may refer to it, and are then left out with it."""
    patients = list(Patient.on_file.filter(mrn__in=mrns).select_related("care_team"))
    biopsies = Biopsy.on_file.filter(patient__mrn__in=mrns).order_by(
        F("in_error").desc(nulls_last=True)
    )
    read_on: dict = {}
    for model in (HER2Reading, ReceptorReading):
        readings = model.objects.filter(biopsy__patient__mrn__in=mrns)
        for mrn, accession, day in readings.values_list(
            "biopsy__patient__mrn", "biopsy__accession", "read_on"
        ):
            read_on.setdefault((mrn, accession), []).append(day)
    return Stored(
        team=team.name,
        today=today,
        team_of={patient.mrn: patient.care_team.name for patient in patients},
        person={patient.mrn: (patient.family_name, patient.birth_date) for patient in patients},
        collected_on={
            (mrn, accession): day
            for mrn, accession, day in biopsies.values_list(
                "patient__mrn", "accession", "collected_on"
            )
        },
        read_on=read_on,
        deceased_on={patient.mrn: patient.deceased_on for patient in patients},
        condition_kinds={kind.code: kind for kind in ConditionKind.objects.all()},
    )


def _assess(patient_ids: list, progress: Progress) -> None:
    starts = range(0, len(patient_ids), PATIENTS_AT_A_TIME)
    for start in progress("assessing", starts):
        record_changed.send(
            sender=Patient, patient_ids=patient_ids[start : start + PATIENTS_AT_A_TIME]
        )
