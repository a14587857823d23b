from django.core.management.base import BaseCommand

from patients.audit.chain import seal


class Command(BaseCommand):
    help = "Chain the entries of the audit trail that are not chained yet. Run it every minute."

    def handle(self, **options) -> None:
        self.stdout.write(f"{seal():,} entries sealed.")
