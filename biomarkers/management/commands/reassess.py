import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from biomarkers.assessment.everyone import reassess_due, reassess_everyone
from biomarkers.clinic.tasks import ask_for_curves


class Command(BaseCommand):
    help = (
        "Update all assessments and tasks after a change of rules, code or catalog. An "
        "interrupted run resumes where it stopped. With --due (run daily): only patients "
        "affected by a date. Then the worker is asked for the curves of each clinic."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--due",
            action="store_true",
            help="only patients for whom a date of a definition, approval or snooze has come",
        )
        parser.add_argument(
            "--workers", type=int, default=1, help="number of processes (PostgreSQL only)"
        )
        parser.add_argument(
            "--from-start", action="store_true", help="start over instead of resuming"
        )

    def handle(self, *, due: bool, workers: int, from_start: bool, **options) -> None:
        today = timezone.localdate()
        if workers > 1 and connection.vendor != "postgresql":
            raise CommandError("--workers requires PostgreSQL; SQLite allows only one writer.")
        with tqdm(unit=" patients", disable=not sys.stderr.isatty()) as bar:
            if due:
                done = reassess_due(today, progress=bar.update)
            else:
                done = reassess_everyone(
                    today, workers=workers, from_start=from_start, progress=bar.update
                )
        ask_for_curves()
        self.stdout.write(
            f"{done.patients:,} patients assessed as of {today.isoformat()}, "
            f"{done.changed:,} changed ({done.rate:,.0f} patients a second)."
        )
