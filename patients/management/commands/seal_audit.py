from django.core.management.base import BaseCommand

from patients.audit.chain import seal


class Command(BaseCommand):
    help = "Seal new audit trail entries. Run every minute."

    def handle(self, **options) -> None:
        self.stdout.write(f"{seal():,} entries sealed.")
