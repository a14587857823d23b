"""A changed record is assessed again, in the transaction that changed it."""

from django.dispatch import receiver
from django.utils import timezone

from patients.signals import record_changed


@receiver(record_changed, dispatch_uid="biomarkers.store_assessments")
def store_changed(sender, patient_ids, **kwargs):
    from .assessments import store_assessments

    store_assessments(patient_ids, today=timezone.localdate())
