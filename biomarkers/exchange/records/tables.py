"""Where each file of a record folder is stored, and how a stored row is found again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from biomarkers.models import Alteration, HER2Reading, MarkerResult, ReceptorReading
from patients.models import (
    AdverseEvent,
    AgentGiven,
    Biopsy,
    DiseaseStatus,
    Patient,
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
    """`paths` leads from a stored row to what a column names of a related row."""

    file: File
    model: type[Model]
    paths: Mapping[str, str] = field(default_factory=dict)

    def rows_of(self, mrns: Collection[str]) -> QuerySet:
        related = [path.rpartition("__")[0] for path in self.paths.values()]
        rows = self.model.objects.filter(**{f"{self.paths.get('mrn', 'mrn')}__in": mrns})
        return rows.select_related(*related) if related else rows

    def key_of(self, stored: Model) -> Key:
        """Equal to `Row.key` of the row that is known by the same."""
        return tuple(self._cell(stored, column) for column in self.file.key)

    def _cell(self, stored: Model, column: str) -> Any:
        value: Any = stored
        for step in self.paths.get(column, column).split("__"):
            value = getattr(value, step)
        return value

    def values_of(self, row: Row, related: Mapping[str, Mapping]) -> dict[str, Any]:
        """By field of the model, of the columns that the file has; relations as rows."""
        values = {}
        for column, value in row.values.items():
            name, _, rest = self.paths.get(column, column).partition("__")
            if rest.count("__"):
                continue  # the patient of a specimen: the specimen says it
            values[name] = related[name].get(_name_of(row, name, value)) if rest else value
        return values


def _name_of(row: Row, relation: str, value: Any) -> Any:
    """Accessions and lines are those of a patient; patients and agents are known everywhere."""
    return (row.mrn, value) if relation in ("biopsy", "line") else value


TABLES = (
    StoredAs(columns.PATIENTS, Patient),
    StoredAs(columns.BIOPSIES, Biopsy, _PATIENT),
    StoredAs(columns.HER2_READINGS, HER2Reading, _SPECIMEN),
    StoredAs(columns.RECEPTORS, ReceptorReading, _SPECIMEN),
    StoredAs(columns.ALTERATIONS, Alteration, _WITH_ACCESSION),
    StoredAs(columns.MARKERS, MarkerResult, _WITH_ACCESSION),
    StoredAs(
        columns.TREATMENTS,
        AgentGiven,
        {**_PATIENT, "agent": "agent__name", "line": "line__number"},
    ),
    StoredAs(columns.ADVERSE_EVENTS, AdverseEvent, {**_PATIENT, "agent": "agent__name"}),
    StoredAs(columns.PROGRESSIONS, Progression, _PATIENT),
    StoredAs(columns.DISEASE_STATUS, DiseaseStatus, _PATIENT),
    StoredAs(columns.PROCEDURES, Procedure, _PATIENT),
)
