from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.tables.importing import import_tables
from biomarkers.exchange.tables.mapping import read_mapping

from ._progress import bars_of


class Command(BaseCommand):
    help = "Import an external table through a mapping: all or none (docs/map-external-tables.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a table, or a folder of tables")
        parser.add_argument("--mapping", type=Path, required=True, help="a TOML file")
        parser.add_argument("--team", help="the care team; the only one, where there is one")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")
        parser.add_argument("--erase", action="store_true", help="empty cells erase what is stored")

    def handle(self, *, file: Path, mapping: Path, team: str | None, **options) -> None:
        try:
            done = import_tables(
                file,
                read_mapping(mapping),
                team=team,
                dry_run=options["dry_run"],
                erase=options["erase"],
                progress=bars_of(self),
            )
        except Refused as refused:
            raise CommandError(f"{refused}\nNothing was imported.") from None
        self.stdout.write(done.summary)
