"""An import in the caller's transaction: each part of the spool is checked, written and assessed.

Nothing is written any more once there is a fault; the rest is checked, so that all are told.
"""

from collections import deque
from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db.models import F

from biomarkers.models import BoardDecision, HER2Reading, ReceptorReading
from patients.changes.locking import check_keys_now
from patients.dates import PartialDate
from patients.models import Biopsy, CareTeam, ConditionKind, Patient
from patients.signals import record_changed

from .changes import Change, gravest_first
from .checking import Specimen, Stored, faults_in
from .columns import File
from .done import Done
from .duplicates import Pair, likely_pairs, list_for_merging
from .effects import Effect, effects_of, meanings_of
from .faults import Fault, Refused
from .folder import Folder
from .meetings import MEETINGS, write_meetings
from .merged import follow_merges, settle_merged
from .names import Names
from .progress import Progress
from .remembering import Memory
from .spool import Spool
from .unassigned import UNASSIGNED, write_unassigned
from .warnings import warnings_of
from .writing import Counts, Writing

PATIENTS_AT_A_TIME = 200


class Importing:
    """What was found and done so far grows with what is told of it, never with the rows."""

    def __init__(
        self, spool: Spool, owner: CareTeam, memory: Memory, *, erase: bool, today: date
    ) -> None:
        self.faults = [*spool.faults]
        self._spool, self._owner, self._memory = spool, owner, memory
        self._erase, self._today = erase, today
        self._names = Names.stored()
        self._kinds = {kind.code: kind for kind in ConditionKind.objects.all()}
        self._counts: dict[File, Counts] = {}
        self._changes: list[Change] = []
        self._effects: list[Effect] = []
        self._told: list[Fault] = []
        self._told_last: list[Fault] = []
        self._new_patients: list[str] = []
        self._pairs: list[Pair] = []

    def all_parts(self, progress: Progress) -> None:
        for mrns in self._spool.mrns():
            on_file = Patient.on_file.filter(mrn__in=mrns)
            self._spool.note_stored(
                (mrn, kept or mrn) for mrn, kept in on_file.values_list("mrn", "merged_into__mrn")
            )
        for part in _watched(self._spool, progress):
            self._take(part)
        self._take_of_nobody()
        self._take_meetings()
        if not self.faults:
            list_for_merging(self._pairs)

    def _take(self, part: Folder) -> None:
        told = follow_merges(part)
        self.faults += faults_in(part, self._stored(part.mrns), self._names)
        if self.faults:
            return
        self._told += [*told, *settle_merged(part)]
        pairs = likely_pairs(part, self._spool, self._owner)
        self._pairs += pairs
        self._told += warnings_of(part, self._spool, self._owner, pairs)
        writing = Writing(part, self._owner, self._memory, erase=self._erase)
        before = meanings_of(part.mrns)
        try:
            writing.write()
        except Refused as refused:
            self.faults += refused.faults
            return
        self._memory.keep()
        _assess(sorted(writing.touched))
        check_keys_now()
        self._add(writing)
        self._effects += effects_of(before, meanings_of(part.mrns))

    def _add(self, writing: Writing) -> None:
        for file, counts in writing.counts.items():
            self._counts[file] = self._counts.get(file, Counts()) + counts
        self._changes += writing.changes
        self._told_last += writing.warnings
        self._new_patients += writing.new_patients

    def _take_of_nobody(self) -> None:
        for reports in self._spool.of_nobody():
            if self.faults:
                return
            new, faults = write_unassigned(reports, self._owner)
            self.faults += faults
            counts = Counts(new=new, same=len(reports) - new)
            self._counts[UNASSIGNED] = self._counts.get(UNASSIGNED, Counts()) + counts

    def _take_meetings(self) -> None:
        """They tie decisions to themselves, which every part may hold."""
        if self.faults or not self._spool.meetings:
            return
        new, faults = write_meetings(self._spool.meetings, self._owner)
        self.faults += faults
        self._counts[MEETINGS] = Counts(new=new, same=len(self._spool.meetings) - new)
        self._memory.look_again(BoardDecision)

    def _stored(self, mrns: set[str]) -> Stored:
        """Also what was entered in error: rows may refer to it, and are then left out with it."""
        patients = list(Patient.on_file.filter(mrn__in=mrns).select_related("care_team"))
        biopsies = Biopsy.on_file.filter(patient__mrn__in=mrns).order_by(
            F("in_error").desc(nulls_last=True)
        )
        return Stored(
            team=self._owner.name,
            today=self._today,
            team_of={patient.mrn: patient.care_team.name for patient in patients},
            person={patient.mrn: (patient.family_name, patient.birth_date) for patient in patients},
            collected_on={
                (mrn, accession): day
                for mrn, accession, day in biopsies.values_list(
                    "patient__mrn", "accession", "collected_on"
                )
            },
            read_on=_read_on(mrns),
            deceased_on={patient.mrn: patient.deceased_on for patient in patients},
            condition_kinds=self._kinds,
        )

    def done(self, *, dry_run: bool) -> Done:
        return Done(
            self._owner.name,
            self._counts,
            dry_run,
            gravest_first(self._changes),
            self._effects,
            [*self._told, *self._told_last],
            self._new_patients,
            self._memory.imported,
        )


def _watched(spool: Spool, progress: Progress) -> Iterator[Folder]:
    """Each part, told by how many patients it brings the import further."""
    patients = iter(progress("patients", range(len(spool))))
    for part in spool.parts():
        deque(islice(patients, len(part.mrns)), maxlen=0)
        yield part


def _read_on(mrns: set[str]) -> dict[Specimen, list[PartialDate]]:
    found: dict[Specimen, list[PartialDate]] = {}
    for model in (HER2Reading, ReceptorReading):
        readings = model.objects.filter(biopsy__patient__mrn__in=mrns)
        for mrn, accession, day in readings.values_list(
            "biopsy__patient__mrn", "biopsy__accession", "read_on"
        ):
            found.setdefault((mrn, accession), []).append(day)
    return found


def _assess(patient_ids: list) -> None:
    for start in range(0, len(patient_ids), PATIENTS_AT_A_TIME):
        some = patient_ids[start : start + PATIENTS_AT_A_TIME]
        record_changed.send(sender=Patient, patient_ids=some)
