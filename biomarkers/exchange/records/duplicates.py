"""New patients who may be on record already: told, stored, and listed for merging."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from patients.likeness import Person, days_like, number_of, other_spellings, person_of
from patients.models import CareTeam, LikelyDuplicate, Patient

from .columns import PATIENTS
from .faults import Fault, quoted
from .folder import Folder
from .rows import Row
from .spool import Spool

AT_A_TIME = 400  # values in one query


@dataclass(frozen=True)
class Pair:
    """A row of a new patient, the MRN of another, and what they have in common."""

    row: Row
    other: str
    words: str

    @property
    def fault(self) -> Fault:
        return self.row.fault("mrn", self.words)


def likely_pairs(folder: Folder, spool: Spool, team: CareTeam) -> list[Pair]:
    """Of the new patients of a part of the spool, before anything of that part is written."""
    stored = set(Patient.on_file.filter(mrn__in=folder.mrns).values_list("mrn", flat=True))
    new = [row for row in folder.rows[PATIENTS] if row.mrn not in stored]
    return [*_same_person(new, spool, team), *_same_number(new, spool, team)]


def list_for_merging(pairs: list[Pair]) -> None:
    """Once all patients are written. A pair is listed once, in whichever order it was found."""
    numbers = {pair.row.mrn for pair in pairs} | {pair.other for pair in pairs}
    found = {patient.mrn: patient for patient in Patient.objects.filter(mrn__in=numbers)}
    listed: dict[tuple[UUID, ...], LikelyDuplicate] = {}
    for pair in pairs:
        if pair.row.mrn in found and pair.other in found:
            both = sorted((found[pair.row.mrn], found[pair.other]), key=lambda p: p.mrn)
            words = pair.words[:200]
            listed.setdefault(
                tuple(p.pk for p in both),
                LikelyDuplicate(patient=both[0], other=both[1], words=words),
            )
    LikelyDuplicate.objects.bulk_create(listed.values(), ignore_conflicts=True, batch_size=500)


def _same_person(new: list[Row], spool: Spool, team: CareTeam) -> Iterator[Pair]:
    """By family and given name, and a birth date that is the same or a day off."""
    days = {day for row in new if row["birth_date"] for day in days_like(row["birth_date"])}
    known: dict[tuple[Person, str], list[str]] = {}
    for chunk in in_chunks(days):
        found = Patient.objects.filter(care_team=team, birth_date__in=chunk)
        for mrn, family, given, born in found.values_list(
            "mrn", "family_name", "given_name", "birth_date"
        ):
            known.setdefault((person_of(family, given), str(born)), []).append(mrn)
    for row in new:
        if not (row["birth_date"] and row["family_name"]):
            continue
        who = person_of(row["family_name"], row["given_name"])
        for day in days_like(row["birth_date"]):
            for mrn in dict.fromkeys([*known.get((who, day), []), *spool.called(who, day)]):
                if mrn != row.mrn:
                    near = "" if day == str(row["birth_date"]) else f" but for the day, {day}"
                    yield Pair(row, mrn, f"same name and birth date as {quoted(mrn)}{near}")


def _same_number(new: list[Row], spool: Spool, team: CareTeam) -> Iterator[Pair]:
    """A record number that lost its zeros, or got “.0”, in a spreadsheet."""
    spellings = {spelling for row in new for spelling in other_spellings(row.mrn)}
    known: dict[str, set[str]] = {}
    for chunk in in_chunks(spellings):
        found = Patient.objects.filter(care_team=team, mrn__in=chunk)
        for mrn in found.values_list("mrn", flat=True):
            known.setdefault(number_of(mrn), set()).add(mrn)
    for row in new:
        number = number_of(row.mrn)
        alike = known.get(number, set()).union(spool.new_numbered(number))
        for mrn in sorted(alike - {row.mrn}):
            wrong = f"{quoted(row.mrn)} is {quoted(mrn)} but for zeros, spaces or hyphens"
            yield Pair(row, mrn, wrong)


def in_chunks(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_A_TIME):
        yield ordered[start : start + AT_A_TIME]
