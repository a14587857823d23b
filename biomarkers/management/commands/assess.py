import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.answers import answer_of
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Patient

PATIENTS_AT_A_TIME = 200


class Command(BaseCommand):
    help = "Print each patient's assessment on a date as JSON Lines, ordered by MRN."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mrn", nargs="+", help="limit to these MRNs")
        parser.add_argument(
            "--as-of", type=_day, metavar="DATE", help="YYYY-MM-DD (default: today)"
        )

    def handle(self, *, mrn: list[str] | None, as_of: date | None, **options) -> None:
        patients = Patient.objects.order_by("mrn")
        if mrn is not None:
            patients = patients.filter(mrn__in=mrn)
            _refuse_unknown(mrn, patients)
        catalog = current_catalog()
        day = as_of or timezone.localdate()
        # one prefetch for each chunk, so that memory stays bounded
        for patient in patients_with_record(patients).iterator(chunk_size=PATIENTS_AT_A_TIME):
            answer = answer_of(assess(record_of(patient), catalog, day))
            self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _refuse_unknown(mrns: list[str], patients) -> None:
    unknown = set(mrns) - set(patients.values_list("mrn", flat=True))
    if unknown:
        raise CommandError(f"No patient has MRN {', '.join(sorted(unknown))}.")


def _day(text: str) -> date:
    return date.fromisoformat(text)
