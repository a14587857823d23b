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
from .reports import Decision, PathologyReport, ReportFieldDecision, ReportState, fingerprint_of
from .worklist import WHY_WORDS, Outcome, Reassessment, Standing, StepKind, WorkItem, WorkStep

__all__ = [
    "WHY_WORDS",
    "Alteration",
    "AlterationCriterion",
    "CatalogVersion",
    "Decision",
    "HER2Assessment",
    "HER2Reading",
    "ImportJob",
    "JobState",
    "MarkerResult",
    "Outcome",
    "PathologyReport",
    "PrintedHandout",
    "PriorTherapyCriterion",
    "Reassessment",
    "ReceptorReading",
    "RegimenPart",
    "ReportFieldDecision",
    "ReportState",
    "Standing",
    "StepKind",
    "TableMapping",
    "TreatmentOption",
    "WorkItem",
    "WorkStep",
    "fingerprint_of",
]
