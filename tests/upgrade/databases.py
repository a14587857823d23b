"""Databases of their own, as they were at some migration."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Target = tuple[str, str]


@contextmanager
def new_database(folder: Path) -> Iterator[None]:
    """The default connection leads to a new, empty database until this ends."""
    name = f"migrations_{os.getpid()}"
    server = connections["default"]
    on_server = server.vendor == "postgresql"
    if on_server:
        with server._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
    connections["default"] = own = server.copy()
    own.settings_dict["NAME"] = name if on_server else str(folder / name)
    try:
        yield
    finally:
        own.close()
        connections["default"] = server
        if on_server:
            with server._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")


def migrate_by_steps(targets: list[Target]):
    """Take the steps that the first migrations replace; return the models after the last.

    Apps that are not ours get all their tables.
    """
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    ours = {app for app, _ in targets}
    others = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in ours]
    return executor.migrate(targets + others).apps


def migrate(targets: list[Target]) -> None:
    """Migrate as every new installation does, to these and all of the apps that are not ours."""
    executor = MigrationExecutor(connection)
    ours = {app for app, _ in targets}
    others = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in ours]
    executor.migrate(targets + others)
