import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from biomarkers.assessment.everyone import reassess_due, reassess_everyone


class Command(BaseCommand):
    help = (
        "Bring everyone's assessment and work up to date after a change of rules, code or catalog. "
        "A stopped run goes on where it was. With --due, daily: only whom the calendar changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--due", action="store_true", help="a definition, approval or snooze")
        parser.add_argument("--workers", type=int, default=1, help="processes (PostgreSQL)")
        parser.add_argument("--from-start", action="store_true", help="forget a stopped run")

    def handle(self, *, due: bool, workers: int, from_start: bool, **options) -> None:
        today = timezone.localdate()
        if workers > 1 and connection.vendor != "postgresql":
            raise CommandError("--workers asks for PostgreSQL: SQLite has one writer at a time.")
        with tqdm(unit=" patients", disable=not sys.stderr.isatty()) as bar:
            if due:
                done = reassess_due(today, progress=bar.update)
            else:
                done = reassess_everyone(
                    today, workers=workers, from_start=from_start, progress=bar.update
                )
        self.stdout.write(
            f"{done.patients:,} patients assessed as of {today.isoformat()}, "
            f"{done.changed:,} changed ({done.rate:,.0f} patients a second)."
        )
