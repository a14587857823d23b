"""The words that pages use for the codes of the answers: one table a code list, each complete.

`tests/biomarkers/test_wording.py` fails where a code has no words. What the record itself holds
carries its words in its list: `patients/codes.py`, `biomarkers/domain/codes.py`.
"""

import re

from biomarkers.domain.answer_codes import ActionCode, Cause, Caution, Missing, Note
from biomarkers.domain.her2 import Category, Flag, Reason
from biomarkers.domain.options import State
from patients.codes import SpecimenKind
from patients.language import Words

CATEGORY_WORDS = Words(
    {
        Category.POSITIVE: "HER2-positive",
        Category.EQUIVOCAL: "HER2 equivocal",
        Category.LOW: "HER2-low",
        Category.ULTRALOW: "HER2-ultralow",
        Category.NULL: "HER2-null",
        Category.NEGATIVE: "HER2-negative",
        Category.UNDETERMINED: "HER2 undetermined",
    }
)

# The badge of a status that is not settled says what stands in the way.
REASON_BADGES = Words(
    {
        Reason.NEGATIVE_WITHOUT_SCORE: "HER2-negative, score unknown",
        Reason.SCORE_BETWEEN: "IHC between 0 and 1+",
        Reason.ZERO_STAINING_NOT_STATED: "IHC 0, staining not stated",
        Reason.IHC_NEEDED: "ISH only, IHC needed",
        Reason.NOT_EVALUABLE: "HER2 indeterminate",
        Reason.CONFLICT: "HER2 results discordant",
        Reason.NO_RESULT: "No HER2 result",
        Reason.ISH_NEEDED: "Equivocal, ISH needed",
        Reason.ISH_PENDING: "Equivocal, ISH pending",
        Reason.RECOUNT_NEEDED: "Equivocal, recount needed",
        Reason.ISH_EQUIVOCAL: "Equivocal by ISH",
    }
)

FLAG_SENTENCES = Words(
    {
        Flag.DISCORDANT_IHC_ISH: (
            "IHC and ISH of this specimen are discordant. Consider repeating both on another block."
        ),
        Flag.COUNTS_INCOMPLETE: (
            "Only the ratio is recorded. The ISH group also needs the HER2 copy number."
        ),
        Flag.REPORT_WORD_ONLY: "Based on the reported category only; no IHC score is recorded.",
        Flag.LOW_CONFIDENCE_SPECIMEN: (
            "Low-confidence specimen (bone with acid or unknown decalcification, or cytology). "
            "Consider testing soft tissue."
        ),
        Flag.RATIO_MISMATCH: (
            "The stated ratio and HER2/CEP17 copies differ by more than 0.1: check against the "
            "report."
        ),
        Flag.STATED_ISH_CONFLICTS: "The stated ISH result contradicts its own counts; the counts "
        "were used.",
        Flag.COUNTS_ABSENT_2013: (
            "ISH was reported positive under the 2013 rules, without counts. Under ASCO/CAP 2018 "
            "it may no longer be positive."
        ),
        Flag.SCORE_PERCENT_CONFLICT: "The score and the percentage of stained cells contradict "
        "each "
        "other: 1+ and 3+ need more than 10% of cells (ASCO/CAP 2018). Ask the pathologist to "
        "review.",
        Flag.SPECIMENS_DIFFER: "Specimens have different HER2 results.",
        Flag.TUMORS_DIFFER: "The tumors of the left and the right breast have different HER2 "
        "results.",
        Flag.OTHER_PRIMARY: "A specimen of another primary tumor is on record. It does not "
        "count for "
        "the breast cancer.",
        Flag.HER2_LOST: (
            "An earlier specimen was HER2-positive. Options for HER2-positive disease are still "
            "listed, with a caution."
        ),
        Flag.NEWER_SPECIMEN_UNRESOLVED: "A more recent specimen has no clear result yet.",
    }
)

STATE_WORDS = Words(
    {
        State.OPEN: "criteria met",
        State.NEXT: "for later",
        State.NEEDS_INFORMATION: "information needed",
        State.LATER: "not yet",
        State.IN_USE: "current treatment",
        State.USED: "previously given",
        State.BLOCKED: "blocked",
        State.CLOSED: "criteria not met",
    }
)

CAUTION_WORDS = Words(
    {
        Caution.OTHER_SPECIMEN: "met by another specimen, not the deciding one",
        Caution.HER2_LOST: "HER2-positive on an earlier specimen only",
        Caution.TUMORS_DIFFER: "left and right tumor differ in HER2",
        Caution.ER_LOW: "ER low positive (1–10%)",
        Caution.GIVEN_BEFORE: "previously given",
        Caution.LABEL_SAYS_WOMEN: "label: postmenopausal women only",
        Caution.OVARIAN_SUPPRESSION: "met through ovarian suppression",
        Caution.SAME_PAYLOAD: "same kind of payload previously given",
        Caution.SAME_CLASS: "progression on a drug of the same class",
        Caution.NO_ANTI_HER2: "no anti-HER2 drug in it, while HER2 is positive",
        Caution.BACKBONE_PROGRESSED: "another drug of the regimen progressed before",
        Caution.SEVERITY_NEEDED: "severity of a condition not recorded",
        Caution.EVENT_UNCLEAR: "an adverse event is recorded as suspected or denied",
    }
)

