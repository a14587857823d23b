from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from patients.audit.months import make_months


class Command(BaseCommand):
    help = (
        "Make the tables of the audit trail for the next three months (PostgreSQL). Run daily as "
        "the owner of the trail."
    )

    def handle(self, **options) -> None:
        try:
            made = make_months(timezone.now())
        except ProgrammingError as error:
            raise CommandError(f"Run this as the owner of the trail. {error}") from error
        except OperationalError as error:
            raise CommandError(
                f"Another transaction holds the trail: run this again later. {error}"
            ) from error
        self.stdout.write(f"{made:,} months of the trail made.")
