"""Code lists of tests, catalog and work: each code with its words (`patients/codes.py`)."""

from patients.codes import Code

# Readings of HER2.


class ReportedAs(Code):
    POSITIVE = "positive", "positive"
    EQUIVOCAL = "equivocal", "equivocal"
    NEGATIVE = "negative", "negative"
    LOW = "low", "low"
    ULTRALOW = "ultralow", "ultralow"
    NULL = "null", "null"


class IHCScore(Code):
    ZERO = "0", "0"
    ONE = "1+", "1+"
    TWO = "2+", "2+"
    THREE = "3+", "3+"


class IHCScoreRange(Code):
    """A mixed score, in place of one."""

    ZERO_ONE = "0-1+", "between 0 and 1+"
    ONE_TWO = "1-2+", "between 1+ and 2+"
    TWO_THREE = "2-3+", "between 2+ and 3+"


class ZeroStaining(Code):
    PRESENT = "present", "present (faint, in 10% of cells or fewer)"
    ABSENT = "absent", "absent"


class ISHStatus(Code):
    DONE = "done", "done"
    PENDING = "pending", "pending"
    FAILED = "failed", "failed"
    NOT_DONE = "not_done", "not done"


class ISHProbe(Code):
    DUAL = "dual", "dual probe"
    SINGLE = "single", "single probe"


class ISHResult(Code):
    POSITIVE = "positive", "positive"
    EQUIVOCAL = "equivocal", "equivocal"
    NEGATIVE = "negative", "negative"


class ISHRecount(Code):
    CONFIRMED = "confirmed", "original group confirmed"
    CHANGED = "changed", "group changed"


class Guideline(Code):
    ASCO_CAP_2007 = "2007", "ASCO/CAP 2007"
    ASCO_CAP_2013 = "2013", "ASCO/CAP 2013"
    ASCO_CAP_2018 = "2018", "ASCO/CAP 2018"
    ASCO_CAP_2023 = "2023", "ASCO/CAP 2023"


# Other tests.


class ERStatus(Code):
    POSITIVE = "positive", "positive"
    LOW_POSITIVE = "low_positive", "low positive (1–10%)"
    NEGATIVE = "negative", "negative"


class PRStatus(Code):
    POSITIVE = "positive", "positive"
    NEGATIVE = "negative", "negative"


class AlterationResult(Code):
    DETECTED = "detected", "detected"
    NOT_DETECTED = "not_detected", "not detected"
    VUS = "vus", "variant of uncertain significance"


class Origin(Code):
    GERMLINE = "germline", "germline"
    SOMATIC = "somatic", "somatic"


class Material(Code):
    TISSUE = "tissue", "tissue"
    CTDNA = "ctdna", "circulating tumor DNA"
    BLOOD = "blood", "blood"


class MarkerKind(Code):
    PDL1_CPS = "pdl1_cps", "PD-L1 CPS"
    MSI = "msi", "MSI"
    TMB = "tmb", "TMB (mutations per megabase)"


class MSIResult(Code):
    HIGH = "high", "high"
    LOW = "low", "low"
    STABLE = "stable", "stable"


# What a row of the catalog asks (docs/contract/clinical-content.md).


class Basis(Code):
    LABEL = "label", "FDA label"
    OFF_LABEL = "off_label", "usual practice, off label"


class HER2Wanted(Code):
    POSITIVE = "positive", "HER2-positive"
    IHC_3 = "ihc3+", "IHC 3+"
    LOW = "low", "HER2-low"
    LOW_OR_ULTRALOW = "low|ultralow", "HER2-low or -ultralow"
    NEGATIVE = "negative", "HER2-negative"
    ANY = "any", "any"


class HormoneReceptorWanted(Code):
    POSITIVE = "positive", "ER or PR 1% or more"
    ER_POSITIVE = "er_positive", "ER 1% or more"
    NEGATIVE = "negative", "ER and PR below 1%"


class MarkerWanted(Code):
    PDL1 = "pdl1_cps>=10", "PD-L1 CPS 10 or more"
    MSI = "msi=high", "MSI-high"
    TMB = "tmb>=10", "TMB 10 mut/Mb or more"
    NO_PD1 = "pd1=not_candidate", "not a candidate for a PD-1 inhibitor"


class PatientWanted(Code):
    POSTMENOPAUSAL = "postmenopausal", "postmenopausal"
    POSTMENOPAUSAL_OR_MALE = "postmenopausal_or_male", "postmenopausal woman, or man"


class FirstLineWanted(Code):
    YES = "yes", "no prior systemic line"
    CHEMOTHERAPY = "chemotherapy", "no prior chemotherapy line"
    CHEMOTHERAPY_OR_ANTI_HER2 = (
        "chemotherapy_or_anti_her2",
        "no prior chemotherapy or anti-HER2 line",
    )
    ENDOCRINE = "endocrine", "no prior endocrine line"
    ENDOCRINE_NAIVE = "endocrine_naive", "no prior endocrine therapy"
    MAINTENANCE = "maintenance", "maintenance after first-line anti-HER2 therapy"
    ON_AI_CDK46 = "on_ai_cdk46", "ESR1 mutation emerging on aromatase + CDK4/6 inhibitor"


