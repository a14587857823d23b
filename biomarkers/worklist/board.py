"""What the tumor board decided for patients of a page, or when it will discuss them."""

from collections.abc import Collection
from uuid import UUID

from biomarkers.models import BoardCase, BoardDecision
from patients.language import day_words, say


def board_words(patients: Collection[UUID]) -> dict[UUID, str]:
    """One line a patient: the next meeting that has not decided, or else the newest decision.

    Two queries.
    """
    words, decided = {}, set()
    for decision in BoardDecision.objects.filter(patient__in=patients).order_by("on", "pk"):
        outcome = say(decision.get_outcome_display())
        words[decision.patient_id] = say("tumor board {on}: {outcome}").format(
            on=decision.on.in_words, outcome=outcome
        )
        decided.add((decision.patient_id, decision.meeting_id))
    cases = BoardCase.objects.filter(patient__in=patients, meeting__closed_at=None)
    for case in cases.select_related("meeting").order_by("-meeting__on"):
        if (case.patient_id, case.meeting_id) not in decided:
            on = day_words(case.meeting.on)
            words[case.patient_id] = say("on the tumor board of {on}").format(on=on)
    return words
