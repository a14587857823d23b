"""What the tumor board decided for patients of a page, or when it will discuss them."""

from collections.abc import Collection
from uuid import UUID

from biomarkers.models import BoardCase, BoardDecision


def board_words(patients: Collection[UUID]) -> dict[UUID, str]:
    """One line a patient: the next meeting that has not decided, or else the newest decision.

    Two queries.
    """
    words, decided = {}, set()
    for decision in BoardDecision.objects.filter(patient__in=patients).order_by("on", "pk"):
        outcome = decision.get_outcome_display()
        words[decision.patient_id] = f"tumor board {decision.on.in_words}: {outcome}"
        decided.add((decision.patient_id, decision.meeting_id))
    cases = BoardCase.objects.filter(patient__in=patients, meeting__closed_at=None)
    for case in cases.select_related("meeting").order_by("-meeting__on"):
        if (case.patient_id, case.meeting_id) not in decided:
            words[case.patient_id] = f"on the tumor board of {case.meeting.on:%-d %b %Y}"
    return words
