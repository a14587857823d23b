"""A small clinic beside a large one: `make bench`. Not part of the suite.

Makes both with `make_cohort` (kept in a temporary place, by size), times the same pages on each,
and reassess and import. BENCH_SIZES=1000,100000 and BENCH_POSTGRES (an address of a server, with
its last slash) can be set.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .server import PRODUCTION

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,100000").split(",")]
PLACE = Path(tempfile.gettempdir()) / "second-look-bench"
POSTGRES = os.environ.get("BENCH_POSTGRES", "")
TCGA = Path(__file__).resolve().parents[3] / "shared" / "data" / "tcga-brca"


def run(size: int | str, *words: str, **more: str) -> str:
    """With the settings of production: with DEBUG, Django keeps a list of all queries."""
    address = f"{POSTGRES}bench_{size}" if POSTGRES else f"sqlite:///{PLACE}/{size}.sqlite3"
    environment = {**os.environ, **PRODUCTION, "DATABASE_URL": address, **more}
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def manage(size: int | str, *words: str, **more: str) -> float:
    """Seconds that a command takes, the start of Python included."""
    print(f"  manage.py {' '.join(words)}", flush=True)
    began = time.perf_counter()
    print("    " + run(size, "manage.py", *words, **more).strip().splitlines()[-1], flush=True)
    return time.perf_counter() - began


def make(size: int) -> None:
    PLACE.mkdir(exist_ok=True)
    run(size, "manage.py", "migrate", "--verbosity", "0")
    if not (PLACE / f"{size}.made").exists():
        manage(size, "make_cohort", str(size), "--seed", "1", "--teams", "5", DEBUG="1")
        (PLACE / f"{size}.made").touch()


def main() -> None:
    timed = {}
    for size in SIZES:
        make(size)
        timed[size] = json.loads(run(size, "-m", "tests.bench.pages"))
    small, large = timed[SIZES[0]], timed[SIZES[-1]]
    bare = large["bare page"]["median"]
    print(f"{'':24}{'n':>4} {SIZES[0]:>9,} (p95) {SIZES[-1]:>9,} (p95)   ratio  of bare")
    for page, one in small.items():
        two = large[page]
        print(
            f"{page:24}{one['n']:>4} {one['median']:6.1f} ({one['p95']:6.1f}) "
            f"{two['median']:6.1f} ({two['p95']:6.1f}) ms  {two['median'] / one['median']:5.2f}"
            f"  {two['median'] / bare:5.1f}"
        )
    print("reassess")
    for size in SIZES:
        manage(size, "reassess", "--from-start")
    if TCGA.is_dir():
        print("import_records, TCGA-BRCA, 1,095 patients, into an empty database")
        (PLACE / "import.sqlite3").unlink(missing_ok=True)
        run("import", "manage.py", "migrate", "--verbosity", "0")
        seconds = manage("import", "import_records", str(TCGA))
        print(f"    {seconds:.1f} s, {1095 / seconds:.0f} patients a second")


if __name__ == "__main__":
    main()
