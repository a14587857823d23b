from .agent import Agent, AgentBrand, AgentClass
from .biopsy import Biopsy
from .events import AdverseEvent, DiseaseStatus, LVEFMeasurement, Procedure, Progression
from .patient import Patient
from .team import CareTeam
from .treatment import AgentGiven, LineOfTreatment

__all__ = [
    "AdverseEvent",
    "Agent",
    "AgentBrand",
    "AgentClass",
    "AgentGiven",
    "Biopsy",
    "CareTeam",
    "DiseaseStatus",
    "LVEFMeasurement",
    "LineOfTreatment",
    "Patient",
    "Procedure",
    "Progression",
]
