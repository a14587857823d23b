from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from patients.operations.backup import BackupError, make_backup


class Command(BaseCommand):
    help = "Write database and uploads to one new file. It holds patients' records: encrypt it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *, file: Path, **options) -> None:
        try:
            manifest = make_backup(file)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{sum(manifest.rows.values()):,} rows saved in {file}.")