# What has to be found out, by the code of what is missing.
MISSING_WORDS = Words(
    {
        Missing.HER2_DETAIL: "HER2 IHC score and staining",
        Missing.ISH: "HER2 ISH",
        Missing.HORMONE_RECEPTOR: "ER and PR",
        Missing.ESR1: "ESR1",
        Missing.PIK3CA_AKT1_PTEN: "PIK3CA, AKT1, PTEN",
        Missing.GERMLINE_BRCA: "Germline BRCA1/2",
        Missing.NTRK: "NTRK fusion",
        Missing.RET: "RET fusion",
        Missing.BRAF: "BRAF V600E",
        Missing.PDL1: "PD-L1 CPS",
        Missing.PD1_CANDIDACY: "suitability for a PD-1 inhibitor",
        Missing.MSI: "MSI or MMR status",
        Missing.TMB: "Tumor mutational burden",
        Missing.MENOPAUSAL_STATUS: "Menopausal status",
        Missing.PRIOR_THERAPY: "Dates and ends of earlier treatment",
        Missing.TREATMENT_HISTORY: "Treatment history",
        Missing.STAGE: "Stage at diagnosis",
        Missing.SETTING: "Dates of diagnosis and surgery, residual disease",
        Missing.WHICH_TUMOR: "Which tumor has spread",
        Missing.ILD_GRADE: "ILD grade",
    }
)
OF_ORIGIN = Words({"germline": "Germline {gene}", "somatic": "Somatic {gene}"})
_GENE = re.compile(r"(?P<origin>germline|somatic)_(?P<gene>.+)")


def missing_words(code: str) -> str:
    """What to find out; a code that is in no list is the symbol of a gene (rules §7)."""
    if code in set(Missing):
        return MISSING_WORDS[Missing(code)]
    of_origin = _GENE.fullmatch(code)
    if of_origin:
        return OF_ORIGIN[of_origin["origin"]].format(gene=of_origin["gene"].upper())
    return code.upper()


ACTION_WORDS = Words(
    {
        ActionCode.GET_HER2_RESULT: "Get a HER2 result",
        ActionCode.FIND_IHC_SCORE: "Find the HER2 IHC score",
        ActionCode.ASK_FAINT_STAINING: "Ask pathology about faint staining (IHC 0)",
        ActionCode.REQUEST_ISH: "Request ISH",
        ActionCode.AWAIT_ISH: "Follow up on pending ISH",
        ActionCode.REQUEST_RECOUNT: "Request a blinded ISH recount",
        ActionCode.REQUEST_IHC: "Request IHC on the same tissue",
        ActionCode.REVIEW_DISCORDANCE: "Request review of discordant results",
        ActionCode.REPEAT_TEST: "Repeat the HER2 test",
        ActionCode.RETEST_SOFT_TISSUE: "Test HER2 on soft tissue",
        ActionCode.CONSIDER_BIOPSY: "Consider a new biopsy",
        ActionCode.TEST_ESR1: "Test ESR1 in plasma",
        ActionCode.TEST_PIK3CA_AKT1_PTEN: "Test PIK3CA, AKT1 and PTEN",
        ActionCode.TEST_GERMLINE_BRCA: "Test germline BRCA1 and BRCA2",
        ActionCode.TEST_PDL1: "Test PD-L1 (CPS)",
        ActionCode.COMPLETE_HISTORY: "Complete the treatment history",
    }
)

NOTE_SENTENCES = Words(
    {
        Note.LAST_CONTACT_OVER_A_YEAR_AGO: "The last contact was more than a year ago.",
        Note.TREATMENT_HISTORY_NOT_KNOWN: "The treatment history is not known: nothing is "
        "concluded "
        "from treatment that is not on record.",
        Note.TREATMENT_HISTORY_INCOMPLETE: "The treatment history is marked incomplete: nothing is "
        "concluded from treatment that is not on record.",
        Note.AGENT_WITHOUT_END: "A drug has no end date although a later line began; it is "
        "taken as "
        "ended.",
        Note.EVENT_OF_AGENT_NOT_ON_RECORD: "An adverse event names a drug that is not on record.",
        Note.EVENT_TERM_NOT_RECOGNISED: "An adverse event has a term that is not recognized: the "
        "safety rules do not see it.",
        Note.CONDITION_OUT_OF_DATE: "A pregnancy or breastfeeding is recorded without an end "
        "and is "
        "out of date.",
        Note.RECEPTOR_CONFLICT: "A receptor status contradicts its percentage.",
    }
)

CAUSE_WORDS = Words(
    {
        Cause.DEFINITION: "new definition",
        Cause.REREAD: "tissue re-read",
        Cause.NEW_SPECIMEN: "new specimen",
    }
)

KIND_WORDS = Words(
    {
        SpecimenKind.PRIMARY: "primary",
        SpecimenKind.LOCAL_RECURRENCE: "local recurrence",
        SpecimenKind.METASTASIS: "metastasis",
    }
)
