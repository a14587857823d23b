"""Writes to the record: validated, in one transaction, logged, and told to those who listen.

Facts are rows that belong to a patient, also those that another app keeps: each has `patient_id`.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from .audit.events import Action, record_patient, record_user
from .audit.recording import acting
from .models import AgentGiven, BreakGlass, LineOfTreatment, Patient
from .signals import record_changed


@transaction.atomic
def save_facts(facts: Iterable[Model], *, by, why: str = "") -> None:
    """New facts, or corrected ones with the reason why.

    Raises ValidationError, and then writes none of them.
    """
    saved = list(facts)
    with acting(by, why):
        for fact in saved:
            fact.full_clean()
            fact.save()
        _tell(saved)


@transaction.atomic
def remove_facts(facts: Iterable[Model], *, by) -> None:
    """Facts entered in error. Raises ProtectedError where others rest on one of them."""
    removed = list(facts)
    with acting(by):
        for fact in removed:
            fact.delete()
        _tell(removed)


@transaction.atomic
def stop_agents(given: Iterable[AgentGiven], *, ended_on, end_reason: str, by) -> None:
    """Agents that end on one day for one reason; a whole line, where they are all of it."""
    stopped = list(given)
    for agent_given in stopped:
        agent_given.ended_on, agent_given.end_reason = ended_on, end_reason
    save_facts(stopped, by=by)


@transaction.atomic
def confirm_line(given: Iterable[AgentGiven], *, number: int, by) -> None:
    """A suggested number becomes the number; agents that have one already keep it."""
    placed = [agent_given for agent_given in given if agent_given.line is None]
    if not placed:
        return
    with acting(by):
        line, _ = LineOfTreatment.objects.get_or_create(
            patient_id=placed[0].patient_id, number=number
        )
    for agent_given in placed:
        agent_given.line = line
    save_facts(placed, by=by)


@transaction.atomic
def break_glass(*, mrn: str, reason: str, by) -> BreakGlass | None:
    """Open the patient of another team for a while. None where nobody has the number.

    An attempt is recorded too: numbers cannot be tried out unseen.
    """
    patient = Patient.objects.filter(mrn=mrn).first()
    if patient is None:
        record_user(Action.BREAK_GLASS, by, mrn=mrn, reason=reason, found=False)
        return None
    now = timezone.now()
    ends_at = now + timedelta(minutes=settings.BREAK_GLASS_MINUTES)
    broken = BreakGlass(
        patient=patient, reason=reason, opened_by=by, opened_at=now, ends_at=ends_at
    )
    broken.full_clean()
    broken.save()
    record_patient(Action.BREAK_GLASS, patient.pk, by=by, reason=reason, until=ends_at.isoformat())
    return broken


def patient_id_of(fact: Model) -> UUID:
    return fact.pk if isinstance(fact, Patient) else fact.patient_id


def _tell(facts: list[Model]) -> None:
    ids = sorted({patient_id_of(fact) for fact in facts if not _is_gone(fact)})
    if ids:
        record_changed.send(sender=Patient, patient_ids=ids)


def _is_gone(fact: Model) -> bool:
    return isinstance(fact, Patient) and fact.pk is None