class CatalogSetting(Code):
    """Where a row belongs: advanced is metastatic or unresectable disease."""

    ADVANCED = "advanced", "advanced"
    NEOADJUVANT = "neoadjuvant", "neoadjuvant"
    RESIDUAL = "residual", "disease left after neoadjuvant treatment"
    ADJUVANT = "adjuvant", "adjuvant"


class Evidence(Code):
    A = "A", "A: randomized phase 3, overall survival longer"
    B = "B", "B: randomized phase 3, another endpoint better"
    C = "C", "C: one arm, phase 2, or accelerated"
    D = "D", "D: older approval or usual practice"


class SafetyEffect(Code):
    BLOCK = "block", "block"
    CAUTION = "caution", "caution"


class AlterationWanted(Code):
    ANY = "any", "detected"
    GERMLINE = "germline", "detected in the germline"
    SOMATIC = "somatic", "detected, of somatic origin"
    FUSION = "fusion", "fusion detected"
    V600E = "V600E", "V600E detected"
    ABSENT = "absent", "tested, not detected"


class PriorMeasure(Code):
    ENDOCRINE = "endocrine", "endocrine lines"
    CHEMOTHERAPY = "chemotherapy", "chemotherapy lines"
    ANTI_HER2 = "anti_her2", "anti-HER2 lines"
    ADC = "adc", "lines with an antibody-drug conjugate"
    SYSTEMIC = "systemic", "systemic lines"
    ENDOCRINE_ANY = "endocrine_any", "endocrine, any setting"
    CHEMOTHERAPY_ANY = "chemotherapy_any", "chemotherapy, any setting"
    ANTI_HER2_ANY = "anti_her2_any", "anti-HER2, any setting"
    ADC_ANY = "adc_any", "antibody-drug conjugate, any setting"
    SYSTEMIC_ANY = "systemic_any", "systemic, any setting"
    ENDOCRINE_PROGRESSED = "endocrine_progressed", "lines progressed on endocrine therapy"
    ENDOCRINE_FAILED = "endocrine_failed", "progression or relapse on endocrine therapy"
    ENDOCRINE_FAILED_ANY_TIME = (
        "endocrine_failed_any_time",
        "progression on endocrine therapy, or relapse at any time after it",
    )
    BESIDES_ONE_ENDOCRINE = (
        "systemic_besides_one_endocrine",
        "systemic lines, not counting one endocrine line",
    )
    RELAPSE_CHEMOTHERAPY = (
        "relapse_after_adjuvant_chemotherapy",
        "relapse after (neo)adjuvant chemotherapy",
    )
    RELAPSE_ANTI_HER2 = (
        "relapse_after_adjuvant_anti_her2",
        "relapse after (neo)adjuvant anti-HER2 therapy",
    )
    RELAPSE_ENDOCRINE = (
        "relapse_after_adjuvant_endocrine",
        "relapse after (neo)adjuvant endocrine therapy",
    )
    AGENT = "agent", "agent given"
    CLASS = "class", "class given"
    PROGRESSED_AGENT = "progressed_agent", "agent progressed"
    PROGRESSED_CLASS = "progressed_class", "class progressed"


class CatalogChange(Code):
    """What made a version of the catalog."""

    STARTING_CONTENT = "starting_content", "starting content"
    DRAFT = "draft", "a published draft"
    AGENTS = "agents", "a change of agents or their classes"


# What people do: tasks, reports, imports.


class StepKind(Code):
    REQUESTED = "requested", "requested"
    CHASED = "chased", "chased"
    DISCUSSED = "discussed", "discussed"
    UNCHANGED = "unchanged", "reviewed, unchanged"
    SNOOZED = "snoozed", "snoozed"
    BROUGHT_BACK = "brought_back", "returned to worklist"
    ASSIGNED = "assigned", "assigned"
    COMMENTED = "commented", "commented"


class Outcome(Code):
    """What a discussion of an option came to."""

    WANTED = "wanted", "patient wants to proceed"
    LATER = "later", "not now, discuss later"
    NOT_APPROPRIATE = "not_appropriate", "not appropriate"


class BoardOutcome(Code):
    """What a tumor board decided on a question."""

    PROCEED = "proceed", "proceed"
    RESERVED = "reserved", "reserve for later"
    NOT_APPROPRIATE = "not_appropriate", "not appropriate"
    MORE_INFORMATION = "more_information", "more information first"


class ReportState(Code):
    WAITING = "waiting", "waiting"
    SET_ASIDE = "set_aside", "set aside"
    CONFIRMED = "confirmed", "confirmed"
    REJECTED = "rejected", "rejected"


class Decision(Code):
    """What a reviewer made of one proposed value of a report."""

    CONFIRMED = "confirmed", "confirmed"
    EDITED = "edited", "edited"
    REJECTED = "rejected", "rejected"
    LEFT_EMPTY = "left_empty", "not recorded"
