"""Treatment options: which rows of the catalog fit this patient on this day, and why.

An option "meets the label's criteria as recorded". It is never a recommendation.
"""

from dataclasses import dataclass
from enum import StrEnum

from .catalog import CatalogRow
from .cautions import cautions_of
from .criteria import Criterion, Kind, criteria_of
from .criteria.her2 import her2_criterion
from .exposure import exposure_to
from .her2 import Category
from .lines import Line
from .patient import Patient
from .record import AdverseEvent
from .safety import Block, block_for, ild_without_grade


class State(StrEnum):
    BLOCKED = "blocked"
    IN_USE = "in_use"
    CLOSED = "closed"
    LATER = "later"
    NEEDS_INFORMATION = "needs_information"
    USED = "used"
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
    """One catalog row for one patient. `block` is the event that closes it for good."""

    row: CatalogRow
    state: State
    criteria: tuple[Criterion, ...]
    missing: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    new_with_reclassification: bool = False
    block: Block | None = None
    ungraded_ild: AdverseEvent | None = None


def options_of(patient: Patient, catalog: tuple[CatalogRow, ...]) -> tuple[Option, ...]:
    """In the order of the catalog; none before metastatic disease or after death."""
    if not patient.is_metastatic or patient.record.deceased_on:
        return ()
    rows = [row for row in catalog if row.in_force_on(patient.as_of)]
    criteria = {row.slug: criteria_of(row, patient) for row in rows}
    in_use = _rows_in_use(rows, criteria, patient)
    return tuple(_option(row, criteria[row.slug], row.slug in in_use, patient) for row in rows)


def _option(
    row: CatalogRow, criteria: tuple[Criterion, ...], in_use: bool, patient: Patient
) -> Option:
    block = block_for(row.agent_names, patient.record)
    ungraded_ild = ild_without_grade(row.agent_names, patient.record)
    state = _state(row, criteria, patient, block, ungraded_ild, in_use)
    missing = {code for criterion in criteria for code in criterion.missing}
    if ungraded_ild:
        missing.add("ild_grade")
    return Option(
        row=row,
        state=state,
        criteria=criteria,
        missing=tuple(sorted(missing)),
        cautions=cautions_of(row, criteria, patient),
        new_with_reclassification=state is State.OPEN and _opened_by_change(row, patient),
        block=block,
        ungraded_ild=ungraded_ild,
    )


def _state(
    row: CatalogRow,
    criteria: tuple[Criterion, ...],
    patient: Patient,
    block: Block | None,
    ungraded_ild: AdverseEvent | None,
    in_use: bool,
) -> State:
    """The first that fits."""
    unmet = [criterion for criterion in criteria if criterion.met is False]
    if block:
        return State.BLOCKED
    if in_use:
        return State.IN_USE
    if any(c.kind is not Kind.PRIOR_THERAPY or not c.can_change for c in unmet):
        return State.CLOSED
    if unmet:
        return State.LATER
    if ungraded_ild or any(criterion.met is None for criterion in criteria):
        return State.NEEDS_INFORMATION
    return State.USED if exposure_to(row, patient).used else State.OPEN


_BIOLOGY = (Kind.HER2, Kind.HORMONE_RECEPTOR, Kind.ALTERATION)


def _rows_in_use(
    rows: list[CatalogRow], criteria: dict[str, tuple[Criterion, ...]], patient: Patient
) -> set[str]:
    """Rows whose regimen is being given; of one named agent only those with the most parts."""
    fitting = [
        row
        for row in rows
        if any(_is_given_in(row, line) for line in patient.lines)
        and not any(c.met is False and c.kind in _BIOLOGY for c in criteria[row.slug])
    ]
    most_parts: dict[str, int] = {}
    for row in fitting:
        most_parts[row.named_agent] = max(len(row.parts), most_parts.get(row.named_agent, 0))
    return {row.slug for row in fitting if len(row.parts) == most_parts[row.named_agent]}


def _is_given_in(row: CatalogRow, line: Line) -> bool:
    """The named agent is being given, and each other part has been given in that line."""
    if not any(t.agent.name == row.named_agent and t.is_given for t in line.treatments):
        return False
    others = [t for t in line.treatments if t.agent.name != row.named_agent]
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
