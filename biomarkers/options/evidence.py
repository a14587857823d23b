"""What a trial found, in words. Medians of different trials are never put on one scale."""

from dataclasses import dataclass
from decimal import Decimal

from biomarkers.domain.catalog import CatalogRow
from patients.language import Words, say, to_say

# The key of the catalog (docs/contract/clinical-content.md).
LETTER_WORDS = Words(
    {
        "A": "randomized phase 3, overall survival significantly longer",
        "B": "randomized phase 3, time to progression or return, or response, significantly better",
        "C": "one arm, phase 2, or accelerated approval on response",
        "D": "older approval or usual practice without such a trial",
    }
)
NO_FIGURE = to_say("no sourced figure")


@dataclass(frozen=True)
class Evidence:
    """`letter` A to D or empty; `figures` drug against control, or that there is none on file."""

    letter: str
    trial: str
    figures: tuple[str, ...]

    @property
    def letter_words(self) -> str:
        return LETTER_WORDS.get(self.letter, "")


def evidence_of(row: CatalogRow) -> Evidence:
    against = (
        say(" against {comparison}").format(comparison=_said(row.comparison))
        if row.trial and row.comparison
        else ""
    )
    return Evidence(row.evidence, f"{row.trial}{against}", figures_of(row))


def _said(comparison: str) -> str:
    """Drug by drug; what is no drug has words in other languages, as “endocrine therapy”."""
    return " + ".join(say(part) for part in comparison.split(" + "))


def figures_of(row: CatalogRow) -> tuple[str, ...]:
    """`PFS 13.2 v 8.1 months, HR 0.62 (0.52-0.75)`; empty where no figure is on file."""
    found = [
        _medians("PFS", row.pfs_months, row.pfs_control, row.pfs_hr),
        _medians("OS", row.os_months, row.os_control, row.os_hr),
        row.early_endpoint,
    ]
    return tuple(filter(None, found))


def _medians(measure: str, arm: Decimal | None, control: Decimal | None, ratio: str) -> str:
    medians = (
        ""
        if arm is None
        else say("{arm} v {control} months").format(arm=arm, control=control)
        if control
        else say("{arm} months").format(arm=arm)
    )
    hazard = say("HR {ratio}").format(ratio=ratio) if ratio else ""
    words = ", ".join(filter(None, (medians, hazard)))
    return f"{measure} {words}" if words else ""
