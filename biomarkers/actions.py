"""Writes of what is not a fact of the record."""

from django.db import transaction

from patients.audit import acting
from patients.models import Patient

from .models import PrintedHandout


@transaction.atomic
def keep_handout(*, patient: Patient, answers: list[dict[str, str]], by) -> PrintedHandout:
    """What is about to be printed for the patient, word for word."""
    with acting(by):
        return PrintedHandout.objects.create(patient=patient, answers=answers, printed_by=by)
