"""Treatment options: which rows of the catalog fit this patient on this day, and why.

An option "meets the label's criteria as recorded". It is never a recommendation.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from .catalog import CatalogRow
from .cautions import cautions_of
from .checks import Check, checks_of
from .criteria import Criterion, criteria_of
from .criteria.biology import biology_criteria
from .criteria.criterion import MET, NOT_MET
from .criteria.first_line import FOR_A_WORKING_LINE
from .exposure import is_used
from .her2 import Category
from .in_use import rows_in_use
from .once import once
from .patient import Patient
from .safety import NOTHING_SAID, Finding, Safety, safety_of


class State(StrEnum):
    """In the order in which they are asked: the first that fits."""

    BLOCKED = "blocked"
    IN_USE = "in_use"
    CLOSED = "closed"
    LATER = "later"
    NEEDS_INFORMATION = "needs_information"
    USED = "used"
    NEXT = "next"
    OPEN = "open"


AVAILABLE = (State.OPEN, State.NEXT)  # all criteria are met, now or once the present line ends

# What the patient was called before, as a category that the HER2 criterion knows.
_CATEGORY_THAT_WAS = {
    "positive": Category.POSITIVE,
    "low": Category.LOW,
    "ultralow": Category.ULTRALOW,
    "negative": Category.NULL,
    "open": Category.EQUIVOCAL,
}


@dataclass(frozen=True)
class Option:
    """One catalog row for one patient; each part is worked out when it is asked for.

    `safety` is what the safety table says of it: blocks go before everything else.
    """

    row: CatalogRow
    patient: Patient = field(repr=False)
    in_use: bool

    @once
    def criteria(self) -> tuple[Criterion, ...]:
        return criteria_of(self.row, self.patient)

    @once
    def safety(self) -> Safety:
        return safety_of(self.row, self.patient)

    @property
    def block(self) -> Finding | None:
        """The first reason why it is blocked, in the order of the safety table."""
        return self.safety.blocks[0] if self.safety.blocks else None

    @property
    def blocked_by(self) -> tuple[str, ...]:
        return tuple(sorted([finding.code for finding in self.safety.blocks]))

    @once
    def state(self) -> State:
        safety = self.safety if self.patient.hazards else NOTHING_SAID
        if safety.blocks:
            return State.BLOCKED
        if self.in_use:
            return State.IN_USE
        unmet = unknown = counts_line_under_way = False
        for criterion in self.criteria:
            if criterion.met is NOT_MET and not criterion.may_come_true:
                return State.CLOSED
            unmet |= criterion.met is NOT_MET
            unknown |= criterion.met is None
            counts_line_under_way |= criterion.counts_line_under_way
        if unmet:
            return State.LATER
        if unknown or safety.grades_needed:
            return State.NEEDS_INFORMATION
        if is_used(self.row, self.patient):
            return State.USED
        if counts_line_under_way or self._waits_for_the_present_line:
            return State.NEXT
        return State.OPEN

    @property
    def _waits_for_the_present_line(self) -> bool:
        """What works is not ended for another that works no better."""
        line = self.patient.newest_line
        made_for_it = self.row.first_line in FOR_A_WORKING_LINE
        return line is not None and line.is_ongoing and not made_for_it

    @once
    def missing(self) -> tuple[str, ...]:
        codes = [code for criterion in self.criteria for code in criterion.missing]
        codes += [f"{harm}_grade" for harm in self.safety.grades_needed]
        return tuple(sorted(set(codes))) if codes else ()

    @property
    def cautions(self) -> tuple[str, ...]:
        """Their codes, sorted."""
        return tuple(sorted([warning.code for warning in self.warnings]))

    @once
    def warnings(self) -> tuple[Finding, ...]:
        is_used = self.state is State.USED
        return cautions_of(self.row, self.criteria, self.patient, self.safety, is_used=is_used)

    @once
    def checks(self) -> tuple[Check, ...]:
        """What the label wants before the start, where a start comes into question."""
        starts = (*AVAILABLE, State.NEEDS_INFORMATION)
        return checks_of(self.row, self.patient) if self.state in starts else ()

    @once
    def new_with_reclassification(self) -> bool:
        return self.state in AVAILABLE and _opened_by_change(self.row, self.patient)


def options_of(patient: Patient, catalog: tuple[CatalogRow, ...]) -> tuple[Option, ...]:
    """In the order of the catalog; none after death."""
    if patient.record.deceased_on:
        return ()
    settings, today = patient.disease.settings, patient.as_of
    rows = [row for row in catalog if row.setting in settings and row.in_force_on(today)]
    in_use = rows_in_use(rows, patient)
    return tuple(Option(row, patient, row.slug in in_use) for row in rows)


def _opened_by_change(row: CatalogRow, patient: Patient) -> bool:
    """It is available, and would not be if the HER2 category were what it was before."""
    was = patient.history.was
    if was is None:
        return False
    if row.her2 == "ihc3+" and was != "positive":
        return True
    as_it_was = biology_criteria(row.her2, row.hormone_receptor, patient, _CATEGORY_THAT_WAS[was])
    return any(criterion.met is not MET for criterion in as_it_was)
