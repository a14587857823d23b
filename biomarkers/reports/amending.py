"""An amended report replaces the readings of its specimen and day.

What it changes of a value that a person confirmed is a task for that person.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Model, QuerySet

from biomarkers.actions import Amended
from biomarkers.domain.codes import ReportState
from biomarkers.models import HER2Reading, PathologyReport, ReceptorReading

from .fields import RECEPTORS, label_of, words_of
from .reader.pattern import compiled

Reading = HER2Reading | ReceptorReading
_RESULTS = ("reported_as", "ihc_score", "ihc_score_range", "zero_staining", "ish_result")
_AMENDS = compiled(
    r"\b(?:amm?end(?:ed|ment|s)|corrected (?:report|result|diagnosis)|correction (?:report|of)"
    r"|revised (?:report|result|diagnosis)|supersed\w{2,4}|incorrectly reported)\b"
)


_MARKERS = ("er_", "pr_", "ki67_")


def is_amended(text: str) -> bool:
    """Whether the report says that it amends or corrects another."""
    return bool(_AMENDS.search(text))


def replaced_by(report: PathologyReport, facts: Iterable[Model]) -> list[Reading]:
    """The readings on record that these facts of an amended report replace: those of the same
    specimen and day that were confirmed from another report. A receptor that the amended report
    does not name again keeps its values."""
    if not is_amended(report.text):
        return []
    replaced = []
    for fact in facts:
        if isinstance(fact, HER2Reading | ReceptorReading) and not fact.biopsy._state.adding:
            same_day = _confirmed(fact).filter(read_on=fact.read_on).first()
            if same_day is not None:
                _keep_the_unnamed(fact, same_day)
                replaced.append(same_day)
    return replaced


def _confirmed(fact: Reading) -> QuerySet:
    return type(fact).objects.filter(
        biopsy=fact.biopsy, in_error=None, report__state=ReportState.CONFIRMED
    )


def _keep_the_unnamed(fact: Reading, before: Reading) -> None:
    if not isinstance(fact, ReceptorReading):
        return
    for marker in _MARKERS:
        columns = [name for name in RECEPTORS if name.startswith(marker)]
        if all(getattr(fact, name) in ("", None) for name in columns):
            for name in columns:
                setattr(fact, name, getattr(before, name))


def amended_by(report: PathologyReport, facts: Iterable[Model]) -> list[Amended]:
    """One a reading that was confirmed from another report of the same specimen, and says another
    value; none where the text is not amended."""
    if not is_amended(report.text):
        return []
    return [
        amended
        for fact in facts
        if isinstance(fact, HER2Reading | ReceptorReading) and not fact.biopsy._state.adding
        for amended in _changed(fact)
    ]


def _changed(fact: Reading) -> Iterator[Amended]:
    columns = _RESULTS if isinstance(fact, HER2Reading) else RECEPTORS
    for before in _confirmed(fact).select_related("report__reviewed_by"):
        said = [
            f"{label_of(name)} {words_of(name, str(old))} to {words_of(name, str(new))}"
            for name in columns
            if (old := getattr(before, name)) not in ("", None)
            and (new := getattr(fact, name)) not in ("", None)
            and str(old) != str(new)
        ]
        if said:
            yield Amended(fact.biopsy.accession, "; ".join(said), before.report)
