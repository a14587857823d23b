"""What each action would change, in sentences: found by trying every result it can bring."""

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.catalog import Catalog
from biomarkers.domain.difference import regimens
from biomarkers.domain.trying import Outcome, outcomes_of
from biomarkers.wording.codes import CATEGORY_WORDS, REASON_BADGES


def outcome_sentences(assessment: Assessment, catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """By code of the action."""
    return {
        action.code: tuple(_sentence(o) for o in outcomes_of(action, assessment, catalog))
        for action in assessment.actions
    }


def _sentence(outcome: Outcome) -> str:
    her2 = outcome.change.after.her2
    words = REASON_BADGES[her2.reason] if her2.reason else CATEGORY_WORDS[her2.category]
    parts = [f"If {outcome.condition}: {words}"]
    if opened := regimens(outcome.change.opened):
        parts.append(f"makes {', '.join(opened)} an option")
    if closed := regimens(outcome.change.closed):
        parts.append(f"{', '.join(closed)} no longer an option")
    if len(parts) == 1:
        parts.append("options do not change")
    return "; ".join(parts) + "."
