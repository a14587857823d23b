"""The request to pathology that belongs to an item, ready to send."""

from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.models import WorkItem
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Patient

from .requests import next_steps


def request_text(item: WorkItem) -> str:
    """Empty where nothing is asked of pathology."""
    patient = patients_with_record(Patient.objects.filter(pk=item.patient_id)).get()
    assessment = assess(record_of(patient), current_catalog(), timezone.localdate())
    return next(
        (
            step.request
            for step in next_steps(assessment)
            if step.code == item.action
            and step.specimen
            and step.specimen.specimen.accession == item.accession
        ),
        "",
    )
