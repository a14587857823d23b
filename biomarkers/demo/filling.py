"""Stories into the database, in bulk: bounded batches, a fixed number of queries each."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from biomarkers.assessment.storing import store_assessments
from biomarkers.models import Alteration, HER2Reading, MarkerResult, ReceptorReading
from patients.changes.taking_back import words_of
from patients.models import (
    Agent,
    AgentGiven,
    Biopsy,
    CareTeam,
    EnteredInError,
    LineOfTreatment,
    Patient,
    Progression,
)
from patients.search.keeping import keep_words

from .stories import Story, stories

PATIENTS_AT_A_TIME = 500
ROWS_AT_A_TIME = 1_000


def make_cohort(
    number: int, *, seed: int, teams: int, progress: Callable[[int], object] = lambda done: None
) -> None:
    """`number` patients spread over `teams` care teams; nothing of it is in the audit log."""
    clinics = [CareTeam.objects.get_or_create(name=f"Clinic {n}")[0] for n in range(1, teams + 1)]
    agents = {agent.name: agent for agent in Agent.objects.all()}
    told = stories(number, seed)
    placing = Random(seed)
    for batch in _batches(told):
        with transaction.atomic():
            patients = _write(batch, clinics, agents, placing)
            store_assessments(patients, today=timezone.localdate())
            keep_words(patients)
        progress(len(batch))


def _batches(told: Iterator[Story]) -> Iterator[list[Story]]:
    while batch := list(islice(told, PATIENTS_AT_A_TIME)):
        yield batch


def _write(
    batch: list[Story], clinics: list[CareTeam], agents: dict[str, Agent], placing: Random
) -> list[UUID]:
    pairs = [
        (
            Patient(
                id=UUID(int=placing.getrandbits(128), version=4),
                care_team=placing.choice(clinics),
                **story.patient,
            ),
            story,
        )
        for story in batch
    ]
    _make(Patient, (patient for patient, _ in pairs))
    biopsies = [
        (Biopsy(patient=patient, **specimen.fields), specimen)
        for patient, story in pairs
        for specimen in story.specimens
    ]
    _make(Biopsy, (biopsy for biopsy, _ in biopsies))
    _make(HER2Reading, (HER2Reading(biopsy=b, **row) for b, s in biopsies for row in s.readings))
    _make(
        ReceptorReading,
        (ReceptorReading(biopsy=b, **row) for b, s in biopsies for row in s.receptors),
    )
    lines = {
        (patient.pk, row["line"]): LineOfTreatment(patient=patient, number=row["line"])
        for patient, story in pairs
        for row in story.treatments
        if row["line"]
    }
    _make(LineOfTreatment, lines.values())
    _make(AgentGiven, (_given(p, row, lines, agents) for p, s in pairs for row in s.treatments))
    _make(Progression, (Progression(patient=p, **row) for p, s in pairs for row in s.progressions))
    _make(Alteration, (Alteration(patient=p, **row) for p, s in pairs for row in s.alterations))
    _take_back([MarkerResult(patient=p, **row) for p, s in pairs for row in s.markers_in_error])
    return [patient.pk for patient, _ in pairs]


def _given(patient: Patient, row: dict, lines: dict, agents: dict[str, Agent]) -> AgentGiven:
    return AgentGiven(
        patient=patient,
        setting="metastatic",
        line=lines.get((patient.pk, row["line"])),
        agent=agents[row["agent"]],
        started_on=row["started_on"],
        ended_on=row["ended_on"],
        end_reason=row["end_reason"],
    )


def _take_back(results: list[MarkerResult]) -> None:
    """Entered in error, after a handout had been printed with them."""
    for result in results:
        result.in_error = EnteredInError(
            patient=result.patient,
            words=words_of(result),
            why="Result of another patient",
            rested_on=f"Handout printed, {result.tested_on}",
        )
    _make(EnteredInError, (result.in_error for result in results))
    _make(MarkerResult, results)


def _make(model, rows: Iterable) -> None:
    model.objects.bulk_create(rows, batch_size=ROWS_AT_A_TIME)
