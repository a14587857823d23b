"""The words that the page uses for the codes of the domain."""

from biomarkers.domain.her2 import Category, Flag, Reason
from biomarkers.domain.options import State

CATEGORY_WORDS = {
    Category.POSITIVE: "HER2-positive",
    Category.EQUIVOCAL: "HER2 equivocal",
    Category.LOW: "HER2-low",
    Category.ULTRALOW: "HER2-ultralow",
    Category.NULL: "HER2-null",
    Category.NEGATIVE: "HER2-negative",
    Category.UNDETERMINED: "HER2 undetermined",
}

# The badge of a status that is not settled says what stands in the way.
REASON_BADGES = {
    Reason.NEGATIVE_WITHOUT_SCORE: "HER2-negative, score unknown",
    Reason.SCORE_BETWEEN: "IHC between 0 and 1+",
    Reason.ZERO_STAINING_NOT_STATED: "IHC 0, staining not stated",
    Reason.IHC_NEEDED: "ISH alone, IHC needed",
    Reason.NOT_EVALUABLE: "HER2 not evaluable",
    Reason.CONFLICT: "HER2 results in conflict",
    Reason.NO_RESULT: "No HER2 result",
    Reason.ISH_NEEDED: "Equivocal, ISH needed",
    Reason.ISH_PENDING: "Equivocal, ISH pending",
    Reason.RECOUNT_NEEDED: "Equivocal, recount needed",
    Reason.ISH_EQUIVOCAL: "Equivocal by ISH",
}

FLAG_SENTENCES = {
    Flag.DISCORDANT_IHC_ISH: "IHC and ISH of this specimen disagree; a repeat on another block "
    "can settle it.",
    Flag.COUNTS_INCOMPLETE: "Only a ratio is on record: without copies per cell the ISH group "
    "cannot be told.",
    Flag.REPORT_WORD_ONLY: "The category rests on the report's word alone; no score is on record.",
    Flag.LOW_CONFIDENCE_SPECIMEN: "This specimen is of low confidence (acid or unknown "
    "decalcification of bone, or cells without tissue): soft tissue would tell more.",
    Flag.RATIO_MISMATCH: "The stated ratio and HER2/CEP17 copies differ by more than 0.1: check "
    "the entry against the report.",
    Flag.STATED_ISH_CONFLICTS: "The stated ISH result contradicts its own counts; the counts "
    "were used.",
    Flag.COUNTS_ABSENT_2013: "ISH positive was stated without counts under the rules of 2013: "
    "by those of 2018 it may be a group that is no longer positive.",
    Flag.SCORE_PERCENT_CONFLICT: "The score and the percentage of stained cells contradict each "
    "other: 1+ and 3+ need more than 10% of cells (ASCO/CAP 2018). Ask the pathologist to review.",
    Flag.SPECIMENS_DIFFER: "Specimens differ.",
    Flag.TUMORS_DIFFER: "The tumors of the left and the right breast have different HER2 results.",
    Flag.OTHER_PRIMARY: "A specimen of another primary tumor is on record. It does not count for "
    "the breast cancer.",
    Flag.HER2_LOST: "An earlier specimen was HER2-positive. Options that ask for positive stay "
    "listed, marked.",
    Flag.NEWER_SPECIMEN_UNRESOLVED: "A newer specimen has been read but its category is not "
    "settled.",
}

STATE_WORDS = {
    State.OPEN: "open",
    State.NEEDS_INFORMATION: "needs information",
    State.LATER: "later",
    State.IN_USE: "in use",
    State.USED: "used",
    State.BLOCKED: "blocked",
    State.CLOSED: "closed",
}

CAUTION_WORDS = {
    "other_specimen": "met by another specimen than the one that speaks",
    "her2_lost": "HER2-positive earlier, no longer",
    "er_low": "ER low positive (1 to 10 %)",
    "line_under_way": "counts a line still being given",
    "given_before": "given before",
    "label_says_women": "label says postmenopausal women",
    "ovarian_suppression": "by ovarian suppression",
    "ild_history": "lung disease (ILD) on record",
    "same_payload": "same kind of payload given before",
    "same_class": "progressed on another of its class",
}

# What has to be found out, by the code of what is missing.
MISSING_WORDS = {
    "her2_detail": "HER2 score and staining",
    "ish": "HER2 ISH",
    "hormone_receptor": "ER and PR",
    "esr1": "ESR1",
    "pik3ca_akt1_pten": "PIK3CA, AKT1, PTEN",
    "germline_brca": "Germline BRCA1/2",
    "ntrk": "NTRK fusion",
    "ret": "RET fusion",
    "braf": "BRAF V600E",
    "pdl1": "PD-L1 CPS",
    "pd1_candidacy": "Fitness for a PD-1 inhibitor",
    "msi": "MSI or mismatch repair",
    "tmb": "Tumor mutational burden",
    "menopausal_status": "Menopausal status",
    "prior_therapy": "Dates of earlier treatment",
    "ild_grade": "Grade of the ILD",
}

ACTION_WORDS = {
    "find_ihc_score": "Find the IHC score in the full report",
    "ask_faint_staining": "Ask the pathologist whether any cell stained",
    "request_ish": "Request ISH",
    "await_ish": "Chase ISH",
    "request_recount": "Request a blinded ISH recount",
    "request_ihc": "Request IHC on the same tissue",
    "review_discordance": "Have results that disagree reviewed",
    "repeat_test": "Repeat the HER2 test",
    "retest_soft_tissue": "Test HER2 on soft tissue",
    "consider_biopsy": "Consider a biopsy",
}

CAUSE_WORDS = {
    "definition": "new definition",
    "reread": "tissue read again",
    "new_specimen": "new specimen",
}

KIND_WORDS = {
    "primary": "primary",
    "local_recurrence": "local recurrence",
    "metastasis": "metastasis",
}
