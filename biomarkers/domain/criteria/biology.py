"""HER2 and the receptors, asked of the patient as a whole or of each of two tumors.

Source: docs/contract/rules.md, part 7 ("HER2 criterion", ◆).
"""

from dataclasses import replace

from ..because import joined
from ..her2 import Category
from ..patient import Patient, Tumor
from .criterion import MET, NOT_KNOWN, Criterion
from .her2 import her2_criterion
from .receptor import receptor_criterion

TUMORS_DIFFER = "tumors_differ"
Criteria = tuple[Criterion, ...]


def biology_criteria(
    her2: str, hormone_receptor: str, patient: Patient, category: Category | None = None
) -> Criteria:
    """The HER2 criterion, and that of the receptors where a row asks something of them.

    `category`: as if this were the HER2 category of the patient.
    """
    if not patient.tumors:
        return _of_tumor(her2, hormone_receptor, patient.whole, patient, category)
    first, second = patient.tumors
    answers = (
        _of_tumor(her2, hormone_receptor, first, patient, category),
        _of_tumor(her2, hormone_receptor, second, patient, None),
    )
    if patient.disease.is_advanced:
        return _where_both_agree(*answers)
    return _of_the_fitting_tumor(*answers)


def _of_tumor(
    her2: str, hormone_receptor: str, tumor: Tumor, patient: Patient, category: Category | None
) -> Criteria:
    of_her2 = _her2_of(tumor, her2, category)
    if "her2_lost" in patient.her2.flags and her2 in ("positive", "low"):
        of_her2 = replace(of_her2, cautions=(*of_her2.cautions, "her2_lost"))
    if not hormone_receptor:
        return (of_her2,)
    return of_her2, _receptors_of(tumor, hormone_receptor)


def _her2_of(tumor: Tumor, wanted: str, category: Category | None) -> Criterion:
    asked = ("her2", wanted, category)
    if asked not in tumor.answers:
        tumor.answers[asked] = her2_criterion(wanted, tumor.her2, category)
    found: Criterion = tumor.answers[asked]
    return found


def _receptors_of(tumor: Tumor, wanted: str) -> Criterion:
    asked = ("receptors", wanted)
    if asked not in tumor.answers:
        tumor.answers[asked] = receptor_criterion(wanted, tumor.receptors)
    found: Criterion = tumor.answers[asked]
    return found


def _of_the_fitting_tumor(first: Criteria, second: Criteria) -> Criteria:
    """Before advanced disease: the tumor that meets more; of equals the deciding one."""
    fitting = second if _count_met(second) > _count_met(first) else first
    if _answers(first) == _answers(second):
        return fitting
    return tuple(replace(c, cautions=(*c.cautions, TUMORS_DIFFER)) for c in fitting)


def _where_both_agree(first: Criteria, second: Criteria) -> Criteria:
    """In advanced disease: not known where they differ, for it is not known which has spread."""
    return tuple(_of_both(*pair) for pair in zip(first, second, strict=True))


def _of_both(one: Criterion, other: Criterion) -> Criterion:
    if one.met is other.met:
        return replace(one, missing=tuple(sorted({*one.missing, *other.missing})))
    return replace(
        one,
        met=NOT_KNOWN,
        because=joined([one.because, other.because], "; "),
        missing=("which_tumor",),
        cautions=(*one.cautions, TUMORS_DIFFER),
    )


def _count_met(criteria: Criteria) -> int:
    return sum(criterion.met is MET for criterion in criteria)


def _answers(criteria: Criteria) -> list[bool | None]:
    return [criterion.met for criterion in criteria]
