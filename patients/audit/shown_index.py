"""The index by which PostgreSQL finds the lists in which a patient stood."""

from django.db.models import Index

# Only entries that name patients. SQLite has no such index: it gets an empty one of the name.
_SQL = {
    "sqlite": "CREATE INDEX %(name)s ON %(table)s (%(columns)s) WHERE 0",
    "postgresql": "CREATE INDEX %(name)s ON %(table)s USING gin (%(columns)s jsonb_path_ops) "
    "WHERE additional_data ? 'patients'",
}


class ShownIndex(Index):
    def create_sql(self, model, schema_editor, using="", **kwargs):
        return schema_editor._create_index_sql(
            model,
            fields=[model._meta.get_field(name) for name in self.fields],
            name=self.name,
            sql=_SQL[schema_editor.connection.vendor],
            **kwargs,
        )
