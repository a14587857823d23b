from django.core.management.base import BaseCommand

from patients.audit.adopting import adopt


class Command(BaseCommand):
    help = (
        "Move audit entries of databases older than 0.1.0 (table auditlog_logentry) into the "
        "audit trail and seal them. Run once; a second run finds nothing. On PostgreSQL run it as "
        "the owner of the tables or the role that seals (SEAL_DATABASE_URL): the web role may "
        "not make links of the chain."
    )

    def handle(self, **options) -> None:
        self.stdout.write(f"{adopt():,} old entries moved into the audit trail.")
