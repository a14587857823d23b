"""Code lists of the record: what a column may hold, and the words that people read for it.

Plain Python, so that the medicine may read it too. Models take their choices from a list and the
columns of a record folder theirs from the same one. The codes are those of the contract.
"""

from enum import StrEnum
from typing import Self

from .language import say


class Code(StrEnum):
    """A code and its words; one cannot be written without the other."""

    english: str

    def __new__(cls, code: str, words: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.english = words
        return member

    @property
    def words(self) -> str:
        """In the reader's language."""
        return say(self.english)


def choices_of(codes: type[Code]) -> list[tuple[str, str]]:
    """As forms and models want them: the code, and its words in English, which pages translate."""
    return [(code.value, code.english) for code in codes]


def words_of(codes: type[Code], code: str) -> str:
    """The words of a stored code; of one that is in no list, which was damaged, the code itself."""
    return next((known.words for known in codes if known == code), code)


class Sex(Code):
    FEMALE = "female", "female"
    MALE = "male", "male"
    OTHER = "other", "other"
    UNKNOWN = "unknown", "unknown"


class MenopausalStatus(Code):
    PRE = "pre", "premenopausal"
    PERI = "peri", "perimenopausal"
    POST = "post", "postmenopausal"
    UNKNOWN = "unknown", "unknown"


class Stage(Code):
    """The anatomic stage at diagnosis."""

    ZERO = "0", "0"
    I = "I", "I"  # noqa: E741 - the stage is called so
    II = "II", "II"
    III = "III", "III"
    IV = "IV", "IV"


class TreatmentHistory(Code):
    """Whether every treatment for the cancer is on record."""

    COMPLETE = "complete", "complete"
    INCOMPLETE = "incomplete", "incomplete"


class DateBasis(Code):
    """Whether the dates of a record are those of the calendar."""

    REAL = "real", "actual dates"
    SHIFTED = "shifted", "shifted (intervals are real)"
    NOMINAL = "nominal", "placeholder (intervals are real)"


class Laterality(Code):
    LEFT = "left", "left"
    RIGHT = "right", "right"


class Tumor(Code):
    """Which tumor a specimen is of."""

    LEFT = "left", "left breast"
    RIGHT = "right", "right breast"
    OTHER = "other", "another organ, not breast"


class SpecimenKind(Code):
    PRIMARY = "primary", "primary tumor"
    LOCAL_RECURRENCE = "local_recurrence", "local recurrence"
    METASTASIS = "metastasis", "metastasis"


class BiopsyProcedure(Code):
    CORE = "core", "core biopsy"
    EXCISION = "excision", "excision"
    RESECTION = "resection", "resection"
    FINE_NEEDLE = "fine_needle", "fine needle aspiration"
    CYTOLOGY = "cytology", "cytology"


class Decalcification(Code):
    NONE = "none", "none"
    EDTA = "edta", "EDTA"
    ACID = "acid", "acid"
    UNKNOWN = "unknown", "unknown"


class Setting(Code):
    NEOADJUVANT = "neoadjuvant", "neoadjuvant"
    ADJUVANT = "adjuvant", "adjuvant"
    METASTATIC = "metastatic", "metastatic"


class EndReason(Code):
    """Why a drug was stopped."""

    PROGRESSION = "progression", "progression"
    TOXICITY = "toxicity", "toxicity"
    COMPLETED = "completed", "completed"
    PATIENT_CHOICE = "patient_choice", "patient’s choice"
    OTHER = "other", "other"
    UNKNOWN = "unknown", "unknown"


class CTCAEVersion(Code):
    V5 = "5.0", "CTCAE 5.0"
    V6 = "6.0", "CTCAE 6.0"


class DiseaseState(Code):
    """How the disease was on a day on which it did not progress."""

    STABLE = "stable", "stable"
    RESPONSE = "response", "response"
    NO_EVIDENCE = "no_evidence", "no evidence of disease"


class LVEFMethod(Code):
    ECHOCARDIOGRAPHY = "echocardiography", "echocardiography"
    MUGA = "muga", "MUGA scan"
    MRI = "mri", "cardiac MRI"


class ProcedureKind(Code):
    SURGERY = "surgery", "surgery"
    RADIOTHERAPY = "radiotherapy", "radiotherapy"
