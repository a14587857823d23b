from .assessment import HER2Assessment
from .board import BoardCase, BoardDecision, BoardMeeting
from .catalog import TreatmentOption
from .catalog_criteria import AlterationCriterion, PriorTherapyCriterion, RegimenPart
from .catalog_preview import CatalogEffect, CatalogPreview
from .catalog_version import CatalogDraft, CatalogEntry, CatalogVersion
from .clinic import ClinicCurves, LineSpan, ListedPatient
from .exchange import Import, ImportedRow, ImportJob, JobState, TableMapping
from .exports import MOVING, ExportJob, ExportKind, ExportState
from .gene import Gene, GeneName
from .genomics import Alteration, MarkerResult
from .handout import PrintedHandout
from .her2 import HER2Reading
from .receptors import ReceptorReading
from .report_files import FileState, ReportFile, ReportUpload
from .reports import PathologyReport, ReportFieldDecision, ReportOriginal, fingerprint_of
from .safety import BeforeStartCheck, EventTerm, OrganWord, SafetyRule
from .worklist import Reassessment, SavedFilter, Standing, WorkItem, WorkStep

__all__ = [
    "MOVING",
    "Alteration",
    "AlterationCriterion",
    "BeforeStartCheck",
    "BoardCase",
    "BoardDecision",
    "BoardMeeting",
    "CatalogDraft",
    "CatalogEffect",
    "CatalogEntry",
    "CatalogPreview",
    "CatalogVersion",
    "ClinicCurves",
    "EventTerm",
    "ExportJob",
    "ExportKind",
    "ExportState",
    "FileState",
    "Gene",
    "GeneName",
    "HER2Assessment",
    "HER2Reading",
    "Import",
    "ImportJob",
    "ImportedRow",
    "JobState",
    "LineSpan",
    "ListedPatient",
    "MarkerResult",
    "OrganWord",
    "PathologyReport",
    "PrintedHandout",
    "PriorTherapyCriterion",
    "Reassessment",
    "ReceptorReading",
    "RegimenPart",
    "ReportFieldDecision",
    "ReportFile",
    "ReportOriginal",
    "ReportUpload",
    "SafetyRule",
    "SavedFilter",
    "Standing",
    "TableMapping",
    "TreatmentOption",
    "WorkItem",
    "WorkStep",
    "fingerprint_of",
]
