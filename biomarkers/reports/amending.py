"""An amended report that changes a value which a person confirmed: a task for that person."""

from collections.abc import Iterable, Iterator

from django.db.models import Model

from biomarkers.actions import Amended
from biomarkers.domain.codes import ReportState
from biomarkers.models import HER2Reading, PathologyReport, ReceptorReading

from .fields import RECEPTORS, label_of, words_of
from .reader.pattern import compiled

_RESULTS = ("reported_as", "ihc_score", "ihc_score_range", "zero_staining", "ish_result")
_AMENDS = compiled(
    r"\b(?:amm?end(?:ed|ment|s)|corrected (?:report|result|diagnosis)|correction (?:report|of)"
    r"|revised (?:report|result|diagnosis)|supersed\w{2,4}|incorrectly reported)\b"
)


def amended_by(report: PathologyReport, facts: Iterable[Model]) -> list[Amended]:
    """One a reading that was confirmed from another report of the same specimen, and says another
    value; none where the text is not amended."""
    if not _AMENDS.search(report.text):
        return []
    return [
        amended
        for fact in facts
        if isinstance(fact, HER2Reading | ReceptorReading) and not fact.biopsy._state.adding
        for amended in _changed(fact)
    ]


def _changed(fact: HER2Reading | ReceptorReading) -> Iterator[Amended]:
    columns = _RESULTS if isinstance(fact, HER2Reading) else RECEPTORS
    confirmed = type(fact).objects.filter(
        biopsy=fact.biopsy, in_error=None, report__state=ReportState.CONFIRMED
    )
    for before in confirmed.select_related("report__reviewed_by"):
        said = [
            f"{label_of(name)} {words_of(name, str(old))} to {words_of(name, str(new))}"
            for name in columns
            if (old := getattr(before, name)) not in ("", None)
            and (new := getattr(fact, name)) not in ("", None)
            and str(old) != str(new)
        ]
        if said:
            yield Amended(fact.biopsy.accession, "; ".join(said), before.report)
