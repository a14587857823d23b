"""Where each file of a record folder is stored, and how a stored row is found again."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from biomarkers.models import (
    Alteration,
    BoardDecision,
    HER2Reading,
    MarkerResult,
    PathologyReport,
    PrintedHandout,
    ReceptorReading,
    ReportFieldDecision,
    WorkStep,
)
from patients.models import (
    AdverseEvent,
    AgentGiven,
    Biopsy,
    ClinicalFact,
    Condition,
    DiseaseStatus,
    LineOfTreatment,
    LVEFMeasurement,
    Patient,
    PerformanceStatus,
    Procedure,
    Progression,
)

from . import columns
from .columns import File
from .rows import Key, Row

_PATIENT = {"mrn": "patient__mrn"}
_SPECIMEN = {"mrn": "biopsy__patient__mrn", "accession": "biopsy__accession"}
_WITH_ACCESSION = {**_PATIENT, "accession": "biopsy__accession"}


@dataclass(frozen=True)
class StoredAs:
    """`paths` leads from a stored row to what a column names of a related row.

    `adds` is the file whose rows this one only says more of; its own column is then the last.
    `people` are columns that name somebody: a login of here, or else the name as it stands.
    `final`: what people did is never rewritten; a report is not once it was reviewed.
    """

    file: File
    model: type[Model]
    paths: Mapping[str, str] = field(default_factory=dict)
    adds: File | None = None
    people: tuple[str, ...] = ()
    final: Callable[[Model], bool] = lambda stored: False

    def rows_of(self, mrns: Collection[str]) -> QuerySet:
        rows = self.model.objects.filter(**{f"{self.paths.get('mrn', 'mrn')}__in": mrns})
        return rows.select_related(*self._related) if self._related else rows

    def in_error(self, mrns: Collection[str]) -> QuerySet | list[Model]:
        """Rows that were marked as entered in error; none of what cannot be."""
        if not self.is_of_facts:
            return []
        rows = self.model.on_file.filter(**{f"{self.paths.get('mrn', 'mrn')}__in": mrns})
        return rows.filter(in_error__isnull=False).select_related("in_error__by", *self._related)

    @property
    def is_of_facts(self) -> bool:
        return issubclass(self.model, ClinicalFact)

    @property
    def _related(self) -> list[str]:
        related = [path.rpartition("__")[0] for path in self.paths.values() if "__" in path]
        return [*related, *self.people]

    def key_of(self, stored: Model) -> Key:
        """Equal to `Row.key` of the row that is known by the same."""
        return tuple(self.value_of(stored, column) for column in self.file.key)

    def value_of(self, stored: Model, column: str) -> Any:
        """What a column of the file holds; None where the related row is not there."""
        value: Any = stored
        if column in self.people:
            login = getattr(stored, column)
            return login.get_username() if login else getattr(stored, f"{column}_name")
        for step in self.paths.get(column, column).split("__"):
            value = getattr(value, step, None)
        return value

    def field_of(self, column: str) -> str:
        """The field of the model that holds it."""
        return self.paths.get(column, column).partition("__")[0]

    def values_of(self, row: Row, related: Mapping[str, Mapping]) -> dict[str, Any]:
        """By field of the model, of the columns that the file has; relations as rows."""
        values = {}
        for column, value in row.values.items():
            if column in self.people:
                values[column] = login = related["user"].get(value)
                values[f"{column}_name"] = "" if login else value
                continue
            name, _, rest = self.paths.get(column, column).partition("__")
            if rest.count("__"):
                continue  # the patient of a specimen: the specimen says it
            values[name] = related[name].get(_name_of(row, name, value)) if rest else value
        return values


def _name_of(row: Row, relation: str, value: Any) -> Any:
    """Accessions, lines and reports are a patient’s own; the others are known everywhere."""
    return (row.mrn, value) if relation in ("biopsy", "line", "report") else value


_GIVEN = {**_PATIENT, "agent": "agent__name", "line": "line__number"}
_OF_AGENT = {**_PATIENT, "agent": "agent__name"}
_OF_REPORT = {"mrn": "report__patient__mrn", "report": "report__fingerprint"}
_FROM_REPORT = {**_SPECIMEN, "report": "report__fingerprint"}


def _always(stored: Model) -> bool:
    return True


def _once_reviewed(report: PathologyReport) -> bool:
    return not report.is_open


TABLES = (
    StoredAs(columns.PATIENTS, Patient),
    StoredAs(columns.BIOPSIES, Biopsy, _PATIENT),
    StoredAs(columns.HER2_READINGS, HER2Reading, _SPECIMEN),
    StoredAs(columns.RECEPTORS, ReceptorReading, _SPECIMEN),
    StoredAs(columns.ALTERATIONS, Alteration, _WITH_ACCESSION),
    StoredAs(columns.MARKERS, MarkerResult, _WITH_ACCESSION),
    StoredAs(columns.TREATMENTS, AgentGiven, _GIVEN),
    StoredAs(columns.ADVERSE_EVENTS, AdverseEvent, _OF_AGENT),
    StoredAs(columns.PROGRESSIONS, Progression, _PATIENT),
    StoredAs(columns.DISEASE_STATUS, DiseaseStatus, _PATIENT),
    StoredAs(columns.PROCEDURES, Procedure, _PATIENT),
    StoredAs(columns.PERFORMANCE, PerformanceStatus, _PATIENT),
    StoredAs(columns.CONDITIONS, Condition, {**_PATIENT, "condition": "kind__code"}),
    StoredAs(columns.LVEF, LVEFMeasurement, _PATIENT),
    StoredAs(columns.LINES, LineOfTreatment, _PATIENT),
    StoredAs(columns.OVERRIDES, AgentGiven, _OF_AGENT, adds=columns.TREATMENTS),
    StoredAs(columns.EVENT_GRADINGS, AdverseEvent, _OF_AGENT, adds=columns.ADVERSE_EVENTS),
    StoredAs(columns.UNDATED_ECOG, Patient, adds=columns.PATIENTS),
    StoredAs(columns.BOARD_DECISIONS, BoardDecision, _PATIENT),
    StoredAs(columns.WORK_STEPS, WorkStep, _PATIENT, people=("by", "assigned_to"), final=_always),
    StoredAs(columns.HANDOUTS, PrintedHandout, _PATIENT, people=("printed_by",), final=_always),
    StoredAs(
        columns.REPORTS,
        PathologyReport,
        {**_PATIENT, "report": "fingerprint"},
        people=("received_by", "reviewed_by"),
        final=_once_reviewed,
    ),
    StoredAs(columns.DECISIONS, ReportFieldDecision, _OF_REPORT, final=_always),
    StoredAs(columns.HER2_SOURCES, HER2Reading, _FROM_REPORT, adds=columns.HER2_READINGS),
    StoredAs(columns.RECEPTOR_SOURCES, ReceptorReading, _FROM_REPORT, adds=columns.RECEPTORS),
)
