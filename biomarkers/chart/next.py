"""What to do next, first: what the status has opened, then what to ask for."""

from dataclasses import dataclass

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.grounds import newly_opened
from biomarkers.domain.her2 import Category
from biomarkers.domain.options import State
from biomarkers.domain.work import ASKS_FOR_HER2_EXPRESSION
from biomarkers.wording.codes import CATEGORY_WORDS
from biomarkers.wording.requests import NextStep, next_steps
from patients.dates import PartialDate

from .option_groups import event_words


@dataclass(frozen=True)
class Next:
    """`opened`, `blocked`: sentences on what the status opened, or would have; or empty."""

    opened: str
    regimens: tuple[str, ...]
    blocked: str
    steps: tuple[NextStep, ...]

    @property
    def quiet(self) -> bool:
        return not (self.opened or self.blocked or self.steps)


def what_is_next(assessment: Assessment) -> Next:
    regimens = newly_opened(assessment)
    return Next(
        opened=_opened_sentence(assessment) if regimens else "",
        regimens=tuple(regimens),
        blocked=_blocked_sentence(assessment),
        steps=next_steps(assessment),
    )


def _opened_sentence(assessment: Assessment) -> str:
    entry = assessment.history.reclassification.entry
    category = CATEGORY_WORDS[Category(assessment.her2.category)]
    return f"{category} since {PartialDate.of(entry.on).in_words}"


def _blocked_sentence(assessment: Assessment) -> str:
    """What the HER2 status would open, were it not for an adverse event."""
    for option in assessment.options:
        fits = all(c.met for c in option.criteria)
        if option.state is State.BLOCKED and fits and option.row.her2 in ASKS_FOR_HER2_EXPRESSION:
            category = CATEGORY_WORDS[assessment.her2.category]
            event = event_words(option.block)
            return f"{category} fits {option.row.regimen}, but it is blocked: {event}."
    return ""
