"""What is to be done for the patient, and what people did: the worklist's part of the chart."""

from dataclasses import dataclass
from datetime import date

from biomarkers.models import Standing, WorkItem, WorkStep
from patients.dates import PartialDate
from patients.models import Patient


@dataclass(frozen=True)
class WorkCard:
    """`items` the gravest first, only today; `steps` the newest first."""

    items: tuple[WorkItem, ...]
    steps: tuple[WorkStep, ...]


def work_card(patient: Patient, *, as_of: date, today: date) -> WorkCard:
    steps = [step for step in patient.fetched_work_steps if step.on <= as_of]
    items = patient.work_items.order_by("rank") if as_of == today else WorkItem.objects.none()
    return WorkCard(tuple(items.select_related("owner")), tuple(reversed(steps)))


STANDING_WORDS = {
    Standing.LISTED: "on the worklist",
    Standing.BEHIND: "on the worklist",
    Standing.WAITING: "waiting",
    Standing.WAITING_BEHIND: "waiting",
    Standing.ANSWERED: "answered",
}


def standing_words(item: WorkItem) -> str:
    if item.waits_until:
        return f"waits until {PartialDate.of(item.waits_until).in_words}"
    return STANDING_WORDS.get(item.standing, item.standing)
