from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from biomarkers.domain.evidence import readings_known_by
from biomarkers.domain.known import record_known_on
from biomarkers.domain.record import Record
from biomarkers.domain.specimen import SpecimenStatus
from biomarkers.domain.status import her2_status
from biomarkers.domain.work import Why
from biomarkers.models import WorkItem
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Patient

PATIENTS_AT_A_TIME = 200
HEADER = ("reported as", "IHC", "category", "reason", "specimens")

Kind = tuple[str, str, str, str]


class Command(BaseCommand):
    help = (
        "Count specimens by reported category, IHC score and category today, and the patients for"
        " whom a new option is a task."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--team", help="only patients of this care team")

    def handle(self, *, team: str | None, **options) -> None:
        patients = Patient.objects.order_by("mrn")
        if team is not None:
            patients = patients.filter(care_team__name=team)
        day = timezone.localdate()
        counts: Counter[Kind] = Counter()
        without = seen = 0
        for patient in patients_with_record(patients).iterator(chunk_size=PATIENTS_AT_A_TIME):
            kinds = list(kinds_of(record_of(patient), day))
            counts.update(kinds)
            seen += 1
            without += not kinds
        self.stdout.write(f"{seen:,} patients, {without:,} without any HER2 reading")
        self.stdout.write(_line(HEADER))
        self.stdout.write(_line(["---"] * len(HEADER)))
        for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            self.stdout.write(_line([*kind, f"{count:,}"]))
        opened = WorkItem.objects.filter(why=Why.OPTION_OPENED, patient__in=patients)
        untreated = opened.filter(patient__agents_given=None)
        self.stdout.write(
            f"{opened.count():,} with a new option as a task,"
            f" {untreated.count():,} of them without a treatment on record"
        )


def kinds_of(record: Record, day: date) -> Iterator[Kind]:
    """Of each specimen that has a reading by the day."""
    for specimen in her2_status(record_known_on(record, day), day).specimens:
        if specimen.has_reading:
            score = specimen.evidence.ihc.score if specimen.evidence.ihc else "not stated"
            reason = specimen.reason or ""
            yield _reported(specimen, day), score, specimen.category, reason


def _reported(specimen: SpecimenStatus, day: date) -> str:
    """The word of the earliest reading that has one, as `assess` tells it."""
    readings = readings_known_by(specimen.specimen, day)
    return next((r.reported_as for r in readings if r.reported_as), "not reported")


def _line(cells) -> str:
    return f"| {' | '.join(cells)} |"
