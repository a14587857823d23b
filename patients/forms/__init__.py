"""Forms of the record: one fact each (record), several together (base), and its end (ending)."""

from .base import Asking, FactForm, OfPatientForm, choose_the_only_one, field_of
from .choices import ECOG_WORDS, GRADES
from .ending import InErrorForm, StopForm
from .record import (
    AdverseEventForm,
    AgentGivenForm,
    BiopsyForm,
    ConditionForm,
    DiseaseStatusForm,
    LVEFForm,
    PatientForm,
    PerformanceStatusForm,
    ProcedureForm,
    ProgressionForm,
)

__all__ = [
    "ECOG_WORDS",
    "GRADES",
    "AdverseEventForm",
    "AgentGivenForm",
    "Asking",
    "BiopsyForm",
    "ConditionForm",
    "DiseaseStatusForm",
    "FactForm",
    "InErrorForm",
    "LVEFForm",
    "OfPatientForm",
    "PatientForm",
    "PerformanceStatusForm",
    "ProcedureForm",
    "ProgressionForm",
    "StopForm",
    "choose_the_only_one",
    "field_of",
]
