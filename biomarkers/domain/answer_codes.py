"""Codes of the answers that are no enum of their own rule (docs/answers.md explains each).

Words for them are in `biomarkers/wording/codes.py`.
"""

from enum import StrEnum


class Cause(StrEnum):
    """Why the category changed."""

    DEFINITION = "definition"
    REREAD = "reread"
    NEW_SPECIMEN = "new_specimen"


class ActionCode(StrEnum):
    """What a person is asked to do, in the order of rules §5."""

    GET_HER2_RESULT = "get_her2_result"
    FIND_IHC_SCORE = "find_ihc_score"
    ASK_FAINT_STAINING = "ask_faint_staining"
    REQUEST_ISH = "request_ish"
    AWAIT_ISH = "await_ish"
    REQUEST_RECOUNT = "request_recount"
    REQUEST_IHC = "request_ihc"
    REVIEW_DISCORDANCE = "review_discordance"
    REPEAT_TEST = "repeat_test"
    RETEST_SOFT_TISSUE = "retest_soft_tissue"
    CONSIDER_BIOPSY = "consider_biopsy"
    TEST_ESR1 = "test_esr1"
    TEST_PIK3CA_AKT1_PTEN = "test_pik3ca_akt1_pten"
    TEST_GERMLINE_BRCA = "test_germline_brca"
    TEST_PDL1 = "test_pdl1"
    COMPLETE_HISTORY = "complete_history"


class Missing(StrEnum):
    """What has to be found out before a criterion can be answered.

    Any other gene is named by its symbol in lower case, after germline_ or somatic_ where the
    label asks for that.
    """

    HER2_DETAIL = "her2_detail"
    ISH = "ish"
    HORMONE_RECEPTOR = "hormone_receptor"
    ESR1 = "esr1"
    PIK3CA_AKT1_PTEN = "pik3ca_akt1_pten"
    GERMLINE_BRCA = "germline_brca"
    NTRK = "ntrk"
    RET = "ret"
    BRAF = "braf"
    PDL1 = "pdl1"
    PD1_CANDIDACY = "pd1_candidacy"
    MSI = "msi"
    TMB = "tmb"
    MENOPAUSAL_STATUS = "menopausal_status"
    PRIOR_THERAPY = "prior_therapy"
    TREATMENT_HISTORY = "treatment_history"
    STAGE = "stage"
    SETTING = "setting"
    WHICH_TUMOR = "which_tumor"
    ILD_GRADE = "ild_grade"


class Caution(StrEnum):
    """What to consider about an option, beside its criteria; the safety table has more."""

    OTHER_SPECIMEN = "other_specimen"
    HER2_LOST = "her2_lost"
    TUMORS_DIFFER = "tumors_differ"
    ER_LOW = "er_low"
    GIVEN_BEFORE = "given_before"
    LABEL_SAYS_WOMEN = "label_says_women"
    OVARIAN_SUPPRESSION = "ovarian_suppression"
    SAME_PAYLOAD = "same_payload"
    SAME_CLASS = "same_class"
    NO_ANTI_HER2 = "no_anti_her2"
    BACKBONE_PROGRESSED = "backbone_progressed"
    SEVERITY_NEEDED = "severity_needed"
    EVENT_UNCLEAR = "event_unclear"


class Note(StrEnum):
    """What is remarkable about the record itself."""

    LAST_CONTACT_OVER_A_YEAR_AGO = "last_contact_over_a_year_ago"
    TREATMENT_HISTORY_NOT_KNOWN = "treatment_history_not_known"
    TREATMENT_HISTORY_INCOMPLETE = "treatment_history_incomplete"
    AGENT_WITHOUT_END = "agent_without_end"
    EVENT_OF_AGENT_NOT_ON_RECORD = "event_of_agent_not_on_record"
    EVENT_TERM_NOT_RECOGNISED = "event_term_not_recognised"
    CONDITION_OUT_OF_DATE = "condition_out_of_date"
    RECEPTOR_CONFLICT = "receptor_conflict"
