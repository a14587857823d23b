"""Words of a patient's row in any list: age, and subtype in short."""

from datetime import date

from biomarkers.domain.subtype import Subtype
from biomarkers.models import ListedPatient
from patients.dates import DamagedDate, age_on
from patients.language import Words, say
from patients.models import Patient

_RECEPTORS = Words({"positive": "HR+", "negative": "HR–", "unknown": "HR not known"})


def age_words(patient: Patient, today: date) -> str:
    """At death, for a patient who has died; a damaged date is shown as such."""
    born, died = patient.birth_date, patient.deceased_on
    if born is None:
        return ""
    if isinstance(born, DamagedDate) or isinstance(died, DamagedDate):
        return say("data error")
    return age_on(born, died.first if died else today)


def subtype_words(listed: ListedPatient | None) -> str:
    """Empty for a patient who is not assessed yet."""
    if listed is None:
        return ""
    if listed.subtype == Subtype.TRIPLE_NEGATIVE:
        return say("TNBC")
    return _RECEPTORS.get(listed.hormone_receptor, "")
