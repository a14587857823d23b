"""The subtype by which treatment is grouped: hormone receptors, and whether HER2 is positive."""

from patients.codes import Code

from .her2 import Category, Reason
from .receptors import ReceptorStatus
from .status import HER2Status

_NOT_POSITIVE = frozenset({Category.LOW, Category.ULTRALOW, Category.NULL, Category.NEGATIVE})
# Of these what is missing tells the kinds of negative apart, and nothing else.
_NEGATIVE_OF_A_KIND = frozenset(
    {Reason.NEGATIVE_WITHOUT_SCORE, Reason.SCORE_BETWEEN, Reason.ZERO_STAINING_NOT_STATED}
)


class Subtype(Code):
    HR_POSITIVE = "hr_positive", "HR+, HER2 not positive"
    HER2_POSITIVE = "her2_positive", "HER2-positive"
    TRIPLE_NEGATIVE = "triple_negative", "triple-negative"
    NOT_KNOWN = "not_known", "subtype not known"


def subtype_of(her2: HER2Status, receptors: ReceptorStatus) -> Subtype:
    """HER2-low and HER2-ultralow count as not positive, as in guidelines."""
    if her2.category is Category.POSITIVE:
        return Subtype.HER2_POSITIVE
    if her2.category not in _NOT_POSITIVE and her2.reason not in _NEGATIVE_OF_A_KIND:
        return Subtype.NOT_KNOWN
    match receptors.hormone_receptor:
        case "positive":
            return Subtype.HR_POSITIVE
        case "negative":
            return Subtype.TRIPLE_NEGATIVE
    return Subtype.NOT_KNOWN
