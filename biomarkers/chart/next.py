"""What to do next, first: what the status has opened, then what to ask for."""

from dataclasses import dataclass

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.her2 import Category
from patients.dates import PartialDate

from .option_groups import is_opened_by_her2
from .requests import NextStep, next_steps
from .wording import CATEGORY_WORDS


@dataclass(frozen=True)
class Next:
    """`opened`: a sentence on what a changed status opened, or empty. `quiet` if nothing is to do."""

    opened: str
    regimens: tuple[str, ...]
    steps: tuple[NextStep, ...]

    @property
    def quiet(self) -> bool:
        return not (self.opened or self.steps)


def what_is_next(assessment: Assessment) -> Next:
    regimens = newly_opened(assessment)
    return Next(
        opened=_opened_sentence(assessment) if regimens else "",
        regimens=regimens,
        steps=next_steps(assessment),
    )


def newly_opened(assessment: Assessment) -> tuple[str, ...]:
    """Regimens that the reclassification opened, each once, in the order of the catalog."""
    opened = (
        option.row.regimen
        for option in assessment.options
        if option.new_with_reclassification and is_opened_by_her2(option)
    )
    return tuple(dict.fromkeys(opened))


def _opened_sentence(assessment: Assessment) -> str:
    entry = assessment.history.reclassification.entry
    category = CATEGORY_WORDS[Category(assessment.her2.category)]
    return f"{category} since {PartialDate.of(entry.on).in_words}"
