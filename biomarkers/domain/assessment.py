"""Everything known of one patient on one day: the single door to the medicine."""

from dataclasses import dataclass
from datetime import date

from .actions import Action, actions_of
from .answer_codes import Note
from .catalog import Catalog
from .disease import Disease, disease_of
from .evidence import readings_known_by
from .history import History, history_of
from .known import record_known_on
from .lines import Line, LineCounts, count_lines, metastatic_lines
from .notes import notes_of
from .once import once
from .options import Option, options_of
from .patient import Patient
from .rank import ranks_of
from .receptors import ReceptorStatus, receptor_status
from .record import Record
from .status import HER2Status, her2_status
from .treatment_history import TreatmentHistory, treatment_history


@dataclass(frozen=True)
class Assessment:
    """`record` holds only what was known on `as_of`."""

    record: Record
    as_of: date
    her2: HER2Status
    history: History
    receptors: ReceptorStatus
    lines: tuple[Line, ...]
    disease: Disease
    treatment_history: TreatmentHistory
    notes: tuple[Note, ...]
    which_tumor_has_spread_is_unknown: bool
    actions: tuple[Action, ...]
    options: tuple[Option, ...]

    @once
    def ranks(self) -> dict[str, int]:
        """By slug: the place of an open or next option in the usual order of guidelines."""
        return ranks_of(self.options)

    @property
    def advanced(self) -> bool:
        """Metastatic, or locally advanced and not to be operated."""
        return self.disease.is_advanced

    @property
    def line_counts(self) -> LineCounts:
        return count_lines(self.lines)

    @property
    def reported(self) -> str | None:
        """The word of the earliest reading of the deciding specimen that has one."""
        if self.her2.deciding is None:
            return None
        readings = readings_known_by(self.her2.deciding.specimen, self.as_of)
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
        treatment_history=treatment_history(known, disease_of(known), as_of),
    )
    return Assessment(
        record=known,
        as_of=as_of,
        her2=her2,
        history=patient.history,
        receptors=patient.receptors,
        lines=patient.lines,
        disease=patient.disease,
        treatment_history=patient.treatment_history,
        notes=notes_of(patient),
        which_tumor_has_spread_is_unknown=patient.which_tumor_has_spread_is_unknown,
        actions=actions_of(patient),
        options=options_of(patient, catalog.rows),
    )
