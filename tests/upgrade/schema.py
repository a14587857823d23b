"""What a database holds besides rows, in an order that does not depend on how it came about."""

import re

from django.db import connection

Schema = dict[str, list]

POSTGRES = {
    "columns": """SELECT table_name, column_name, udt_name, character_maximum_length,
        numeric_precision, numeric_scale, is_nullable, column_default, identity_generation,
        collation_name FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
        FROM pg_trigger WHERE NOT tgisinternal""",
    "functions": """SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace""",
    "sequences": "SELECT sequencename, data_type::text FROM pg_sequences",
    "extensions": "SELECT extname FROM pg_extension",
}


def schema() -> Schema:
    return _postgres() if connection.vendor == "postgresql" else _sqlite()


def _rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _postgres() -> Schema:
    return {kind: sorted(_as_text(row) for row in _rows(query)) for kind, query in POSTGRES.items()}


def _as_text(row: tuple) -> str:
    """Without names that the database gave by itself, from a column that was renamed since."""
    return re.sub(r"\w+(_[0-9a-f]{8}_uniq|_key|_check)\b", "unnamed", str(row))


def _sqlite() -> Schema:
    """Columns and constraints of tables as a set; indexes and triggers as they are written."""
    found = {}
    for kind, name, sql in _rows("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL"):
        found[f"{kind} {name}"] = sorted(_items(sql)) if kind == "table" else [sql]
    return found


def _items(sql: str) -> list[str]:
    """What stands between the outer brackets of a CREATE TABLE, cut at its commas."""
    items, depth, quoted = [""], 0, False
    for sign in re.search(r"\((.*)\)", sql, re.DOTALL)[1]:
        quoted ^= sign == "'"
        depth += 0 if quoted else (sign == "(") - (sign == ")")
        if sign == "," and not depth and not quoted:
            items.append("")
        else:
            items[-1] += sign
    return [item.strip() for item in items]


def tables_with_rows() -> set[str]:
    """Of all tables but the list of migrations itself."""
    names = set(connection.introspection.table_names()) - {"django_migrations"}
    return {name for name in names if _rows(f'SELECT 1 FROM "{name}" LIMIT 1')}
