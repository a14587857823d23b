"""Whether the drug that a row is about was given before, and whether that used the row up."""

from .catalog import CatalogRow
from .course import Course, relapsed_within
from .patient import Patient

RELAPSE_MONTHS = 12  # metastatic disease so soon after (neo)adjuvant treatment uses it up
RELAPSE_MONTHS_CHEMOTHERAPY_OR_ANTI_HER2 = 6

# The setting in which a row's drug is given.
SETTING_OF_TREATMENT = {
    "advanced": "metastatic",
    "neoadjuvant": "neoadjuvant",
    "adjuvant": "adjuvant",
    "residual": "adjuvant",
}


def is_used(row: CatalogRow, patient: Patient) -> bool:
    """Given and ended in the row's setting, or progressed on; or relapsed on or soon after it."""
    given = patient.treatments_with(row.named_agent)
    return any(_ended_there(c, row) or _relapsed(c, row, patient) for c in given)


def _ended_there(course: Course, row: CatalogRow) -> bool:
    if course.setting != SETTING_OF_TREATMENT[row.setting]:
        return False
    progressed_there = course.is_metastatic and bool(course.progressed)
    return not course.is_ongoing or progressed_there


def _relapsed(course: Course, row: CatalogRow, patient: Patient) -> bool:
    """Metastatic disease on (neo)adjuvant treatment with it, or soon after."""
    if course.is_metastatic or patient.metastatic_on is None:
        return False
    soon = row.named_agent_classes & {"chemotherapy", "anti_her2"}
    months = RELAPSE_MONTHS_CHEMOTHERAPY_OR_ANTI_HER2 if soon else RELAPSE_MONTHS
    return bool(relapsed_within(course, patient.metastatic_on, months))
