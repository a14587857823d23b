"""What a person is asked to do, and for which specimen.

Source: docs/contract/rules.md, part 5. Questions to the pathologist stand here; biopsies,
molecular tests and the treatment history in next_tests.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .answer_codes import ActionCode
from .her2 import Category, Flag, Reason
from .next_tests import next_tests
from .patient import Patient
from .specimen import SpecimenStatus
from .status import HER2Status

MOLECULAR_TESTS = (
    ActionCode.TEST_ESR1,
    ActionCode.TEST_PIK3CA_AKT1_PTEN,
    ActionCode.TEST_GERMLINE_BRCA,
    ActionCode.TEST_PDL1,
)
_ASKED_OF_PATHOLOGY = {
    Reason.ISH_NEEDED: ActionCode.REQUEST_ISH,
    Reason.ISH_EQUIVOCAL: ActionCode.REQUEST_ISH,
    Reason.ISH_PENDING: ActionCode.AWAIT_ISH,
    Reason.RECOUNT_NEEDED: ActionCode.REQUEST_RECOUNT,
    Reason.IHC_NEEDED: ActionCode.REQUEST_IHC,
}
_SPOILED_BY_ACID = (ActionCode.REQUEST_ISH, ActionCode.REQUEST_RECOUNT)
_UNSCORED = {
    Reason.NEGATIVE_WITHOUT_SCORE: ActionCode.FIND_IHC_SCORE,
    Reason.SCORE_BETWEEN: ActionCode.FIND_IHC_SCORE,
    Reason.ZERO_STAINING_NOT_STATED: ActionCode.ASK_FAINT_STAINING,
}
_DISCORDANT = {
    Flag.DISCORDANT_IHC_ISH,
    Flag.STATED_ISH_CONFLICTS,
    Flag.SCORE_PERCENT_CONFLICT,
}


@dataclass(frozen=True)
class Action:
    """`specimen` is the one concerned; None where the action is about the patient."""

    code: ActionCode
    specimen: SpecimenStatus | None = None

    @property
    def accession(self) -> str | None:
        return self.specimen.specimen.accession if self.specimen else None


def actions_of(patient: Patient) -> tuple[Action, ...]:
    """In the order in which a tumor board would take them; none after death."""
    if patient.record.deceased_on:
        return ()
    her2 = patient.her2
    return (
        *_result_to_get(her2),
        *_score_to_find(her2, patient.receptors.hormone_receptor),
        *_tests_to_request(her2),
        *_results_that_disagree(her2),
        *_test_to_repeat(her2),
        *_soft_tissue_to_test(her2),
        *(Action(code) for code in next_tests(patient)),
    )


def _result_to_get(her2: HER2Status) -> Iterator[Action]:
    if her2.reason is Reason.NO_RESULT:
        yield Action(ActionCode.GET_HER2_RESULT, _newest(her2.specimens))


def _newest(specimens: tuple[SpecimenStatus, ...]) -> SpecimenStatus | None:
    return min(specimens, key=lambda s: s.recency, default=None)


def _score_to_find(her2: HER2Status, hormone_receptor: str) -> Iterator[Action]:
    """One specimen is asked about: the newest whose report leaves the score or staining out."""
    asked = dict(_UNSCORED)
    if hormone_receptor == "negative":  # ultralow opens nothing without hormone receptors
        del asked[Reason.ZERO_STAINING_NOT_STATED]
    newest = _newest(tuple(s for s in her2.specimens if _leaves_score_out(s, asked)))
    if newest is None or newest.reason is None:
        return
    expressing = any(
        s.category in (Category.LOW, Category.POSITIVE) and not s.is_of_different_tumor(newest)
        for s in her2.specimens
    )
    if her2.is_newer(newest) or not her2.is_determined or not expressing:
        yield Action(asked[newest.reason], newest)


def _leaves_score_out(specimen: SpecimenStatus, asked: dict[Reason, ActionCode]) -> bool:
    """A score that its percentage contradicts is there: it is to be reviewed, not found."""
    return specimen.reason in asked and Flag.SCORE_PERCENT_CONFLICT not in specimen.flags


def _tests_to_request(her2: HER2Status) -> Iterator[Action]:
    for specimen in her2.speaking_or_newer:
        code = _ASKED_OF_PATHOLOGY.get(specimen.reason) if specimen.reason else None
        spoiled = specimen.specimen.decalcification == "acid" and code in _SPOILED_BY_ACID
        if code and not spoiled:
            yield Action(code, specimen)


def _results_that_disagree(her2: HER2Status) -> Iterator[Action]:
    for specimen in her2.speaking_or_newer:
        if specimen.flags & _DISCORDANT or specimen.reason is Reason.CONFLICT:
            yield Action(ActionCode.REVIEW_DISCORDANCE, specimen)


def _test_to_repeat(her2: HER2Status) -> Iterator[Action]:
    newest = _newest(her2.specimens)
    if newest and newest.reason is Reason.NOT_EVALUABLE:
        yield Action(ActionCode.REPEAT_TEST, newest)


def _soft_tissue_to_test(her2: HER2Status) -> Iterator[Action]:
    if her2.deciding and her2.deciding.low_confidence:
        yield Action(ActionCode.RETEST_SOFT_TISSUE, her2.deciding)
