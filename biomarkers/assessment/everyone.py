"""Everyone's assessment again: in slices, so that memory is bounded and a stopped run goes on."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from time import perf_counter
from uuid import UUID

from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.models import HER2Assessment, Reassessment, WorkItem
from patients.models import Patient

from .storing import store_assessments

PATIENTS_AT_A_TIME = 200
SLICES = 64  # by the first bits of a patient's random identifier
_WIDTH = 256 // SLICES


@dataclass
class ReassessmentResult:
    patients: int = 0
    changed: int = 0
    began: float = field(default_factory=perf_counter)

    @property
    def rate(self) -> float:
        return self.patients / max(perf_counter() - self.began, 1e-6)

    def add(self, patients: int, changed: int) -> None:
        self.patients += patients
        self.changed += changed


def reassess_everyone(
    today: date,
    *,
    workers: int = 1,
    from_start: bool = False,
    progress: Callable[[int], object] = lambda patients: None,
) -> ReassessmentResult:
    """A run that was stopped on the same day under the same catalog goes on where it was."""
    run = _resumable_run(today, from_start)
    tally = ReassessmentResult()
    for patients, changed in _slices_done(range(run.next_slice, SLICES), today, workers):
        run.next_slice += 1
        run.patients += patients
        run.changed += changed
        run.save()
        tally.add(patients, changed)
        progress(patients)
    run.finished_at = timezone.now()
    run.save()
    return tally


def _resumable_run(today: date, from_start: bool) -> Reassessment:
    version = current_catalog().version
    stopped = Reassessment.objects.filter(
        day=today, catalog_version=version, finished_at=None
    ).first()
    if stopped and not from_start:
        return stopped
    return Reassessment.objects.create(day=today, catalog_version=version)


def _slices_done(slices: Iterable[int], today: date, workers: int) -> Iterator[tuple[int, int]]:
    work = partial(reassess_slice, today=today)
    if workers == 1:
        yield from map(work, slices)
        return
    # No connection is shared between processes. A new process lets go of its own too: it may
    # inherit some that this thread does not see, where an event loop runs in it.
    connections.close_all()
    start = connections.close_all
    with multiprocessing.get_context("fork").Pool(workers, initializer=start) as pool:
        yield from pool.imap(work, slices)  # in order, so that a stopped run knows its place


def reassess_slice(number: int, *, today: date) -> tuple[int, int]:
    first = UUID(bytes=bytes([number * _WIDTH]) + bytes(15))
    last = UUID(bytes=bytes([(number + 1) * _WIDTH - 1]) + b"\xff" * 15)
    patients = Patient.objects.filter(pk__gte=first, pk__lte=last)
    done = changed = 0
    for ids in _chunks(patients):
        changed += store_assessments(ids, today=today)
        done += len(ids)
    return done, changed


def reassess_due(
    today: date, *, progress: Callable[[int], object] = lambda patients: None
) -> ReassessmentResult:
    """Only those for whom a fact, a definition, an approval or the end of a wait has come."""
    due = HER2Assessment.objects.current().filter(patient=OuterRef("pk"), due_on__lte=today)
    back = WorkItem.objects.filter(patient=OuterRef("pk"), waits_until__lte=today)
    tally = ReassessmentResult()
    for ids in _chunks(Patient.objects.filter(Q(Exists(due)) | Q(Exists(back)))):
        tally.add(len(ids), store_assessments(ids, today=today))
        progress(len(ids))
    return tally


def _chunks(patients: QuerySet[Patient]) -> Iterator[list[UUID]]:
    """By key, one chunk a query: nothing is held open while the chunk is written."""
    last = None
    while True:
        rest = patients.filter(pk__gt=last) if last else patients
        ids = list(rest.order_by("pk").values_list("pk", flat=True)[:PATIENTS_AT_A_TIME])
        if not ids:
            return
        yield ids
        last = ids[-1]
