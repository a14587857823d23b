"""What the tumor board decided for patients of a page, or when it will discuss them."""

from collections.abc import Collection
from uuid import UUID

from biomarkers.models import BoardCase, BoardDecision
from patients.language import say


def board_words(patients: Collection[UUID]) -> dict[UUID, str]:
    """One line a patient: the next meeting that has not decided, or else the newest decision.

    Two queries.
    """
    words, decided = {}, set()
    decisions = BoardDecision.objects.filter(patient__in=patients).select_related("meeting")
    for decision in decisions.order_by("on", "pk"):
        outcome = say(decision.get_outcome_display())
        board = decision.meeting.title if decision.meeting else say("tumor board")
        words[decision.patient_id] = f"{board} {decision.on.in_words}: {outcome}"
        decided.add((decision.patient_id, decision.meeting_id))
    cases = BoardCase.objects.filter(patient__in=patients, meeting__closed_at=None)
    for case in cases.select_related("meeting").order_by("-meeting__on"):
        if (case.patient_id, case.meeting_id) not in decided:
            on_list = say("on the list of {meeting}")
            words[case.patient_id] = on_list.format(meeting=case.meeting.words)
    return words
