"""`make faults`: every fault in turn on a PostgreSQL of its own; prints the table of the docs.

FAULT_ROUNDS kills of each kind (3), FAULT_SECONDS of mixed use (60). Ends with 1 if anything was
lost, half-written, stuck or answered by an error.
"""

import os
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.server import PRODUCTION

from .cluster import Cluster
from .table import heading

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "3"))
SECONDS = float(os.environ.get("FAULT_SECONDS", "60"))
VICTIMS = ("process", "database")


def main() -> int:
    cluster = Cluster()
    os.environ.update(
        PRODUCTION,
        DATABASE_URL=cluster.url,
        DJANGO_SETTINGS_MODULE="config.settings",
        TIME_ZONE="Europe/Vienna",
    )
    rows = []
    print(heading(), flush=True)
    try:
        for row in _all(cluster):
            rows.append(row)
            print(row, flush=True)
    finally:
        cluster.stop()
    return any(row.is_bad for row in rows)


def _all(cluster: Cluster):
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from .acts import ACTS, prepare
    from .inside import inside
    from .killing import killed
    from .together import together

    call_command("migrate", verbosity=0)
    prepare()
    chance = random.Random(1)
    for kind in ACTS:
        for victim in VICTIMS:
            yield killed(kind, victim, cluster, ROUNDS, chance)
    with TemporaryDirectory() as place:
        settings.STATIC_ROOT = Path(place) / "static"  # a fresh checkout has none
        call_command("collectstatic", interactive=False, verbosity=0)
        yield from inside()
        yield from together(Path(place), SECONDS)


if __name__ == "__main__":
    sys.exit(main())
