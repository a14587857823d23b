from django.core.management.base import BaseCommand

from patients.audit.renewing import renew


class Command(BaseCommand):
    help = (
        "After AUDIT_KEY was replaced: make the seals of erased entries and of the last cut again "
        "with the new key. On PostgreSQL run it as the owner of the tables."
    )

    def handle(self, **options) -> None:
        self.stdout.write(f"{renew():,} seals renewed.")
