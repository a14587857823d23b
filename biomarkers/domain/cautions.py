"""What to mind about an option, beside its criteria. Weighty cautions put it "with care".

Those of the safety table, those that a criterion brings with it, and those of the sequence of
treatments that stand here. Source: docs/contract/rules.md, part 7.
"""

from collections.abc import Iterable, Iterator

from .answer_codes import Caution
from .because import Because, because
from .catalog import CatalogRow, Part
from .course import Course
from .criteria import Criterion
from .her2 import Category
from .patient import Patient
from .safety import Finding, Safety

TOPOISOMERASE_ADC = "topoisomerase-I ADC"
ANTI_HER2_ANTIBODY = "anti-HER2 antibody"  # given on beyond progression

# Where one agent of the class failed, the next of it is expected to do less.
CLASSES_THAT_RESIST_TOGETHER = frozenset(
    {
        "aromatase inhibitor", "oral ER degrader", "CDK4/6 inhibitor", "PARP inhibitor",
        "PD-1 or PD-L1", "PI3K pathway inhibitor", "HER2 kinase inhibitor", "taxane",
    }
)  # fmt: skip
# Parts of a regimen that say nothing: "chemotherapy" leaves open which, and antibodies go on.
OPEN_CLASSES = ("chemotherapy", "anti_her2")
_WEIGHTY_OF_CRITERIA = (Caution.HER2_LOST,)


def cautions_of(
    row: CatalogRow,
    criteria: Iterable[Criterion],
    patient: Patient,
    safety: Safety,
    *,
    is_used: bool,
) -> tuple[Finding, ...]:
    """Each code once, weighty ones first."""
    codes = [code for criterion in criteria for code in criterion.cautions]
    of_criteria = [Finding(code, weighty=code in _WEIGHTY_OF_CRITERIA) for code in codes]
    found = (*safety.cautions, *of_criteria, *_of_sequence(row, patient, is_used=is_used))
    if len(found) <= 1:
        return found
    first = {c.code: c for c in sorted(found, key=lambda c: c.weighty)}
    return tuple(sorted(first.values(), key=lambda c: (not c.weighty, c.code)))


def _of_sequence(row: CatalogRow, patient: Patient, *, is_used: bool) -> Iterator[Finding]:
    if patient.treatments:
        if not is_used:
            yield from _given_before(row, patient)
        yield from _same_payload(row, patient)
    if not row.subjects.isdisjoint(patient.progressed_on):
        yield from _same_class(row, patient)
        yield from _backbone_progressed(row, patient)
    if _lacks_anti_her2(row, patient):
        yield Finding(Caution.NO_ANTI_HER2, weighty=True)
    if "tumors_differ" in patient.her2.flags and row.her2 != "any":
        yield Finding(Caution.TUMORS_DIFFER)


def _given_before(row: CatalogRow, patient: Patient) -> Iterator[Finding]:
    """Ended; in advanced disease also one that is still given from before it."""
    for treatment in patient.treatments_with(row.named_agent):
        early = row.setting == "advanced" and not treatment.is_metastatic
        if early or not treatment.is_ongoing:
            yield Finding(Caution.GIVEN_BEFORE, because=_given_from(treatment))


def _given_from(course: Course) -> Because:
    return because(f"{course.agent.name} ") + course.until


def _same_payload(row: CatalogRow, patient: Patient) -> Iterator[Finding]:
    """Weighty only if one of the earlier ones failed."""
    if TOPOISOMERASE_ADC not in row.part_classes:
        return
    for treatment in patient.treatments:
        if treatment.is_of(TOPOISOMERASE_ADC) and treatment.agent.name not in row.agent_names:
            failed = bool(treatment.progressed)
            yield Finding(Caution.SAME_PAYLOAD, weighty=failed, because=_given_from(treatment))


def _same_class(row: CatalogRow, patient: Patient) -> Iterator[Finding]:
    shared = row.named_agent_classes & CLASSES_THAT_RESIST_TOGETHER & patient.progressed_on
    for treatment in patient.progressed if shared else ():
        if treatment.agent.name != row.named_agent and treatment.agent.classes & shared:
            yield Finding(Caution.SAME_CLASS, weighty=True, because=treatment.progression)


def _backbone_progressed(row: CatalogRow, patient: Patient) -> Iterator[Finding]:
    """A partner of the named agent failed before, or an agent of a class that is a part."""
    if row.partner_may_have_failed:
        return
    failed = {part.name for part in row.partners if _can_fail(part)} & patient.progressed_on
    for treatment in patient.progressed if failed else ():
        if failed & {treatment.agent.name, *treatment.agent.classes}:
            yield Finding(Caution.BACKBONE_PROGRESSED, weighty=True, because=treatment.progression)


def _can_fail(partner: Part) -> bool:
    if partner.is_class:
        return partner.name not in OPEN_CLASSES
    return ANTI_HER2_ANTIBODY not in partner.classes


def _lacks_anti_her2(row: CatalogRow, patient: Patient) -> bool:
    is_positive = patient.her2.category is Category.POSITIVE
    return is_positive and row.setting == "advanced" and "anti_her2" not in row.part_classes
