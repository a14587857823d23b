"""What a label asks of HER2, and which specimen answers."""

from patients.language import Words, say

from ..because import because
from ..evidence import IHCPart
from ..her2 import Category, Reason
from ..specimen import SpecimenStatus
from ..status import HER2Status
from ..words import specimen_sentence
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind

# HER2 criterion by category: (positive, low, low or ultralow, negative)
_HER2_COLUMNS = ("positive", "low", "low|ultralow", "negative")
_HER2_BY_CATEGORY = {
    Category.POSITIVE: (MET, NOT_MET, NOT_MET, NOT_MET),
    Category.LOW: (NOT_MET, MET, MET, MET),
    Category.ULTRALOW: (NOT_MET, NOT_MET, MET, MET),
    Category.NULL: (NOT_MET, NOT_MET, NOT_MET, MET),
    Category.NEGATIVE: (NOT_MET, NOT_MET, NOT_MET, MET),
    Category.EQUIVOCAL: (NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN),
    Category.UNDETERMINED: (NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN),
}
_HER2_BY_REASON = {
    Reason.NEGATIVE_WITHOUT_SCORE: (NOT_MET, NOT_KNOWN, NOT_KNOWN, MET),
    Reason.SCORE_BETWEEN: (NOT_MET, NOT_KNOWN, NOT_KNOWN, MET),
    Reason.ZERO_STAINING_NOT_STATED: (NOT_MET, NOT_MET, NOT_KNOWN, MET),
}
# Another specimen can meet these, where the deciding one does not.
_MET_BY_OTHER_SPECIMEN = {
    "positive": (Category.POSITIVE,),
    "low": (Category.LOW,),
    "low|ultralow": (Category.LOW, Category.ULTRALOW),
}
_HER2_ASKS = Words(
    {
        "positive": "HER2-positive",
        "ihc3+": "HER2 IHC 3+",
        "low": "HER2-low",
        "low|ultralow": "HER2-low or HER2-ultralow",
        "negative": "HER2-negative",
        "any": "any HER2 status",
    }
)


def her2_criterion(wanted: str, her2: HER2Status, category: Category | None = None) -> Criterion:
    """What a status answers; `category`: as if it were this one, and settled."""
    if wanted == "any":
        return Criterion(
            Kind.HER2, _HER2_ASKS[wanted], MET, because(say("HER2 status not required"))
        )
    supposed, reason = (category, None) if category else (her2.category, her2.reason)
    met = _her2_answer(wanted, her2, supposed, reason)
    sentence, cautions = her2.sentence, []
    if met is NOT_MET:
        other = _other_specimen(wanted, her2, supposed)
        if other:
            met, sentence = MET, specimen_sentence(other)
            cautions.append("other_specimen")
    missing = () if met is not NOT_KNOWN else (_her2_missing(wanted, supposed),)
    return Criterion(Kind.HER2, _HER2_ASKS[wanted], met, sentence, missing, tuple(cautions))


def _her2_answer(
    wanted: str, her2: HER2Status, category: Category, reason: Reason | None
) -> bool | None:
    ihc = her2.deciding.evidence.ihc if her2.deciding else None
    if wanted == "ihc3+":
        return _is_three_plus(ihc)
    if wanted == "low|ultralow" and reason is Reason.SCORE_BETWEEN and ihc:
        return MET if ihc.staining == "present" else NOT_KNOWN
    answers = _HER2_BY_CATEGORY[category]
    if reason in _HER2_BY_REASON:
        answers = _HER2_BY_REASON[reason]
    return answers[_HER2_COLUMNS.index(wanted)]


def _is_three_plus(ihc: IHCPart | None) -> bool | None:
    if ihc is None or ihc.score == "2-3+":
        return NOT_KNOWN
    if ihc.score == "3+":
        return NOT_KNOWN if ihc.percent_conflict else MET
    return NOT_MET


def _other_specimen(wanted: str, her2: HER2Status, category: Category) -> SpecimenStatus | None:
    """A specimen besides the deciding one, of its tumor, that has what the label asks for."""
    if wanted != "positive" and category is Category.POSITIVE:
        return None
    fitting = _MET_BY_OTHER_SPECIMEN.get(wanted, ())
    return next(
        (
            s
            for s in her2.specimens
            if s is not her2.deciding
            and s.category in fitting
            and not s.gives_way
            and her2.may_be_same_tumor(s)
        ),
        None,
    )


def _her2_missing(wanted: str, category: Category) -> str:
    return "ish" if category is Category.EQUIVOCAL and wanted != "ihc3+" else "her2_detail"
