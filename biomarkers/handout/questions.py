"""The questions of the handout, in the order in which patients ask them."""

from collections.abc import Mapping

from biomarkers.domain.assessment import Assessment

from .about_her2 import meaning, score
from .about_the_drug import candidate, compared, pregnancy, side_effects
from .about_the_plan import after_that, biopsy, gene_changes, quality_of_life
from .answer import Answer, Told

_QUESTIONS = (
    score,
    meaning,
    gene_changes,
    biopsy,
    candidate,
    side_effects,
    pregnancy,
    compared,
    quality_of_life,
    after_that,
)


def answers_for(assessment: Assessment, brands: Mapping[str, str]) -> list[Answer]:
    """Return the answers that this patient needs; none after death.

    `brands` holds a brand name by generic name.
    """
    if assessment.record.deceased_on:
        return []
    told = Told(assessment, brands)
    answers = (question(told) for question in _QUESTIONS)
    return [answer for answer in answers if answer]
