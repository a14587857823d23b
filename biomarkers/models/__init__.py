from .assessment import HER2Assessment
from .catalog import (
    AlterationCriterion,
    CatalogVersion,
    PriorTherapyCriterion,
    RegimenPart,
    TreatmentOption,
)
from .genomics import Alteration, MarkerResult
from .handout import PrintedHandout
from .her2 import HER2Reading
from .receptors import ReceptorReading
from .worklist import WHY_WORDS, Outcome, Reassessment, Standing, StepKind, WorkItem, WorkStep

__all__ = [
    "WHY_WORDS",
    "Alteration",
    "AlterationCriterion",
    "CatalogVersion",
    "HER2Assessment",
    "HER2Reading",
    "MarkerResult",
    "Outcome",
    "PrintedHandout",
    "PriorTherapyCriterion",
    "Reassessment",
    "ReceptorReading",
    "RegimenPart",
    "Standing",
    "StepKind",
    "TreatmentOption",
    "WorkItem",
    "WorkStep",
]
