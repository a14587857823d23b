"""An index made while others go on writing, where the database can (PostgreSQL)."""

from django.contrib.postgres.operations import AddIndexConcurrently as OnPostgres
from django.db.migrations import AddIndex


class AddIndexConcurrently(OnPostgres):
    """In a migration of its own that is not atomic. SQLite has one writer at a time anyway."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        kind = OnPostgres if schema_editor.connection.vendor == "postgresql" else AddIndex
        kind.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        kind = OnPostgres if schema_editor.connection.vendor == "postgresql" else AddIndex
        kind.database_backwards(self, app_label, schema_editor, from_state, to_state)
