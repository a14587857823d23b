import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from biomarkers.demo.filling import make_cohort
from patients.models import Patient


class Command(BaseCommand):
    help = "Create synthetic patients for load testing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--teams", type=int, default=5)
        parser.add_argument("--add", action="store_true", help="add to existing patients")

    def handle(self, *, number: int, seed: int, teams: int, add: bool, **options) -> None:
        if not settings.DEBUG:
            raise CommandError("Invented patients are made only while DEBUG is on.")
        if Patient.objects.exists() and not add:
            raise CommandError("The database already has patients. Use --add to add more.")
        with tqdm(total=number, unit=" patients", disable=not sys.stderr.isatty()) as bar:
            make_cohort(number, seed=seed, teams=teams, progress=bar.update)
        self.stdout.write(f"{number:,} invented patients in {teams} teams.")
