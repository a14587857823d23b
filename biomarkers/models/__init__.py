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

__all__ = [
    "Alteration",
    "AlterationCriterion",
    "CatalogVersion",
    "HER2Assessment",
    "HER2Reading",
    "MarkerResult",
    "PrintedHandout",
    "PriorTherapyCriterion",
    "ReceptorReading",
    "RegimenPart",
    "TreatmentOption",
]
