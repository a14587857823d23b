"""Requests of several patients to one laboratory: one letter to print, or a table."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.models import WorkItem
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Patient

from .request_text import text_for

HEADER = ("MRN", "Family name", "Given name", "Accession", "Reason", "Request")


@dataclass(frozen=True)
class Request:
    item: WorkItem
    text: str


def requests_of(items: Collection[WorkItem]) -> list[Request]:
    """In the order of the items; rows that ask nothing of a laboratory are left out."""
    texts = request_texts(items)
    return [Request(item, texts[item.pk]) for item in items if texts.get(item.pk)]


def request_texts(items: Collection[WorkItem]) -> dict[int, str]:
    """By item; every record is read in the same fixed number of queries."""
    ids = {item.patient_id for item in items}
    catalog, today = current_catalog(), timezone.localdate()
    assessments = {
        patient.pk: assess(record_of(patient), catalog, today)
        for patient in patients_with_record(Patient.objects.filter(pk__in=ids))
    }
    return {item.pk: text_for(item, assessments[item.patient_id]) for item in items}


def cells_of(requests: Collection[Request]) -> Iterator[tuple[str, ...]]:
    for request in requests:
        item, patient = request.item, request.item.patient
        yield (
            patient.mrn,
            patient.family_name,
            patient.given_name,
            item.accession,
            item.get_why_display(),
            request.text,
        )
