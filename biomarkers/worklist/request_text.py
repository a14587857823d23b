"""The request to a laboratory that belongs to an item, ready to send."""

from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import Assessment, assess
from biomarkers.domain.work import Why
from biomarkers.models import WorkItem
from biomarkers.record.reading import patients_with_record, record_of
from biomarkers.wording.requests import addressed, molecular_request, next_steps
from patients.models import Patient
from patients.readers import in_english


def request_text(item: WorkItem) -> str:
    """Empty where nothing is asked of a laboratory."""
    patient = patients_with_record(Patient.objects.filter(pk=item.patient_id)).get()
    return text_for(item, assess(record_of(patient), current_catalog(), timezone.localdate()))


@in_english()
def text_for(item: WorkItem, assessment: Assessment) -> str:
    """It leaves the clinic and is kept as sent: in English, whoever asks."""
    return addressed(_asked(item, assessment), item.patient)


def _asked(item: WorkItem, assessment: Assessment) -> str:
    if item.why == Why.MOLECULAR_TEST:
        return molecular_request(assessment)
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
