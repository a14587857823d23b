"""An index that served `istartswith`; only migration 0004 still names it."""

from django.db.models import Index

# Each database compares without case in its own way; an ordinary index serves neither.
_SQL = {
    "sqlite": "CREATE INDEX %(name)s ON %(table)s (%(columns)s COLLATE NOCASE)",
    "postgresql": "CREATE INDEX %(name)s ON %(table)s (UPPER(%(columns)s) text_pattern_ops)",
}


class PrefixIndex(Index):
    """Of one column of text, on SQLite or PostgreSQL."""

    def create_sql(self, model, schema_editor, using="", **kwargs):
        return schema_editor._create_index_sql(
            model,
            fields=[model._meta.get_field(name) for name in self.fields],
            name=self.name,
            sql=_SQL[schema_editor.connection.vendor],
            **kwargs,
        )
