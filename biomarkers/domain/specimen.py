"""One specimen on one day: its evidence, its category, and how far it can be trusted."""

import re
from dataclasses import dataclass
from datetime import date

from patients.sites import is_the_breast

from .evidence import Evidence, Gathering, gathered_by
from .her2 import Category, Finding, Flag, Reason, as_named_on, classify
from .ish import ISH, ISHEvidence, counts_absent_in_2013_rules, ish_evidence, ratio_mismatch
from .once import once
from .organs import Organs
from .record import Specimen

NO_ORGANS = Organs()

# Words that name a bone. A node beside a bone ("iliac node") is not a bone.
_BONE = re.compile(
    r"\b(bones?|bony|skull|cranium|calvari(a|um)|mandible|maxilla|spine|vertebrae?|vertebral"
    r"|sacrum|sacral|coccyx|ribs?|sternum|manubrium|clavicle|scapula|humerus|radius|ulna|pelvis"
    r"|hip|ilium|iliac (crest|wing)|ischium|pubis|acetabulum|femur|femoral (head|neck|shaft)"
    r"|tibia|fibula|patella)\b",
    re.IGNORECASE,
)
_NODE = re.compile(r"\b(nodes?|nodal|lymph)\b", re.IGNORECASE)

# Same day, same trust: the metastasis decides before the local recurrence before the primary,
# then the higher category.
_KIND_RANK = {"metastasis": 0, "local_recurrence": 1, "primary": 2}
CATEGORY_RANK = {
    Category.POSITIVE: 4,
    Category.EQUIVOCAL: 3,
    Category.LOW: 2,
    Category.ULTRALOW: 1,
    Category.NULL: 0,
    Category.NEGATIVE: 0,
    Category.UNDETERMINED: -1,
}


def names_a_bone(site: str) -> bool:
    return bool(_BONE.search(site)) and not _NODE.search(site)


def kind_of(specimen: Specimen) -> str:
    """Where it came from; unstated, the breast is primary and any other site a metastasis."""
    if specimen.kind:
        return specimen.kind
    return "primary" if is_the_breast(specimen.site) else "metastasis"


def tumor_of(specimen: Specimen, organs: Organs) -> str | None:
    """Which tumor it is of: left, right, other (not breast), or not known.

    Unstated, a primary or local recurrence is of the breast of its side, but a primary of another
    organ is not breast cancer. The side of a metastasis says nothing.
    """
    if specimen.tumor:
        return specimen.tumor
    kind = kind_of(specimen)
    if kind == "primary" and organs.named_in(specimen.site):
        return "other"
    return specimen.laterality if kind in ("primary", "local_recurrence") else None


@dataclass(frozen=True)
class SpecimenStatus:
    """What one specimen says on one day. `tumor`: left, right, other, or None: not known."""

    specimen: Specimen
    evidence: Evidence
    ish: ISHEvidence
    finding: Finding
    has_reading: bool
    tumor: str | None = None

    @property
    def category(self) -> Category:
        return self.finding.category

    @property
    def reason(self) -> Reason | None:
        return self.finding.reason

    @property
    def is_determined(self) -> bool:
        return self.category is not Category.UNDETERMINED

    @property
    def low_confidence(self) -> bool:
        """Acid, or bone of unknown decalcification, or cells without tissue; unless positive."""
        specimen = self.specimen
        if self.category is Category.POSITIVE:
            return False
        unknown_bone = specimen.decalcification in (None, "unknown") and names_a_bone(specimen.site)
        return (
            specimen.decalcification == "acid"
            or unknown_bone
            or specimen.procedure in ("fine_needle", "cytology")
        )

    @property
    def gives_way(self) -> bool:
        """Acid, bone or cells can hide HER2, they cannot make it: staining that was seen counts."""
        return self.low_confidence and self.category in (
            Category.NULL,
            Category.NEGATIVE,
            Category.UNDETERMINED,
        )

    def is_of_different_tumor(self, other: "SpecimenStatus") -> bool:
        return are_different_tumors(self.tumor, other.tumor)

    @once
    def flags(self) -> frozenset[Flag]:
        ihc = self.evidence.ihc
        ish = None if self.ish.kind in (ISH.PENDING, ISH.ABSENT) else self.evidence.ish
        raised = {
            Flag.DISCORDANT_IHC_ISH: self.finding.discordant,
            Flag.COUNTS_INCOMPLETE: self.ish.counts_incomplete,
            Flag.REPORT_WORD_ONLY: self.finding.by_report_word,
            Flag.LOW_CONFIDENCE_SPECIMEN: self.low_confidence,
            Flag.SCORE_PERCENT_CONFLICT: ihc is not None and ihc.percent_conflict,
            Flag.RATIO_MISMATCH: ish is not None and ratio_mismatch(ish),
            Flag.STATED_ISH_CONFLICTS: self.ish.stated_conflicts,
            Flag.COUNTS_ABSENT_2013: ish is not None and counts_absent_in_2013_rules(ish, self.ish),
        }
        return frozenset(flag for flag, is_raised in raised.items() if is_raised)

    def collected_after(self, other: "SpecimenStatus") -> bool:
        return self.specimen.collected_on.first > other.specimen.collected_on.first

    @property
    def recency(self) -> tuple[int, int, int, str]:
        """Sorts the most recently collected first, and those of one day in their own order."""
        return (
            -self.specimen.collected_on.first.toordinal(),
            _KIND_RANK[kind_of(self.specimen)],
            -CATEGORY_RANK[self.category],
            self.specimen.accession,
        )


def are_different_tumors(one: str | None, other: str | None) -> bool:
    return {one, other} == {"left", "right"}


def status_of_specimen(
    specimen: Specimen, as_of: date, organs: Organs = NO_ORGANS
) -> SpecimenStatus:
    return status_of_gathered(gathered_by(specimen, as_of), as_of, tumor_of(specimen, organs))


def status_of_gathered(gathered: Gathering, as_of: date, tumor: str | None) -> SpecimenStatus:
    """What the readings gathered so far say by the rules and in the words of a day."""
    evidence = gathered.evidence
    ish = ish_evidence(evidence.ish, as_of)
    return SpecimenStatus(
        specimen=gathered.specimen,
        evidence=evidence,
        ish=ish,
        finding=as_named_on(classify(evidence, ish), ish, as_of),
        has_reading=gathered.has_reading,
        tumor=tumor,
    )
