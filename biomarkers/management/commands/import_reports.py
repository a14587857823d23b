from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from biomarkers.exchange.records.faults import Refused
from biomarkers.reports.folders import import_reports

from ._progress import bars_of


class Command(BaseCommand):
    help = "Put a folder of pathology reports into the review queue (docs/review-reports.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--team", help="the care team; the only one, where there is one")
        parser.add_argument(
            "--dry-run", action="store_true", help="check and count only; save nothing"
        )

    def handle(self, *, folder: Path, team: str | None, dry_run: bool, **options) -> None:
        try:
            received = import_reports(folder, team=team, dry_run=dry_run, progress=bars_of(self))
        except Refused as refused:
            faults = len(refused.faults)
            found = f"\n{faults:,} error{'s' * (faults > 1)}. Nothing was received."
            raise CommandError(f"{refused}{found}") from None
        self.stdout.write(received.summary)
