"""What a reading would say if it were saved: worked out by the code that reads it once saved."""

from django.utils import timezone

from patients.models import Patient

from .catalog import current_catalog
from .domain.assessment import assess
from .domain.difference import Difference, difference
from .domain.trying import with_reading
from .models import HER2Reading
from .records import her2_reading_of, record_of


def preview_of(patient: Patient, reading: HER2Reading) -> Difference:
    """`patient` comes with its record prefetched; `reading` is not saved."""
    today, rows = timezone.localdate(), current_catalog().rows
    record = record_of(patient)
    tried = with_reading(record, reading.biopsy.accession, her2_reading_of(reading))
    return difference(assess(record, rows, today), assess(tried, rows, today))
