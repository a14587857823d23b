import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from biomarkers.assessments import store_assessments
from patients.models import Patient

PATIENTS_AT_A_TIME = 200


class Command(BaseCommand):
    help = "Assess every patient again, after a change of rules, catalog or calendar."

    def handle(self, **options) -> None:
        today = timezone.localdate()
        done = 0
        for ids in _chunks(Patient.objects.order_by("pk").values_list("pk", flat=True)):
            store_assessments(ids, today=today)
            done += len(ids)
            if sys.stderr.isatty():
                self.stderr.write(f"\r{done} patients assessed", ending="")
        self.stdout.write(f"{done} patients assessed as of {today.isoformat()}.")


def _chunks(ids):
    chunk = []
    for patient_id in ids.iterator(chunk_size=PATIENTS_AT_A_TIME):
        chunk.append(patient_id)
        if len(chunk) == PATIENTS_AT_A_TIME:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
