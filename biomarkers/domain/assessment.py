"""Everything known of one patient on one day: the single door to the medicine."""

from dataclasses import dataclass
from datetime import date

from .actions import Action, actions_of, progressed_since_biopsy
from .catalog import Catalog
from .evidence import readings_known_by
from .history import History, history_of
from .known import record_known_on
from .lines import Line, LineCounts, count_lines, metastatic_lines
from .options import Option, options_of
from .patient import Patient
from .receptors import ReceptorStatus, receptor_status
from .record import Record
from .status import HER2Status, her2_status


@dataclass(frozen=True)
class Assessment:
    """`record` holds only what was known on `as_of`."""

    record: Record
    as_of: date
    her2: HER2Status
    history: History
    receptors: ReceptorStatus
    lines: tuple[Line, ...]
    metastatic: bool
    actions: tuple[Action, ...]
    options: tuple[Option, ...]

    @property
    def line_counts(self) -> LineCounts:
        return count_lines(self.lines)

    @property
    def reported(self) -> str | None:
        """The word of the earliest reading of the speaking specimen that has one."""
        if self.her2.speaking is None:
            return None
        readings = readings_known_by(self.her2.speaking.specimen, self.as_of)
        return next((r.reported_as for r in readings if r.reported_as), None)


def assess(record: Record, catalog: Catalog, as_of: date) -> Assessment:
    known = record_known_on(record, as_of)
    her2 = her2_status(known, as_of, catalog.organs)
    patient = Patient(
        record=known,
        as_of=as_of,
        her2=her2,
        history=history_of(known, as_of, catalog.organs),
        catalog=catalog,
        receptors=receptor_status(her2, as_of),
        lines=metastatic_lines(known, as_of),
    )
    return Assessment(
        record=known,
        as_of=as_of,
        her2=her2,
        history=patient.history,
        receptors=patient.receptors,
        lines=patient.lines,
        metastatic=patient.is_metastatic,
        actions=_actions(patient),
        options=options_of(patient, catalog.rows),
    )


def _actions(patient: Patient) -> tuple[Action, ...]:
    if patient.record.deceased_on:
        return ()
    progressed = patient.is_metastatic and progressed_since_biopsy(
        patient.her2, _progression_days(patient)
    )
    return actions_of(
        patient.her2,
        hormone_receptor=patient.receptors.hormone_receptor,
        progressed_since_biopsy=progressed,
    )


def _progression_days(patient: Patient) -> list[date]:
    """Rows of progressions, and agents of metastatic lines that ended by progression.

    An end without a date is surely no earlier than the start.
    """
    ended = (t for line in patient.lines for t in line.treatments if t.end_reason == "progression")
    return [
        *(progression.on.first for progression in patient.record.progressions),
        *((t.ended_on.last if t.ended_on else t.started_on.first) for t in ended),
    ]
