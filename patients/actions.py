"""Writes to the record: validated, in one transaction, logged, and told to those who listen.

Facts are rows that belong to a patient, also those that another app keeps: each has `patient_id`.
How they leave the record again: patients/changes/.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from patients.language import to_say

from .audit.events import Action, log_patient_event, log_user_event
from .audit.recording import acting
from .changes.conflicts import Seen, refuse_if_changed, refuse_if_saved_already
from .changes.locking import lock_records, stored_now
from .changes.undo import Change
from .models import AdverseEvent, AgentGiven, BreakGlass, LineOfTreatment, Patient
from .models.fact import ClinicalFact
from .signals import record_changed


@transaction.atomic
def save_facts(
    facts: Iterable[ClinicalFact],
    *,
    by,
    why: str = "",
    seen: Mapping[ClinicalFact, Seen] | None = None,
) -> list[Change]:
    """New facts, or corrected ones with the reason why. Returns what each was and is.

    `seen` is what the person saw of facts before changing them. Raises ValidationError, as its
    kinds ChangedMeanwhile and SavedAlready too, and then writes none of them.
    """
    saved = list(facts)
    lock_records(fact.patient_id for fact in saved)
    with acting(by, why):
        changes = [_save(fact, seen or {}, saved) for fact in saved]
        _send_record_changed(saved)
    return changes


def _save(
    fact: ClinicalFact, seen: Mapping[ClinicalFact, Seen], saved: list[ClinicalFact]
) -> Change:
    before = None if fact._state.adding else stored_now(fact)
    if before and fact in seen:
        refuse_if_changed(fact, before, seen[fact])
    try:
        fact.full_clean()
        with transaction.atomic():
            fact.save()
    except ValidationError:
        refuse_if_saved_already(fact, saved)
        raise
    except IntegrityError as error:
        meanwhile = to_say("Someone else saved the same at this moment. Try again.")
        raise ValidationError(meanwhile) from error
    return Change.of(before, fact)


STILL_GIVEN: Seen = {"ended_on": "", "end_reason": ""}


@transaction.atomic
def stop_agents(
    given: Iterable[AgentGiven],
    *,
    ended_on,
    end_reason: str,
    event: AdverseEvent | None = None,
    by,
) -> list[Change]:
    """Agents that end on one day for one reason; a whole line, where they are all of it.

    `event` is the toxicity that ended them, where it is known.

    Raises ChangedMeanwhile if one of them has ended already, SavedAlready if in the same way.
    """
    stopped = list(given)
    for agent_given in stopped:
        agent_given.ended_on, agent_given.end_reason = ended_on, end_reason
    facts = [*stopped, *([event] if event else [])]
    return save_facts(facts, by=by, seen=dict.fromkeys(stopped, STILL_GIVEN))


@transaction.atomic
def start_regimen(given: Iterable[AgentGiven], *, number: int | None, by) -> list[Change]:
    """Agents that begin together, as new facts. `number` is that of their line, if confirmed."""
    started = list(given)
    if number:
        lock_records(agent_given.patient_id for agent_given in started)
        _put_on_line(started, number, by)
    return save_facts(started, by=by)


@transaction.atomic
def confirm_line(given: Iterable[AgentGiven], *, number: int, by) -> list[Change]:
    """A suggested number becomes the number; agents that have one already keep it."""
    given = list(given)
    lock_records(agent_given.patient_id for agent_given in given)
    placed = [stored_now(agent_given) for agent_given in given]
    placed = [agent_given for agent_given in placed if agent_given.line_id is None]
    if not placed:
        return []
    _put_on_line(placed, number, by)
    return save_facts(placed, by=by)


def _put_on_line(given: list[AgentGiven], number: int, by) -> None:
    """The line of this number, made where there is none; under the lock of the caller."""
    with acting(by):
        line, _ = LineOfTreatment.objects.get_or_create(
            patient_id=given[0].patient_id, number=number
        )
    for agent_given in given:
        agent_given.line = line


@transaction.atomic
def break_glass(*, mrn: str, reason: str, by) -> BreakGlass | None:
    """Open the patient of another team for a while. None where nobody has the number.

    An attempt is recorded too: numbers cannot be tried out unseen.
    """
    patient = Patient.objects.numbered(mrn).first()
    if patient is None:
        log_user_event(Action.BREAK_GLASS, by, mrn=mrn, reason=reason, found=False)
        return None
    now = timezone.now()
    ends_at = now + timedelta(minutes=settings.BREAK_GLASS_MINUTES)
    broken = BreakGlass(
        patient=patient, reason=reason, opened_by=by, opened_at=now, ends_at=ends_at
    )
    broken.full_clean()
    broken.save()
    log_patient_event(
        Action.BREAK_GLASS, patient.pk, by=by, reason=reason, until=ends_at.isoformat()
    )
    return broken


def patient_id_of(fact: ClinicalFact) -> UUID:
    return fact.patient_id


def _send_record_changed(facts: list[ClinicalFact]) -> None:
    ids = sorted({fact.patient_id for fact in facts})
    if ids:
        record_changed.send(sender=Patient, patient_ids=ids)
