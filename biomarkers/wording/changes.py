"""Why and when the HER2 status changed, in words."""

from biomarkers.domain.answer_codes import Cause
from biomarkers.domain.history import DEFINITIONS
from patients.dates import PartialDate
from patients.language import say

from .codes import CAUSE_WORDS


def meaning_words(meaning: str) -> str:
    """What a status meant for treatment."""
    return say("HER2 status unclear") if meaning == "open" else say(f"HER2-{meaning}")


def change_sentence(meaning: str, on: PartialDate, cause: str) -> str:
    """`HER2-low since 5 Aug 2022: HER2-low defined`."""
    return say("{meaning} since {on}: {cause}").format(
        meaning=meaning_words(meaning), on=on.in_words, cause=cause_words(cause, on)
    )


def cause_words(cause: str, on: PartialDate) -> str:
    """Of a definition its name, else the kind of the cause."""
    if cause == Cause.DEFINITION:
        return DEFINITIONS[on.first]
    return CAUSE_WORDS[Cause(cause)]
