"""Treatment options: which rows of the catalog fit this patient on this day, and why.

An option "meets the label's criteria as recorded". It is never a recommendation.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from .catalog import CatalogRow
from .cautions import cautions_of
from .criteria import Criterion, Kind, criteria_of
from .criteria.her2 import her2_criterion
from .exposure import exposure_to
from .her2 import Category
from .lines import Line
from .patient import Patient
from .safety import Finding, Safety, safety_of


class State(StrEnum):
    BLOCKED = "blocked"
    IN_USE = "in_use"
    CLOSED = "closed"
    LATER = "later"
    NEEDS_INFORMATION = "needs_information"
    USED = "used"
    NEXT = "next"
    OPEN = "open"


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

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criteria_of(self.row, self.patient))

    @cached_property
    def safety(self) -> Safety:
        return safety_of(self.row, self.patient)

    @property
    def block(self) -> Finding | None:
        """The first reason why it is blocked, in the order of the safety table."""
        return self.safety.blocks[0] if self.safety.blocks else None

    @property
    def blocked_by(self) -> tuple[str, ...]:
        return tuple(sorted(finding.code for finding in self.safety.blocks))

    @cached_property
    def state(self) -> State:
        """The first that fits. Criteria are asked in turn: the first that closes is enough."""
        if self.safety.blocks:
            return State.BLOCKED
        if self.in_use:
            return State.IN_USE
        unmet = unknown = False
        for criterion in criteria_of(self.row, self.patient):
            if criterion.met is False and not _may_come_true(criterion):
                return State.CLOSED
            unmet |= criterion.met is False
            unknown |= criterion.met is None
        if unmet:
            return State.LATER
        if unknown or self.safety.grades_needed:
            return State.NEEDS_INFORMATION
        return State.USED if exposure_to(self.row, self.patient).used else State.OPEN

    @cached_property
    def missing(self) -> tuple[str, ...]:
        codes = {code for criterion in self.criteria for code in criterion.missing}
        return tuple(sorted(codes | {f"{harm}_grade" for harm in self.safety.grades_needed}))

    @property
    def cautions(self) -> tuple[str, ...]:
        """Their codes, sorted."""
        return tuple(sorted(warning.code for warning in self.warnings))

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        is_used = self.state is State.USED
        return cautions_of(self.row, self.criteria, self.patient, self.safety, is_used=is_used)

    @cached_property
    def new_with_reclassification(self) -> bool:
        return self.state is State.OPEN and _opened_by_change(self.row, self.patient)


def options_of(patient: Patient, catalog: tuple[CatalogRow, ...]) -> tuple[Option, ...]:
    """In the order of the catalog; none before metastatic disease or after death."""
    if not patient.is_metastatic or patient.record.deceased_on:
        return ()
    rows = [row for row in catalog if row.in_force_on(patient.as_of)]
    in_use = _rows_in_use(rows, patient)
    return tuple(Option(row, patient, row.slug in in_use) for row in rows)


def _may_come_true(criterion: Criterion) -> bool:
    return criterion.kind is Kind.PRIOR_THERAPY and criterion.can_change


_BIOLOGY = (Kind.HER2, Kind.HORMONE_RECEPTOR, Kind.ALTERATION)


def _rows_in_use(rows: list[CatalogRow], patient: Patient) -> set[str]:
    """Rows whose regimen is being given; of one named agent only those with the most parts."""
    fitting = [
        row
        for row in rows
        if any(_is_given_in(row, line) for line in patient.lines)
        and not any(c.met is False and c.kind in _BIOLOGY for c in criteria_of(row, patient))
    ]
    most_parts: dict[str, int] = {}
    for row in fitting:
        most_parts[row.named_agent] = max(len(row.parts), most_parts.get(row.named_agent, 0))
    return {row.slug for row in fitting if len(row.parts) == most_parts[row.named_agent]}


def _is_given_in(row: CatalogRow, line: Line) -> bool:
    """The named agent is being given, and each other part has been given in that line."""
    if not any(t.agent.name == row.named_agent and t.is_given for t in line.courses):
        return False
    others = [t for t in line.courses if t.agent.name != row.named_agent]
    return all(
        any(part.name in (t.agent.classes if part.is_class else (t.agent.name,)) for t in others)
        for part in row.parts
        if part.name != row.named_agent
    )


def _opened_by_change(row: CatalogRow, patient: Patient) -> bool:
    """Open now, and not if the HER2 category were what it was before."""
    was = patient.history.was
    if was is None:
        return False
    if row.her2 == "ihc3+" and was != "positive":
        return True
    return her2_criterion(row.her2, patient, _CATEGORY_THAT_WAS[was], None).met is not True
