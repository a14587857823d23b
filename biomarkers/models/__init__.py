from .assessment import HER2Assessment
from .catalog import (
    AlterationCriterion,
    CatalogVersion,
    PriorTherapyCriterion,
    RegimenPart,
    TreatmentOption,
)
from .exchange import ImportJob, JobState, TableMapping
from .genomics import Alteration, MarkerResult
from .handout import PrintedHandout
from .her2 import HER2Reading
from .receptors import ReceptorReading
from .reports import PathologyReport, ReportFieldDecision, fingerprint_of
from .worklist import Reassessment, Standing, WorkItem, WorkStep

__all__ = [
    "Alteration",
    "AlterationCriterion",
    "CatalogVersion",
    "HER2Assessment",
    "HER2Reading",
    "ImportJob",
    "JobState",
    "MarkerResult",
    "PathologyReport",
    "PrintedHandout",
    "PriorTherapyCriterion",
    "Reassessment",
    "ReceptorReading",
    "RegimenPart",
    "ReportFieldDecision",
    "Standing",
    "TableMapping",
    "TreatmentOption",
    "WorkItem",
    "WorkStep",
    "fingerprint_of",
]
