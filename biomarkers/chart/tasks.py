"""The tasks of one patient: today the rows of the worklist, with their verbs; for a past view what
the record then asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.codes import StepKind
from biomarkers.models import Standing, WorkItem, WorkStep
from biomarkers.record.reading import Fetched
from biomarkers.wording.codes import ACTION_WORDS
from biomarkers.wording.requests import NextStep, next_steps
from biomarkers.wording.waiting import waited
from patients.language import say

from .specimen_rows import said_with, verb_of

SHOWN_AT_ONCE = 3
_DECIDING = (StepKind.DISCUSSED, StepKind.UNCHANGED, StepKind.SNOOZED)


@dataclass(frozen=True)
class Entry:
    """A verb, the kind of fact that is entered, and what its form begins with."""

    verb: str
    slug: str
    said: str = ""


_ENTRIES = {
    "tell_toxicity": Entry("Enter event", "adverseevent"),
    "date_ecog": Entry("Enter ECOG", "performancestatus"),
}


@dataclass(frozen=True)
class Task:
    """`step` holds reason and request text; `item` is None in a past view, which tells no wait."""

    title: str
    step: NextStep | None = None
    item: WorkItem | None = None
    waited: str = ""
    answer: WorkStep | None = None  # what a person last decided about it, on the facts of today

    @property
    def is_answered(self) -> bool:
        return self.item is not None and self.item.standing == Standing.ANSWERED

    @property
    def action(self) -> str:
        """The code of what is asked for."""
        if self.item:
            return self.item.action
        return self.step.code if self.step else ""

    @property
    def entry(self) -> Entry | None:
        """What answers it, entered by itself and not as a correction."""
        if self.step and self.step.specimen:
            status = self.step.specimen
            return Entry(verb_of(status), "her2reading", said_with(status))
        return _ENTRIES.get(self.action)

    @property
    def asked_on(self) -> date | None:
        return self.item.requested_on if self.item else None

    @property
    def returns_on(self) -> date | None:
        return self.item.waits_until if self.item else None


@dataclass(frozen=True)
class TaskCard:
    """Most urgent first; `done` are the actions of people, newest first."""

    tasks: tuple[Task, ...]
    done: tuple[WorkStep, ...]

    @property
    def first(self) -> tuple[Task, ...]:
        return self.tasks[:SHOWN_AT_ONCE]

    @property
    def further(self) -> tuple[Task, ...]:
        return self.tasks[SHOWN_AT_ONCE:]

    @property
    def asked(self) -> int:
        return sum(1 for task in self.tasks if task.asked_on)

    @property
    def answered(self) -> int:
        return sum(1 for task in self.tasks if task.is_answered)


def task_card(patient: Fetched, assessment: Assessment, *, as_of: date, today: date) -> TaskCard:
    steps = next_steps(assessment)
    if as_of == today:
        tasks = _tasks_today(patient, steps, today)
    else:
        tasks = tuple(Task(step.title, step) for step in steps)
    done = [step for step in patient.fetched_work_steps if step.on <= as_of]
    return TaskCard(tasks, tuple(reversed(done)))


def _tasks_today(patient: Fetched, steps: tuple[NextStep, ...], today: date) -> tuple[Task, ...]:
    by_key = {(step.code, _accession(step)): step for step in steps}
    return tuple(
        Task(
            title=ACTION_WORDS.get(item.action) or capfirst(say(item.get_why_display())),
            step=by_key.get((item.action, item.accession)),
            item=item,
            waited=waited((today - item.since).days),
            answer=_answer_to(item, patient.fetched_work_steps),
        )
        for item in patient.fetched_work_items
    )


def _answer_to(item: WorkItem, steps: Sequence[WorkStep]) -> WorkStep | None:
    """The newest step taken on these facts (domain/standing.py), where it decides something."""
    known = (item.why, item.accession, item.basis)
    taken = [step for step in steps if (step.why, step.accession, step.basis) == known]
    return taken[-1] if taken and taken[-1].kind in _DECIDING else None


def _accession(step: NextStep) -> str:
    return step.specimen.specimen.accession if step.specimen else ""
