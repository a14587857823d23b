"""The criteria of one catalog row, each met, not met or not known, in the order of its columns."""

from collections.abc import Callable, Iterator
from typing import Any

from ..catalog import CatalogRow
from ..patient import Patient
from .alteration import alteration_criterion
from .criterion import Criterion, Kind
from .first_line import first_line_criterion
from .her2 import her2_criterion
from .marker import marker_criterion
from .menopause import menopause_criterion
from .prior_therapy import any_prior_therapy
from .receptor import receptor_criterion

__all__ = ["Criterion", "Kind", "criteria_of"]


def criteria_of(row: CatalogRow, patient: Patient) -> Iterator[Criterion]:
    """One after the other, the quick ones first. An empty cell asks nothing.

    Many labels ask the same: each question is answered once a patient.
    """
    yield _answered(_her2_today, row.her2, patient)
    if row.hormone_receptor:
        yield _answered(receptor_criterion, row.hormone_receptor, patient)
    if row.alterations:
        yield _answered(alteration_criterion, row.alterations, patient)
    if row.marker:
        yield _answered(marker_criterion, row.marker, patient)
    if row.patient:
        yield _answered(menopause_criterion, row.patient, patient)
    for terms in row.prior_groups:
        yield _answered(any_prior_therapy, terms, patient)
    if row.first_line:
        yield _answered(first_line_criterion, row.first_line, patient)


def _answered(ask: Callable[..., Criterion], wanted: Any, patient: Patient) -> Criterion:
    question = (ask, wanted)
    if question not in patient.answers:
        patient.answers[question] = ask(wanted, patient)
    return patient.answers[question]


def _her2_today(wanted: str, patient: Patient) -> Criterion:
    return her2_criterion(wanted, patient, patient.her2.category, patient.her2.reason)
