"""A large clinic out of a small one, table by table in SQL of PostgreSQL; and what use leaves.

`make_cohort` works every patient out, which takes hours for a million. A copy has the rows of its
patient under keys of its own, with another record number. `python -m tests.bench.copies TIMES`.
"""

import os
import sys

import django

if __name__ == "__main__":
    from .server import PRODUCTION

    os.environ.update(PRODUCTION, DJANGO_SETTINGS_MODULE="config.settings")
    django.setup()

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Max

from biomarkers.models import PathologyReport, WorkItem
from patients.models import AuditEvent, Patient
from patients.operations.erasing import pointers_to

# Alone in the installation, or how a specimen is told from another.
OWN_NUMBERS = ("mrn", "accession")


def copy_everybody(times: int) -> None:
    """So many more of each patient, with all that points to them."""
    tables = {model: _above(model) for model in _of_patients()}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # links hold by themselves
        for model in tables:
            table = model._meta.db_table
            fields = model._meta.local_concrete_fields
            pairs = [(f'"{field.column}"', _copied(field, tables)) for field in fields]
            into, taken = (", ".join(each) for each in zip(*pairs, strict=True))
            cursor.execute(
                f"INSERT INTO {table} ({into}) "
                f"SELECT {taken} FROM {table}, generate_series(1, %s) AS n",
                [times],
            )
            if tables[model]:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {table}",
                    [table],
                )


def _of_patients() -> set[type[models.Model]]:
    """Tables that belong to patients and are not empty."""
    found, rest = {Patient}, [Patient]
    while rest:
        new = {pointing for pointing, _ in pointers_to(rest.pop())} - found
        found |= new
        rest += new
    return {model for model in found if model._base_manager.exists()}


def _above(model) -> int:
    """More than its largest key; 0 where keys are random."""
    key = model._meta.pk
    if isinstance(key, models.UUIDField | models.OneToOneField):
        return 0
    return model._base_manager.aggregate(most=Max("pk"))["most"] + 1


def _copied(field: models.Field, tables: dict) -> str:
    column = f'"{field.column}"'
    target = field.remote_field.model if field.remote_field else None
    target = field.model if field.primary_key and not target else target
    if target in tables:
        above = tables[target]
        return f"{column} + n * {above}" if above else f"md5({column}::text || n)::uuid"
    if field.name in OWN_NUMBERS:
        return f"CASE WHEN {column} = '' THEN '' ELSE {column} || '-' || n END"
    if field.name == "word":
        return f"CASE WHEN is_number THEN {column} || '-' || n ELSE {column} END"
    return column


# As after a year of use, by random draws that are the same in every clinic.
USED = """
SELECT setseed(0.5);
UPDATE {items} SET standing = 'waiting', waits_until = current_date + (random() * 60)::int,
    requested_on = CASE WHEN random() < 0.5 THEN current_date - (random() * 60)::int END
WHERE standing = 'listed' AND random() < 0.2;
UPDATE {items} SET since = current_date - (random() * 200)::int;
INSERT INTO {reports} (id, text, fingerprint, source_name, stated_accession, received_at, state,
    why, patient_id, team_id, received_by_name, reviewed_by_name)
SELECT gen_random_uuid(), 'Breast, core biopsy. HER2: IHC score 1+. ' || mrn, md5(mrn), '', '',
    now() - random() * interval '60 days', 'waiting', '', id, care_team_id, 'bench', ''
FROM {patients} WHERE random() < 0.1;
INSERT INTO {events} (id, object_pk, object_repr, changes_text, changes, timestamp, action,
    patient_id, mac, actor_id, content_type_id, additional_data)
SELECT gen_random_uuid(), p.id::text, 'Patient', '', '{{}}',
    now() - random() * interval '365 days', 3 + (random() * 2.6)::int, p.id, '', {actor},
    {content_type}, '{{"page": "patient_chart"}}'
FROM {patients} p, generate_series(1, 5);
"""


def use() -> None:
    """Waiting and aged work, one report for ten patients, five entries of the trail for each."""
    if connection.vendor != "postgresql":
        return
    actor, _ = User.objects.get_or_create(username="reader")
    words = USED.format(
        items=WorkItem._meta.db_table,
        reports=PathologyReport._meta.db_table,
        patients=Patient._meta.db_table,
        events=AuditEvent._meta.db_table,
        actor=actor.pk,
        content_type=ContentType.objects.get_for_model(Patient).pk,
    )
    with connection.cursor() as cursor:
        cursor.execute(words)
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    if times := int(sys.argv[1]):
        copy_everybody(times)
    use()
