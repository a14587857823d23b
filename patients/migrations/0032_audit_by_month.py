"""The trail by month on PostgreSQL, as partitions; SQLite keeps it as one table.

A table that is there becomes the first partition as it stands: no entry is copied. It is read
through twice while others write (for its key with the day, and to know that no entry is later),
and held for a moment at the end. A run that was broken off is begun again.
"""

from datetime import UTC, datetime, timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models, transaction

from patients.audit.months import make_months, start_of_next_month

TRAIL, BEFORE = "patients_auditevent", "patients_auditevent_before"
SOON = timedelta(days=2)  # entries must not pass the first border while this runs


def divide(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if not _is_divided(cursor):
            border = _first_border(cursor)
            _prepare(cursor, border)
            with transaction.atomic(using=connection.alias):
                _put_under_a_divided_one(cursor, border)
    make_months(datetime.now(UTC))


def _is_divided(cursor) -> bool:
    cursor.execute("SELECT relkind = 'p' FROM pg_class WHERE oid = %s::regclass", [TRAIL])
    return cursor.fetchone()[0]


def _first_border(cursor) -> datetime:
    """The start of the month after every entry that there is, or soon will be."""
    cursor.execute(f"SELECT max(timestamp) FROM {TRAIL}")
    newest = cursor.fetchone()[0] or datetime.now(UTC)
    return start_of_next_month(max(newest, datetime.now(UTC) + SOON))


def _prepare(cursor, border: datetime) -> None:
    """What reads the whole table, so that what holds it need not."""
    cursor.execute(f"ALTER TABLE {TRAIL} DROP CONSTRAINT IF EXISTS audit_before")
    cursor.execute(
        f"ALTER TABLE {TRAIL} ADD CONSTRAINT audit_before CHECK (timestamp < '{border:%Y-%m-%d} 00:00Z') "
        "NOT VALID"
    )
    cursor.execute(f"ALTER TABLE {TRAIL} VALIDATE CONSTRAINT audit_before")
    cursor.execute("DROP INDEX IF EXISTS audit_before_key")
    cursor.execute(
        f"CREATE UNIQUE INDEX CONCURRENTLY audit_before_key ON {TRAIL} (id, timestamp)"
    )


def _put_under_a_divided_one(cursor, border: datetime) -> None:
    """The new table has the name, keys, indexes, limits and grants of the old one."""
    cursor.execute("SET LOCAL lock_timeout = '10s'")
    cursor.execute(f"LOCK TABLE {TRAIL} IN ACCESS EXCLUSIVE MODE")
    indexes, limits, grants = _indexes(cursor), _limits(cursor), _grants(cursor)
    for name, _ in indexes:
        cursor.execute(f'ALTER INDEX "{name}" RENAME TO "{name[:56]}_before"')
    cursor.execute(f"ALTER TABLE {TRAIL} DROP CONSTRAINT {_key(cursor)}")
    cursor.execute(f"ALTER TABLE {TRAIL} RENAME TO {BEFORE}")
    cursor.execute(
        f"ALTER TABLE {BEFORE} ADD CONSTRAINT {BEFORE}_pkey PRIMARY KEY USING INDEX audit_before_key"
    )
    cursor.execute(
        f"CREATE TABLE {TRAIL} (LIKE {BEFORE} INCLUDING DEFAULTS) PARTITION BY RANGE (timestamp)"
    )
    cursor.execute(f"ALTER TABLE {TRAIL} ADD PRIMARY KEY (id, timestamp)")
    for name, limit in limits:
        cursor.execute(f'ALTER TABLE {TRAIL} ADD CONSTRAINT "{name}" {limit}')
    for _, index in indexes:
        cursor.execute(index)
    cursor.execute(
        f"ALTER TABLE {TRAIL} ATTACH PARTITION {BEFORE} "
        f"FOR VALUES FROM (MINVALUE) TO ('{border:%Y-%m-%d} 00:00Z')"
    )
    cursor.execute(f"ALTER TABLE {BEFORE} DROP CONSTRAINT audit_before")
    cursor.execute(f"CREATE TABLE {TRAIL}_other PARTITION OF {TRAIL} DEFAULT")
    for role, privilege in grants:
        cursor.execute(f'GRANT {privilege} ON {TRAIL} TO "{role}"')
        cursor.execute(f'REVOKE ALL ON {BEFORE} FROM "{role}"')


def _key(cursor) -> str:
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'", [TRAIL]
    )
    return cursor.fetchone()[0]


def _indexes(cursor) -> list[tuple[str, str]]:
    """Without those of the key, each with the command that makes it."""
    cursor.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE i.indrelid = %s::regclass AND NOT i.indisprimary AND c.relname <> 'audit_before_key'",
        [TRAIL],
    )
    return cursor.fetchall()


def _limits(cursor) -> list[tuple[str, str]]:
    """Foreign keys and checks."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE "
        "conrelid = %s::regclass AND contype IN ('f', 'c') AND conname <> 'audit_before'",
        [TRAIL],
    )
    return cursor.fetchall()


def _grants(cursor) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT grantee, privilege_type FROM information_schema.role_table_grants "
        "WHERE table_schema = current_schema AND table_name = %s AND grantee <> current_user",
        [TRAIL],
    )
    return cursor.fetchall()


def event(**options) -> models.OneToOneField:
    """Without a foreign key: the key of a divided table holds the day, too."""
    return models.OneToOneField(
        settings.AUDITLOG_LOGENTRY_MODEL, django.db.models.deletion.PROTECT, db_constraint=False,
        **options,
    )  # fmt: skip


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("patients", "0031_biopsies_by_day"),
    ]

    operations = [
        migrations.AlterField("auditlink", "event", event(related_name="link")),
        migrations.AlterField(
            "auditerasure",
            "event",
            event(primary_key=True, related_name="erasure", serialize=False),
        ),
        migrations.RunPython(divide),
    ]
