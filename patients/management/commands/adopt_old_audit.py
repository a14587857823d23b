from django.core.management.base import BaseCommand

from patients.audit.adopting import adopt


class Command(BaseCommand):
    help = (
        "Move audit entries of databases older than 0.1.0 (table auditlog_logentry) into the "
        "audit trail and seal them. Run once; a second run finds nothing."
    )

    def handle(self, **options) -> None:
        self.stdout.write(f"{adopt():,} old entries moved into the audit trail.")
