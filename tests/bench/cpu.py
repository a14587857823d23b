"""Milliseconds of the processor that a request took: of the web server, and of the database."""

from pathlib import Path

import psycopg

BACKENDS = """
SELECT pid FROM pg_stat_activity WHERE datname = current_database()
   AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def _of_process(pid: int) -> float:
    """All of its threads, by the scheduler, which counts nanoseconds."""
    took = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        took += int((task / "schedstat").read_text().split()[0])
    return took / 1e6


def family_of(pid: int) -> list[int]:
    children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir()
                for child in (task / "children").read_text().split()]  # fmt: skip
    return [pid, *(one for child in children for one in family_of(child))]


class Meter:
    """Of a server with one thread, which holds one connection; SQLite works in the server."""

    def __init__(self, server: int, database: str) -> None:
        self.address = database if database.startswith("postgres") else ""
        self.web, self.database = family_of(server), self._backends()

    def read(self) -> tuple[float, float]:
        web = sum(map(_of_process, self.web))
        self.database = self.database or self._backends()  # it was closed after the last page
        try:
            return web, sum(map(_of_process, self.database))
        except FileNotFoundError:  # a connection is replaced after a minute
            self.database = self._backends()
            return web, sum(map(_of_process, self.database))

    def _backends(self) -> list[int]:
        if not self.address:
            return []
        with psycopg.connect(self.address) as connection:
            rows = connection.execute(BACKENDS).fetchall()
        return [pid for (pid,) in rows if Path(f"/proc/{pid}").exists()]
