"""The criteria of one catalog row, each met, not met or not known, in the order of its columns."""

from collections.abc import Callable, Iterator
from typing import Any

from ..catalog import CatalogRow
from ..patient import Patient
from .alteration import alteration_criterion
from .biology import biology_criteria
from .criterion import Criterion, Kind
from .first_line import first_line_criterion
from .marker import marker_criterion
from .menopause import menopause_criterion
from .prior_therapy import prior_all_criterion, prior_any_criterion
from .setting import drug_class_for_setting, setting_criterion
from .stage import stage_criterion

__all__ = ["Criterion", "Kind", "biology_of", "criteria_of"]


def criteria_of(row: CatalogRow, patient: Patient) -> Iterator[Criterion]:
    """One after the other. An empty cell asks nothing.

    Many labels ask the same: each question is answered once a patient.
    """
    drug_class = drug_class_for_setting(row.named_agent_classes)
    yield _answered(patient, setting_criterion, row.setting, drug_class)
    yield from biology_of(row, patient)
    if row.marker:
        yield _answered(patient, marker_criterion, row.marker)
    if row.patient:
        yield _answered(patient, menopause_criterion, row.patient)
    if row.stage:
        yield _answered(patient, stage_criterion, row.stage)
    for term in row.prior_all:
        yield _answered(patient, prior_all_criterion, term)
    if row.prior_any:
        yield _answered(patient, prior_any_criterion, row.prior_any)
    if row.first_line:
        yield _answered(patient, first_line_criterion, row.first_line)


def biology_of(row: CatalogRow, patient: Patient) -> Iterator[Criterion]:
    """HER2, the receptors and alterations."""
    yield from _answered(patient, biology_criteria, row.her2, row.hormone_receptor)
    if row.alterations:
        yield _answered(patient, alteration_criterion, row.alterations)


def _answered(patient: Patient, ask: Callable[..., Any], *wanted: Any) -> Any:
    question = (ask, *wanted)
    if question not in patient.answers:
        patient.answers[question] = ask(*wanted, patient)
    return patient.answers[question]
