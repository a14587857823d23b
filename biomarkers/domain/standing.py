"""What people have done about a piece of work, and what is therefore left of it.

An answer holds for what it was given on: when the facts that a piece of work rests on change, the
answer no longer applies and the work comes back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .work import Why, Work

WAIT_AFTER_REQUEST = 14  # days: a laboratory is not chased sooner
WAIT_AFTER_CHASE = 7
WAIT_WHEN_LATER = 90


@dataclass(frozen=True)
class Done:
    """One step that a person took. `until` is the day on which the work is to come back."""

    kind: str  # requested chased discussed unchanged snoozed brought_back
    why: Why
    basis: str
    on: date
    accession: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Standing:
    """The state of a piece of work on a day."""

    work: Work
    answered: bool = False
    waits_until: date | None = None
    requested_on: date | None = None

    def is_due(self, today: date) -> bool:
        waiting = self.waits_until is not None and self.waits_until > today
        return not self.answered and not waiting


def amended_results(steps: Iterable[Done]) -> list[Work]:
    """Values that an amended report changed after a person had confirmed them, together for each
    specimen."""
    handed: dict[str, list[Done]] = {}
    for step in steps:
        if step.kind == "assigned" and step.why is Why.AMENDED:
            handed.setdefault(step.accession, []).append(step)
    return [
        Work(Why.AMENDED, Why.AMENDED, _joined(of), accession, of[-1].on)
        for accession, of in handed.items()
    ]


def _joined(steps: list[Done]) -> str:
    return "; ".join(dict.fromkeys(step.basis for step in steps))


def standing_of(work: Work, steps: Iterable[Done]) -> Standing:
    """The steps, oldest first, that were taken on the facts as they are now."""
    standing = Standing(work)
    for step in steps:
        if (step.why, step.accession, step.basis) == (work.why, work.accession, work.basis):
            standing = _after(standing, step)
    return standing


def _after(standing: Standing, step: Done) -> Standing:
    """An answer closes the work; one that names a day lets it wait until then."""
    asked = step.kind in ("requested", "chased")
    return Standing(
        standing.work,
        answered=step.kind in ("discussed", "unchanged") and step.until is None,
        waits_until=step.until,
        requested_on=step.on if asked else standing.requested_on,
    )
