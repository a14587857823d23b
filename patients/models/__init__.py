from patients.accounts.models import (
    Invitation,
    Preferences,
    RoleRequest,
    SingleSignOn,
    UserSession,
)
from patients.audit.models import AuditCut, AuditErasure, AuditEvent, AuditLink

from .agent import Agent, AgentBrand, AgentClass, AgentSynonym, RegimenName
from .biopsy import Biopsy
from .break_glass import BreakGlass
from .events import AdverseEvent, DiseaseStatus, LVEFMeasurement, Procedure, Progression
from .fact import ClinicalFact, EnteredInError
from .health import Condition, ConditionKind, PerformanceStatus
from .merge import LikelyDuplicate, PatientMerge
from .patient import Patient
from .search import SearchWord
from .team import CareTeam
from .treatment import AgentGiven, LineOfTreatment

__all__ = [
    "AdverseEvent",
    "Agent",
    "AgentBrand",
    "AgentClass",
    "AgentGiven",
    "AgentSynonym",
    "AuditCut",
    "AuditErasure",
    "AuditEvent",
    "AuditLink",
    "Biopsy",
    "BreakGlass",
    "CareTeam",
    "ClinicalFact",
    "Condition",
    "ConditionKind",
    "DiseaseStatus",
    "EnteredInError",
    "Invitation",
    "LVEFMeasurement",
    "LikelyDuplicate",
    "LineOfTreatment",
    "Patient",
    "PatientMerge",
    "PerformanceStatus",
    "Preferences",
    "Procedure",
    "Progression",
    "RegimenName",
    "RoleRequest",
    "SearchWord",
    "SingleSignOn",
    "UserSession",
]
