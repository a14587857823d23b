from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError, CommandParser

from biomarkers.exchange.archive import left_alone, unpack
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder

from ._progress import bars_of


class Command(BaseCommand):
    help = "Read a folder of CSV files, or a zip of it, into the record (docs/record-format.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--team", help="care team (optional if there is only one)")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")
        parser.add_argument("--erase", action="store_true", help="empty cells erase what is stored")

    def handle(self, *, folder: Path, team: str | None, **options) -> None:
        try:
            with _opened(folder, self) as opened:
                done = import_folder(
                    opened,
                    team=team,
                    dry_run=options["dry_run"],
                    erase=options["erase"],
                    progress=bars_of(self),
                )
        except Refused as refused:
            faults = len(refused.faults)
            found = f"\n{faults:,} error{'s' * (faults > 1)}. Nothing was imported."
            raise CommandError(f"{refused}{found}") from None
        self.stdout.write(done.summary)


@contextmanager
def _opened(path: Path, command: BaseCommand) -> Iterator[Path]:
    """The folder itself, or a temporary one with what the archive holds."""
    if path.suffix.lower() != ".zip" or not path.is_file():
        yield path
        return
    with TemporaryDirectory() as place, path.open("rb") as archive:
        names = unpack(archive, Path(place))
        if names:
            command.stdout.write(f"Left out of {left_alone(names)}: {len(names)}")
        yield Path(place)
