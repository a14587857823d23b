"""One import, timed: `python -m tests.bench.importing FOLDER TEAM`. Prints one JSON object."""

import json
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402

from biomarkers.exchange.records.importing import import_folder  # noqa: E402


def main() -> None:
    commits: list[float] = []
    commit = connection._commit

    def timed() -> None:
        began = time.perf_counter()
        commit()
        commits.append(time.perf_counter() - began)

    connection._commit = timed  # type: ignore[method-assign]
    began = time.perf_counter()
    done = import_folder(Path(sys.argv[1]), team=sys.argv[2])
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "seconds": time.perf_counter() - began,
        "commit": commits[-1],
        "rows": sum(counts.new for counts in done.counts.values()),
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
