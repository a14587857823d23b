from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from patients.audit.months import tables
from patients.models import AuditCut, AuditErasure, AuditEvent, AuditLink

# What the web process does in ordinary work, and then what it never does to the trail.
GRANTS = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON {trail} FROM {role};
REVOKE INSERT ON {sealed} FROM {role};
REVOKE ALL ON {months} FROM {role};
"""


class Command(BaseCommand):
    help = (
        "Grant a PostgreSQL role full access except to the audit trail (read and add entries "
        "only; links are made by whom seals). Run as table owner after every migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="existing database role of the web process")

    @transaction.atomic
    def handle(self, *, role: str, **options) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("This command requires PostgreSQL.")
        quote = connection.ops.quote_name
        sealed = [quote(m._meta.db_table) for m in (AuditLink, AuditErasure, AuditCut)]
        trail = [quote(AuditEvent._meta.db_table), *sealed]
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
            found = cursor.fetchone()
            if found is None:
                raise CommandError(
                    f"There is no role {role}: CREATE ROLE … LOGIN PASSWORD … first."
                )
            cursor.execute("SELECT current_user")
            if found[0] or cursor.fetchone()[0] == role:
                raise CommandError(f"{role} is a superuser or owns the tables. Use another role.")
            cursor.execute(
                GRANTS.format(
                    role=quote(role),
                    trail=", ".join(trail),
                    sealed=", ".join(sealed),
                    months=", ".join(map(quote, tables())),
                )
            )
        self.stdout.write(
            f"{role} can now only read the audit trail and add entries. Seal it as another role."
        )
