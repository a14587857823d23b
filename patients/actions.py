"""Writes to the record: validated, in one transaction, logged, and told to those who listen.

Facts are rows that belong to a patient, also those that another app keeps: each has `patient_id`.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from .audit import acting
from .models import Patient
from .signals import record_changed


@transaction.atomic
def save_facts(facts: Iterable[Model], *, by) -> None:
    """New facts or corrected ones. Raises ValidationError, and then writes none of them."""
    saved = list(facts)
    with acting(by):
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


def patient_id_of(fact: Model) -> UUID:
    return fact.pk if isinstance(fact, Patient) else fact.patient_id


def _tell(facts: list[Model]) -> None:
    ids = sorted({patient_id_of(fact) for fact in facts if not _is_gone(fact)})
    if ids:
        record_changed.send(sender=Patient, patient_ids=ids)


def _is_gone(fact: Model) -> bool:
    return isinstance(fact, Patient) and fact.pk is None
