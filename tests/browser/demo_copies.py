"""The demo, read in once a run: each test that asks for it gets a copy of the database.

Reading a hundred patients in takes three seconds, copying a database of PostgreSQL a third of one.
SQLite keeps its tests in memory: there it is read in each time.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections

from biomarkers.exchange.records.importing import import_folder
from patients.models import CareTeam
from tests.demo.write_demo import DEMO

TEAM = "Breast clinic"


def fill_with_demo() -> CareTeam:
    """The test database as after reading the demo in, and nothing else in it; its team."""
    if connection.vendor != "postgresql":
        return _read_in()
    database = connection.settings_dict["NAME"]
    kept = f"{database}_demo"
    if _exists(kept):
        _copy(kept, database)
        ContentType.objects.clear_cache()  # their numbers are those of the copy
        return CareTeam.objects.get(name=TEAM)
    team = _read_in()
    _copy(database, kept)
    return team


def _read_in() -> CareTeam:
    team = CareTeam.objects.create(name=TEAM)
    import_folder(DEMO / "breast-clinic", team=team.name)
    return team


def _exists(database: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


def _copy(source: str, target: str) -> None:
    """Nobody may be in either: the last answer of a server may still hold a connection."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
        )
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
