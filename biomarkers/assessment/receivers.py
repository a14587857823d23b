"""A changed record is assessed again, in the transaction that changed it."""

from django.dispatch import receiver
from django.utils import timezone

from patients.signals import agents_changed, record_changed


@receiver(record_changed, dispatch_uid="biomarkers.store_assessments")
def store_changed(sender, patient_ids, **kwargs):
    from .storing import store_assessments

    store_assessments(patient_ids, today=timezone.localdate())


@receiver(agents_changed, dispatch_uid="biomarkers.catalog_grows")
def catalog_grows(sender, **kwargs):
    """The compiled catalog knows the classes of agents."""
    from biomarkers.models import CatalogVersion

    CatalogVersion.grow()
