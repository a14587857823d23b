"""Each kind of write, done again and again; what each leaves must be whole or not there at all."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.utils import timezone

from biomarkers.actions import receive_report, review_report
from biomarkers.assessment.everyone import reassess_everyone
from biomarkers.exchange.records.exporting import export_record
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import HER2Reading, PathologyReport
from patients.actions import save_facts
from patients.audit.events import Action
from patients.changes.merging import merge
from patients.changes.undo import undo
from patients.models import (
    AuditEvent,
    Biopsy,
    CareTeam,
    LVEFMeasurement,
    Patient,
    PatientMerge,
    Progression,
)
from tests.exchange.folders import read_out

ROWS = 40  # patients of one import
PASSWORD = "a long pass phrase"
Acts = Iterator[str]


def clinic() -> tuple[CareTeam, User]:
    return CareTeam.objects.get(name="Faults"), User.objects.get(username="faults")


def prepare(patients: int = 30) -> None:
    team = CareTeam.objects.create(name="Faults")
    user = User.objects.create_user("faults", password=PASSWORD)
    user.groups.add(*Group.objects.filter(name__in=["Clinicians", "Data managers"]))
    team.members.add(user)
    for number in range(patients):
        _new_patient(f"P{number}", team, user)


def _new_patient(mrn: str, team: CareTeam, user) -> Patient:
    patient = Patient(care_team=team, mrn=mrn, family_name="Fault", given_name=mrn)
    save_facts([patient], by=user)
    biopsy = Biopsy(patient=patient, accession=f"S-{mrn}", collected_on="2020", site="liver")
    save_facts([biopsy], by=user)
    return patient


# What is done. Each yields the key of what the user was told is done.


def saves(start: int) -> Acts:
    team, user = clinic()
    patients = list(Patient.objects.filter(care_team=team, mrn__startswith="P"))
    for number in count(start):
        day = date(1950, 1, 1) + timedelta(number % 20_000)
        fact = LVEFMeasurement(
            patient=patients[number % len(patients)], measured_on=day.isoformat(), percent=60
        )
        save_facts([fact], by=user)
        yield str(fact.pk)


def imports(start: int) -> Acts:
    team, user = clinic()
    for number in count(start):
        with tempfile.TemporaryDirectory() as place:
            rows = "".join(f"I{number}-{n},Import\n" for n in range(ROWS))
            Path(place, "patients.csv").write_text(f"mrn,family_name\n{rows}", encoding="utf-8")
            import_folder(Path(place), team=team.name, by=user)
        yield str(number)


def reassessments(start: int) -> Acts:
    for number in count(start):
        reassess_everyone(timezone.localdate(), from_start=True)
        yield str(number)


def reviews(start: int) -> Acts:
    team, user = clinic()
    for number in count(start):
        biopsy = _new_patient(f"R{number}", team, user).biopsies.get()
        report = receive_report(
            text=f"HER2 1+, report {number}", team=team, patient=biopsy.patient, by=user
        )
        reading = HER2Reading(biopsy=biopsy, read_on="2021-05-09", ihc_score="1+")
        review_report(report=report, facts=[reading], decisions=[], by=user)
        yield str(report.pk)


def merges(start: int) -> Acts:
    team, user = clinic()
    for number in count(start):
        kept, merged = (_new_patient(f"M{number}{side}", team, user) for side in "ab")
        done = merge(kept=kept, merged=merged, taken=[], why="the same person", by=user)
        yield str(done.pk)


def undoings(start: int) -> Acts:
    team, user = clinic()
    patients = list(Patient.objects.filter(care_team=team, mrn__startswith="P"))
    for number in count(start):
        day = date(1950, 1, 1) + timedelta(number % 20_000)
        fact = Progression(patient=patients[number % len(patients)], on=day.isoformat())
        undo(save_facts([fact], by=user), by=user)
        yield str(fact.pk)


def exports(start: int) -> Acts:
    team, user = clinic()
    for number in count(start):
        read_out(export_record(team, by=user))
        yield str(number)


ACTS: dict[str, Callable[[int], Acts]] = {
    "save": saves, "import": imports, "reassess": reassessments, "review": reviews,
    "merge": merges, "undo": undoings, "export": exports,
}  # fmt: skip


# What must be there. Each counts the keys of which nothing is left.


def _of_imports(keys: list[str]) -> int:
    return sum(Patient.objects.filter(mrn__startswith=f"I{key}-").count() != ROWS for key in keys)


def _without(found, keys: list[str]) -> int:
    return len(set(keys) - {str(key) for key in found.values_list("pk", flat=True)})


LOST: dict[str, Callable[[list[str]], int]] = {
    "save": lambda keys: _without(LVEFMeasurement.objects, keys),
    "import": _of_imports,
    "reassess": lambda keys: 0,
    "review": lambda keys: _without(PathologyReport.objects.filter(state="confirmed"), keys),
    "merge": lambda keys: _without(PatientMerge.objects, keys),
    "undo": lambda keys: _without(Progression.on_file.filter(in_error__isnull=False), keys),
    "export": lambda keys: max(
        0, len(keys) - AuditEvent.objects.filter(action=Action.EXPORT).count()
    ),
}
