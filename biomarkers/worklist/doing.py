"""What can be done about an item, in a row: which verb comes first, and what is to do next."""

from dataclasses import dataclass

from django.urls import reverse

from biomarkers.domain.codes import StepKind
from biomarkers.domain.work import Why
from biomarkers.models import Standing, WorkItem
from biomarkers.wording.grounds import task_sentence
from biomarkers.wording.next_steps import step_words
from patients.language import Words, say

_DISCUSS = (StepKind.DISCUSSED,)
_REVIEW = (StepKind.UNCHANGED,)
_REQUEST = (StepKind.REQUESTED, StepKind.UNCHANGED)
_CHASE = (StepKind.CHASED, StepKind.UNCHANGED)
_FIRST = {
    "option_opened": _DISCUSS,
    "consider_biopsy": (StepKind.DISCUSSED, StepKind.UNCHANGED),
    "specimens_differ": _REVIEW,
    "her2_lost": _REVIEW,
    "confirm_line": _REVIEW,
    "tell_toxicity": _REVIEW,
    "date_ecog": _REVIEW,
    "complete_history": _REVIEW,
    "await_ish": _CHASE,
    "needs_fixing": (),
    "taken_back": _REVIEW,
    "amended": _REVIEW,
}
_ALWAYS = (StepKind.SNOOZED, StepKind.ASSIGNED, StepKind.COMMENTED)

VERB_WORDS = Words(
    {
        StepKind.REQUESTED: "Mark requested",
        StepKind.CHASED: "Record follow-up",
        StepKind.DISCUSSED: "Record discussion",
        StepKind.UNCHANGED: "Mark reviewed",
        StepKind.SNOOZED: "Snooze",
        StepKind.BROUGHT_BACK: "Return to worklist",
        StepKind.ASSIGNED: "Assign",
        StepKind.COMMENTED: "Add comment",
    }
)


def next_step_words(item: WorkItem) -> str:
    return step_words(item.action, asked=item.requested_on is not None)


def task_words(item: WorkItem) -> str:
    """Why it is there; of a row from before grounds were stored, what its assessment said."""
    return task_sentence(item.grounds) or item.assessment.because


def done_words(kind: StepKind, owner=None) -> str:
    """What is true after a step: `requested`, `assigned to Eva Lind`, `unassigned`."""
    if kind is not StepKind.ASSIGNED:
        return kind.words
    if owner is None:
        return say("unassigned")
    return say("assigned to {owner}").format(owner=owner.get_full_name() or owner.get_username())


@dataclass(frozen=True)
class Verb:
    words: str
    address: str


def verbs_for(item: WorkItem) -> tuple[Verb, ...]:
    """The verb of the row's own button first, then those of its menu."""
    here = reverse("work_step", args=[item.pk, "kind"]).removesuffix("kind/")  # once, not for each
    return tuple(Verb(VERB_WORDS[kind], f"{here}{kind}/") for kind in _kinds_for(item))


def _kinds_for(item: WorkItem) -> tuple[StepKind, ...]:
    first = _FIRST.get(item.action, _CHASE if item.requested_on else _REQUEST)
    if item.waits_until or item.standing == Standing.ANSWERED:
        return (StepKind.BROUGHT_BACK, *first, *_ALWAYS)
    if item.why == Why.NEEDS_FIXING:
        return _ALWAYS
    return (*first, *_ALWAYS)
