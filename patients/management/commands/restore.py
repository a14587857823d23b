import tarfile
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from patients.operations.backup import BackupError, faults_of_restored, restore_backup

SHOWN_AT_MOST = 50


class Command(BaseCommand):
    help = (
        "Fill an empty database and the folder of uploads from a backup, then hold rows, audit "
        "trail and second factors against what the backup says."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what manage.py backup wrote, decrypted")

    def handle(self, *, file: Path, **options) -> None:
        try:
            manifest = restore_backup(file)
        except (BackupError, OSError, KeyError, tarfile.TarError) as error:
            raise CommandError(str(error)) from None
        faults = list(islice(faults_of_restored(manifest), SHOWN_AT_MOST))
        if faults:
            raise CommandError("The restored database is not whole:\n  " + "\n  ".join(faults))
        self.stdout.write(
            f"{sum(manifest.rows.values()):,} rows restored from {manifest.made_at}: rows, audit "
            "trail and second factors are as they were."
        )
