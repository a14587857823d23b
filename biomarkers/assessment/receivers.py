"""A changed record is assessed again, in the transaction that changed it."""

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from patients.signals import agents_changed, leaving_record, record_changed


@receiver(record_changed, dispatch_uid="biomarkers.store_assessments")
def store_changed(sender, patient_ids, **kwargs):
    from .storing import store_assessments

    store_assessments(patient_ids, today=timezone.localdate())


@receiver(agents_changed, dispatch_uid="biomarkers.catalog_grows")
def catalog_grows(sender, **kwargs):
    """The compiled catalog knows the classes of agents: it is a new one, and everyone follows."""
    from biomarkers.models import CatalogVersion

    from .tasks import bring_up_to_date

    CatalogVersion.bump()
    transaction.on_commit(bring_up_to_date.enqueue)


@receiver(leaving_record, dispatch_uid="biomarkers.what_rested_on")
def what_rested(sender, facts, **kwargs):
    from biomarkers.record.rested import what_rested_on

    return what_rested_on(facts)
