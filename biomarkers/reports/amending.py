"""What an amended report changes of values that a person confirmed is a task for that person."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Model

from biomarkers.actions import Amended
from biomarkers.domain.codes import ReportState
from biomarkers.models import HER2Reading, PathologyReport, ReceptorReading

from .amended_text import is_amended
from .fields import label_of
from .replacing import RESULTS, Reading, is_empty, value_in_words

_LOST = "not recorded"


def amended_by(
    report: PathologyReport, facts: Iterable[Model], replaced: Collection[Reading]
) -> list[Amended]:
    """One a reading that was confirmed from another report of the same specimen, and says another
    value, or one that is lost with it if it is `replaced`; none where the text is not amended."""
    if not is_amended(report.text):
        return []
    return [
        amended
        for fact in facts
        if isinstance(fact, HER2Reading | ReceptorReading) and not fact.biopsy._state.adding
        for amended in _changed(fact, replaced)
    ]


def _changed(fact: Reading, replaced: Collection[Reading]) -> Iterator[Amended]:
    confirmed = type(fact).objects.filter(biopsy=fact.biopsy, report__state=ReportState.CONFIRMED)
    for before in confirmed.select_related("report__reviewed_by"):
        changes = [
            f"{label_of(name)} {value_in_words(before, name)} to {now}"
            for name in RESULTS[type(fact)]
            if (now := _instead(fact, before, name, is_replaced=before in replaced))
        ]
        if changes:
            yield Amended(fact.biopsy.accession, "; ".join(changes), before.report)


def _instead(fact: Reading, before: Reading, name: str, *, is_replaced: bool) -> str:
    """What now stands for a value; empty where it is as it was, or was not on record."""
    if is_empty(before, name) or getattr(fact, name) == getattr(before, name):
        return ""
    if is_empty(fact, name):
        return _LOST if is_replaced else ""
    return value_in_words(fact, name)
