"""The criteria of one catalog row, each met, not met or not known, in the order of its columns."""

from ..catalog import CatalogRow
from ..patient import Patient
from .alteration import alteration_criterion
from .criterion import Criterion, Kind
from .first_line import first_line_criterion
from .her2 import her2_criterion
from .marker import marker_criterion
from .menopause import menopause_criterion
from .prior_therapy import prior_therapy_criteria
from .receptor import receptor_criterion

__all__ = ["Criterion", "Kind", "criteria_of"]


def criteria_of(row: CatalogRow, patient: Patient) -> tuple[Criterion, ...]:
    """An empty cell asks nothing."""
    criteria = [her2_criterion(row.her2, patient, patient.her2.category, patient.her2.reason)]
    if row.hormone_receptor:
        criteria.append(receptor_criterion(row.hormone_receptor, patient))
    if row.alterations:
        criteria.append(alteration_criterion(row.alterations, patient))
    if row.marker:
        criteria.append(marker_criterion(row.marker, patient))
    if row.patient:
        criteria.append(menopause_criterion(row.patient, patient))
    criteria.extend(prior_therapy_criteria(row.prior_all, row.prior_any, patient))
    if row.first_line:
        criteria.append(first_line_criterion(row.first_line, patient))
    return tuple(criteria)
