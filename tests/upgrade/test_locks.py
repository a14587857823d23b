"""No new migration holds a large table for long: who saves meanwhile would wait, or be refused.

And none takes away what the version before reads and writes, which still runs while the new one
starts.
"""

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from patients.models import AuditEvent, AuditLink, Patient
from patients.operations.erasing import pointers_to

# Up to here an upgrade plans a pause (docs/operations.md).
BEFORE = {"patients": "0023", "biomarkers": "0028"}
# Looked at: each with why it may hold what it holds.
LOOKED_AT = {
    "unique_email": "the table of accounts is small",
    "board_meetings": "an index on steps; the upgrade to 0.2.0 plans a pause",
    "curves_of_quarters": "one row a care team",
    "first_tour": "its table is new in the same version",
    "meetings_closed_elsewhere": "its table is new in the same version",
    "audit_by_month": "reads the trail while others write, and holds it for a moment",
    "handout_made_with_default": "a default of the column, which rewrites nothing",
}
# What the version before could not work with was looked at up to here (docs/operations.md).
BOTH_RAN = {"patients": "0028", "biomarkers": "0033"}
QUICK = (migrations.CreateModel, migrations.DeleteModel, migrations.RemoveField,
         migrations.RemoveIndex, migrations.RemoveConstraint, migrations.RenameIndex,
         migrations.AlterModelOptions, migrations.AlterModelManagers)  # fmt: skip
CONCURRENT = ("AddIndexConcurrently", "RemoveIndexConcurrently", "AddConstraintNotValid",
              "ValidateConstraint")  # fmt: skip


def _grow() -> set[str]:
    """Tables that grow with patients and with use."""
    found: set[type[models.Model]] = {Patient}
    rest = [Patient]
    while rest:
        new = {pointing for pointing, _ in pointers_to(rest.pop())} - found
        found |= new
        rest += new
    return {model._meta.model_name for model in (*found, AuditEvent, AuditLink)}


def holds_for_long(operation, grow: set[str]) -> bool:
    """Whether it reads or rewrites a whole table, or makes an index, while nobody can write."""
    if isinstance(operation, QUICK) or type(operation).__name__ in CONCURRENT:
        return False
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return any(holds_for_long(one, grow) for one in operation.database_operations)
    table = getattr(operation, "model_name", None)
    if table is not None and table.lower() not in grow:
        return False
    if isinstance(operation, migrations.AddField):
        field = operation.field  # PostgreSQL adds a column with a constant at once
        return field.db_index or field.unique or (field.has_default() and callable(field.default))
    return True


GONE = (migrations.DeleteModel, migrations.RenameModel, migrations.RemoveField,
        migrations.RenameField)  # fmt: skip


def stops_the_version_before(operation) -> bool:
    """Whether it takes a table or column away, or adds one that must be given a value."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        return not (field.null or field.many_to_many or field.has_db_default())
    return isinstance(operation, GONE)


def _new_migrations(since: dict[str, str] = BEFORE):
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in since and name[:4] >= since[app] and name[5:] not in LOOKED_AT:
            yield migration


def test_no_new_migration_holds_a_large_table_for_long():
    grow = _grow()
    wrong = [
        f"{migration}: {operation.describe()}: make the index concurrently, in a migration of its "
        "own that is not atomic; fill in batches by a command; or list it here with the reason"
        for migration in _new_migrations()
        for operation in migration.operations
        if holds_for_long(operation, grow)
    ]

    assert not wrong


def test_no_new_migration_stops_the_version_before():
    wrong = [
        f"{migration}: {operation.describe()}: give the column a db_default; take away only what "
        "the version before no longer uses"
        for migration in _new_migrations(BOTH_RAN)
        for operation in migration.operations
        if stops_the_version_before(operation)
    ]

    assert not wrong


def test_new_migrations_are_looked_at_and_large_tables_are_known():
    assert {"0023_erasing_and_keeping", "0028_handout_made_with"} <= {
        migration.name for migration in _new_migrations()
    }
    assert {"biopsy", "her2reading", "workitem", "auditevent", "searchword"} <= _grow()
    assert not {"careteam", "treatmentoption", "user"} & _grow()
    assert apps.get_model("biomarkers", "PrintedHandout")._meta.model_name in _grow()


INDEX = models.Index(fields=["category"], name="new_index")
CHECK = models.CheckConstraint(condition=models.Q(line__gt=0), name="new_check")
BAD = {
    "an index": migrations.AddIndex("workitem", INDEX),
    "a limit": migrations.AddConstraint("workitem", CHECK),
    "another type": migrations.AlterField("biopsy", "site", models.TextField()),
    "a column with an index": migrations.AddField(
        "biopsy", "x", models.IntegerField(db_index=True)
    ),
    "a link": migrations.AddField("biopsy", "x", models.ForeignKey(Patient, models.PROTECT)),
    "a value for each row": migrations.AddField("biopsy", "x", models.DateField(default=dict)),
    "any program": migrations.RunPython(migrations.RunPython.noop),
    "any command": migrations.RunSQL("UPDATE patients_patient SET sex = ''"),
    "a name": migrations.RenameField("biopsy", "site", "place"),
}
GOOD = {
    "a column": migrations.AddField("biopsy", "x", models.TextField(blank=True, default="")),
    "a small table": migrations.AddIndex("careteam", INDEX),
    "words alone": migrations.AlterModelOptions("biopsy", {"verbose_name": "specimen"}),
}


@pytest.mark.parametrize("operation", BAD.values(), ids=BAD)
def test_what_holds_a_table_is_found(operation):
    assert holds_for_long(operation, _grow())


@pytest.mark.parametrize("operation", GOOD.values(), ids=GOOD)
def test_what_is_quick_passes(operation):
    assert not holds_for_long(operation, _grow())


STOPS = {
    "a column gone": migrations.RemoveField("biopsy", "site"),
    "a column renamed": migrations.RenameField("biopsy", "site", "place"),
    "a column that must be given": migrations.AddField("biopsy", "x", models.TextField(default="")),
}


@pytest.mark.parametrize("operation", STOPS.values(), ids=STOPS)
def test_what_stops_the_version_before_is_found(operation):
    assert stops_the_version_before(operation)


def test_a_column_with_a_default_in_the_database_stops_nobody():
    column = migrations.AddField("biopsy", "x", models.TextField(default="", db_default=""))

    assert not stops_the_version_before(column)
