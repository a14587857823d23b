"""Every patient under the catalog in force and under a draft: for whom what opens and closes."""

from collections import Counter
from datetime import date

from django.utils import timezone

from biomarkers.catalog.current import compile_catalog
from biomarkers.domain.assessment import assess
from biomarkers.domain.catalog import Catalog
from biomarkers.domain.difference import Difference, difference
from biomarkers.domain.thresholds import TableFault
from biomarkers.models import CatalogEffect, CatalogPreview
from biomarkers.record.integrity import Unreadable, attempt
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Patient

PATIENTS_AT_A_TIME = 200


def work_out(preview: CatalogPreview, today: date) -> None:
    """Patients in slices by key; how far it is can be read from the preview at any time."""
    preview.of_patients = Patient.objects.count()
    preview.save()
    try:
        now = compile_catalog(preview.of_version)
        then = compile_catalog(preview.of_version, preview.draft)
    except TableFault as fault:
        preview.fault = str(fault)
    else:
        _look_at_everyone(preview, now, then, today)
    preview.finished_at = timezone.now()
    preview.save()


def _look_at_everyone(preview: CatalogPreview, now: Catalog, then: Catalog, today: date) -> None:
    opens: Counter[str] = Counter()
    closes: Counter[str] = Counter()
    last = None
    while ids := _next_ids(last):
        effects = [
            effect
            for patient in patients_with_record(Patient.objects.filter(pk__in=ids))
            if (effect := _effect(preview, patient, now, then, today))
        ]
        for effect in effects:
            opens.update(effect.opens.splitlines())
            closes.update(effect.closes.splitlines())
        CatalogEffect.objects.bulk_create(effects)
        last = ids[-1]
        preview.patients += len(ids)
        preview.open_counts = {slug: [opens[slug], closes[slug]] for slug in {**opens, **closes}}
        preview.save()


def _next_ids(last) -> list:
    rest = Patient.objects.filter(pk__gt=last) if last else Patient.objects.all()
    return list(rest.order_by("pk").values_list("pk", flat=True)[:PATIENTS_AT_A_TIME])


def _difference(patient: Patient, now: Catalog, then: Catalog, today: date) -> Difference:
    record = record_of(patient)
    return difference(assess(record, now, today), assess(record, then, today))


def _effect(
    preview: CatalogPreview, patient: Patient, now: Catalog, then: Catalog, today: date
) -> CatalogEffect | None:
    """None where nothing opens or closes. A record that cannot be assessed is counted."""
    change = attempt(lambda: _difference(patient, now, then, today))
    if isinstance(change, Unreadable):  # its fault is on the list already
        preview.unreadable += 1
        return None
    if not (change.opened or change.closed):
        return None
    return CatalogEffect(
        preview=preview,
        patient=patient,
        opens="\n".join(option.row.slug for option in change.opened),
        closes="\n".join(option.row.slug for option in change.closed),
    )
