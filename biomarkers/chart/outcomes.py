"""What each action would change, in sentences: found by trying every result it can bring."""

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.catalog import Catalog
from biomarkers.domain.trying import Outcome, outcomes_of
from biomarkers.options.between import named
from biomarkers.wording.badges import status_badge
from patients.language import say


def outcome_sentences(assessment: Assessment, catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """By code of the action."""
    return {
        action.code: tuple(_sentence(o) for o in outcomes_of(action, assessment, catalog))
        for action in assessment.actions
    }


def _sentence(outcome: Outcome) -> str:
    her2 = outcome.change.after.her2
    condition, words = say(outcome.condition), status_badge(her2)
    parts = [say("If {condition}: {words}").format(condition=condition, words=words)]
    if opened := named(outcome.change.opened):
        parts.append(say("makes {names} an option").format(names=", ".join(opened)))
    if closed := named(outcome.change.closed):
        parts.append(say("{names} no longer an option").format(names=", ".join(closed)))
    if len(parts) == 1:
        parts.append(say("options do not change"))
    return "; ".join(parts) + "."
