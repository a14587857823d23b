"""The criteria of one catalog row, each met, not met or not known, in the order of its columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True, eq=False)
class Question:
    """What a column of a row asks. Rows that ask the same share one question."""

    ask: Callable[..., Any]
    wanted: tuple[Any, ...]


@cache
def _question(ask: Callable[..., Any], *wanted: Any) -> Question:
    return Question(ask, wanted)


def criteria_of(row: CatalogRow, patient: Patient) -> tuple[Criterion, ...]:
    """An empty cell asks nothing. Many labels ask the same: it is answered once a patient."""
    answers = patient.answers
    found: list[Criterion] = []
    for question in _questions_of(row):
        if question not in answers:
            answers[question] = _answer(question, patient)
        found += answers[question]
    return tuple(found)


def biology_of(row: CatalogRow, patient: Patient) -> list[Criterion]:
    """HER2, the receptors and alterations."""
    return [criterion for criterion in criteria_of(row, patient) if criterion.kind in _BIOLOGY]


_BIOLOGY = (Kind.HER2, Kind.HORMONE_RECEPTOR, Kind.ALTERATION)


def _questions_of(row: CatalogRow) -> tuple[Question, ...]:
    """In the order of the columns; put once a row."""
    questions = row.worked_out.get(_questions_of)
    if questions is None:
        questions = row.worked_out[_questions_of] = tuple(_put(row))
    return questions


def _put(row: CatalogRow) -> Iterator[Question]:
    drug_class = drug_class_for_setting(row.named_agent_classes)
    yield _question(setting_criterion, row.setting, drug_class)
    yield _question(biology_criteria, row.her2, row.hormone_receptor)
    if row.alterations:
        yield _question(alteration_criterion, row.alterations)
    if row.marker:
        yield _question(marker_criterion, row.marker)
    if row.patient:
        yield _question(menopause_criterion, row.patient)
    if row.stage:
        yield _question(stage_criterion, row.stage)
    for term in row.prior_all:
        yield _question(prior_all_criterion, term)
    if row.prior_any:
        yield _question(prior_any_criterion, row.prior_any)
    if row.first_line:
        yield _question(first_line_criterion, row.first_line)


def _answer(question: Question, patient: Patient) -> tuple[Criterion, ...]:
    found = question.ask(*question.wanted, patient)
    return (found,) if isinstance(found, Criterion) else found
