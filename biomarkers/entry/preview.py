"""What a reading would say if it were saved: worked out by the code that reads it once saved."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.domain.difference import Difference, difference
from biomarkers.domain.record import Record
from biomarkers.domain.trying import (
    with_reading,
    with_receptor_reading,
    with_specimen,
    without_readings,
)
from biomarkers.models import HER2Reading, ReceptorReading
from biomarkers.record.reading import (
    her2_reading_of,
    receptor_reading_of,
    record_of,
    ref_of,
    specimen_of,
)
from patients.models import Biopsy, Patient


def preview_of(patient: Patient, *facts: Model, without: Iterable[Model] = ()) -> Difference:
    """`patient` comes with its record prefetched; specimens and readings are not saved.

    Readings `without` which the record would be are left out of it.
    """
    today, catalog = timezone.localdate(), current_catalog()
    record = record_of(patient)
    kept = without_readings(record, {ref_of(reading) for reading in without})
    after = assess(_with(kept, facts), catalog, today)
    return difference(assess(record, catalog, today), after)


def _with(record: Record, facts: Iterable[Model]) -> Record:
    for fact in facts:
        match fact:
            case Biopsy():
                record = with_specimen(record, specimen_of(fact))
            case HER2Reading():
                record = with_reading(record, fact.biopsy.accession, her2_reading_of(fact))
            case ReceptorReading():
                reading = receptor_reading_of(fact)
                record = with_receptor_reading(record, fact.biopsy.accession, reading)
    return record
