"""What a person is asked to do about the HER2 status, and for which specimen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .her2 import Category, Flag, Reason
from .specimen import SpecimenStatus
from .status import HER2Status

_ASKED_OF_PATHOLOGY = {
    Reason.ISH_NEEDED: "request_ish",
    Reason.ISH_EQUIVOCAL: "request_ish",
    Reason.ISH_PENDING: "await_ish",
    Reason.RECOUNT_NEEDED: "request_recount",
    Reason.IHC_NEEDED: "request_ihc",
}
_UNSCORED = {
    Reason.NEGATIVE_WITHOUT_SCORE: "find_ihc_score",
    Reason.ZERO_STAINING_NOT_STATED: "ask_faint_staining",
}
_DISCORDANT = {Flag.DISCORDANT_IHC_ISH, Flag.STATED_ISH_CONFLICTS}


@dataclass(frozen=True)
class Action:
    """`specimen` is the one concerned; None for consider_biopsy."""

    code: str
    specimen: SpecimenStatus | None = None

    @property
    def accession(self) -> str | None:
        return self.specimen.specimen.accession if self.specimen else None


def actions_of(
    her2: HER2Status, *, hormone_receptor: str, progressed_since_biopsy: bool
) -> tuple[Action, ...]:
    """In the order in which a tumor board would take them."""
    return (
        *_score_to_find(her2, hormone_receptor),
        *_tests_to_request(her2),
        *_results_that_disagree(her2),
        *_test_to_repeat(her2),
        *_soft_tissue_to_test(her2),
        *([Action("consider_biopsy")] if progressed_since_biopsy else []),
    )


def _score_to_find(her2: HER2Status, hormone_receptor: str) -> Iterator[Action]:
    """One specimen is asked about: the newest whose report leaves the score or staining out."""
    asked = dict(_UNSCORED)
    if hormone_receptor == "negative":  # ultralow opens nothing without hormone receptors
        del asked[Reason.ZERO_STAINING_NOT_STATED]
    unscored = [s for s in her2.specimens if s.reason in asked]
    if not unscored:
        return
    newest = min(unscored, key=lambda s: s.recency)
    expressing = any(s.category in (Category.LOW, Category.POSITIVE) for s in her2.specimens)
    if her2.is_newer(newest) or not her2.is_determined or not expressing:
        yield from (
            Action(code, newest) for reason, code in asked.items() if newest.reason is reason
        )


def _tests_to_request(her2: HER2Status) -> Iterator[Action]:
    for specimen in her2.speaking_or_newer:
        if specimen.reason in _ASKED_OF_PATHOLOGY:
            yield Action(_ASKED_OF_PATHOLOGY[specimen.reason], specimen)


def _results_that_disagree(her2: HER2Status) -> Iterator[Action]:
    for specimen in her2.speaking_or_newer:
        if specimen.flags & _DISCORDANT or specimen.reason is Reason.CONFLICT:
            yield Action("review_discordance", specimen)


def _test_to_repeat(her2: HER2Status) -> Iterator[Action]:
    newest = min(her2.specimens, key=lambda s: s.recency, default=None)
    if newest and newest.reason is Reason.NOT_EVALUABLE:
        yield Action("repeat_test", newest)


def _soft_tissue_to_test(her2: HER2Status) -> Iterator[Action]:
    if her2.speaking and her2.speaking.low_confidence:
        yield Action("retest_soft_tissue", her2.speaking)


def progressed_since_biopsy(her2: HER2Status, progressions: list[date]) -> bool:
    """A progression later than the newest biopsy, or without any biopsy."""
    newest = max((s.specimen.collected_on.first for s in her2.specimens), default=date.min)
    return any(day > newest for day in progressions)
