"""A small clinic beside a large one: `make bench`, `make bench-large`. Not part of the suite.

Makes both with `make_cohort` (kept in a temporary place, by size; on PostgreSQL beyond ORIGINALS by
copies), asks the same pages of each in turns, and times reassess and import.
BENCH_SIZES=1000,100000 and BENCH_POSTGRES (an address of a server, with its last slash) can be set;
BENCH_PAGES, a pattern of the names of pages, asks these alone.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median

import psycopg

from .cpu import Meter
from .server import BARE, PRODUCTION, Visitor, served

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,100000").split(",")]
PLACE = Path(tempfile.gettempdir()) / "second-look-bench"
POSTGRES = os.environ.get("BENCH_POSTGRES", "")
ASKED = os.environ.get("BENCH_PAGES", "")
TCGA = Path(__file__).resolve().parents[3] / "shared" / "data" / "tcga-brca"
ORIGINALS = 10_000
ROUNDS, WARM = 12, 3
AIM = 1.5  # of the large clinic to the small one


def address_of(size: int | str) -> str:
    return f"{POSTGRES}bench_{size}" if POSTGRES else f"sqlite:///{PLACE}/{size}.sqlite3"


def environment(size: int | str, **more: str) -> dict[str, str]:
    """With the settings of production: with DEBUG, Django keeps a list of all queries."""
    uploads = {"UPLOADS": str(PLACE / "uploads")}
    return {**os.environ, **PRODUCTION, **uploads, "DATABASE_URL": address_of(size), **more}


def run(size: int | str, *words: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], env=environment(size, **more), capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def manage(size: int | str, *words: str, **more: str) -> float:
    """Seconds that a command takes, the start of Python included."""
    print(f"  manage.py {' '.join(words)}", flush=True)
    began = time.perf_counter()
    print("    " + run(size, "manage.py", *words, **more).strip().splitlines()[-1], flush=True)
    return time.perf_counter() - began


def empty(size: int | str) -> None:
    if POSTGRES:
        with psycopg.connect(f"{POSTGRES}postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS bench_{size}")
            connection.execute(f"CREATE DATABASE bench_{size}")
    else:
        (PLACE / f"{size}.sqlite3").unlink(missing_ok=True)
    run(size, "manage.py", "migrate", "--verbosity", "0")


def make(size: int) -> dict:
    """The clinic, unless it was kept: who asks it, and for what."""
    PLACE.mkdir(exist_ok=True)
    made = PLACE / f"{'postgres' if POSTGRES else 'sqlite'}-{size}.made"
    if not made.exists():
        empty(size)
        first = min(size, ORIGINALS) if POSTGRES else size
        manage(size, "make_cohort", str(first), "--seed", "1", "--teams", "5", DEBUG="1")
        print(run(size, "-m", "tests.bench.copies", str(size // first - 1)), end="", flush=True)
    return json.loads(run(size, "-m", "tests.bench.pages", str(made)))


def time_pages(asked: dict[int, dict]) -> dict[str, dict[int, tuple[float, float]]]:
    """For each page and size the milliseconds of web and database, medians of requests in turns."""
    found: dict[str, dict[int, tuple[float, float]]] = {}
    with ExitStack() as stack:
        hosts = {}
        for size in SIZES:
            port, server = stack.enter_context(served(environment(size)))
            visitor = Visitor(port, asked[size]["cookies"])
            visitor.ask("GET", "/")  # the connection to the database is there
            hosts[size] = visitor, Meter(server.pid, address_of(size))
        for page in (
            page for page in asked[SIZES[0]]["pages"] if page == BARE or re.search(ASKED, page)
        ):
            turns = {size: cycle(asked[size]["pages"][page]) for size in SIZES}
            took: dict[int, list[tuple[float, float]]] = {size: [] for size in SIZES}
            for _ in range(ROUNDS + WARM):
                for size, (visitor, meter) in hosts.items():
                    took[size].append(one_request(visitor, meter, *next(turns[size])))
            found[page] = {
                size: (median(web for web, _ in each[WARM:]), median(db for _, db in each[WARM:]))
                for size, each in took.items()
            }
    return found


def one_request(visitor: Visitor, meter: Meter, method: str, path: str, fields: dict):
    """A search leads on to what it found."""
    web, database = meter.read()
    while path:
        path, method, fields = visitor.ask(method, path, fields), "GET", {}
    more_web, more_database = meter.read()
    return more_web - web, more_database - database


def told(found: dict[str, dict[int, tuple[float, float]]]) -> None:
    small, large = SIZES[0], SIZES[-1]
    bare = sum(found[BARE][large])
    print(
        f"| page | {small:,}: web, database | {large:,}: web, database | ratio | of the bare page |"
    )
    print("|---|---|---|---|---|")
    ratios = {page: sum(each[large]) / sum(each[small]) for page, each in found.items()}
    for page, ratio in sorted(ratios.items(), key=lambda one: -one[1]):
        one, two = found[page][small], found[page][large]
        print(f"| {page} | {one[0]:.1f}, {one[1]:.1f} | {two[0]:.1f}, {two[1]:.1f} | {ratio:.2f} "
              f"| {sum(two) / bare:.1f} |")  # fmt: skip
    over = [page for page, ratio in ratios.items() if ratio > AIM]
    print(f"{len(ratios)} pages, ratio {median(ratios.values()):.2f} in the middle; above {AIM}: "
          f"{', '.join(over) or 'none'}")  # fmt: skip


def main() -> None:
    asked = {size: make(size) for size in SIZES}
    told(time_pages(asked))
    if ASKED:
        return
    print("reassess")
    for size in SIZES:
        manage(size, "reassess", "--from-start")
    if TCGA.is_dir():
        print("import_records, TCGA-BRCA, 1,095 patients, into an empty database")
        empty("import")
        seconds = manage("import", "import_records", str(TCGA))
        print(f"    {seconds:.1f} s, {1095 / seconds:.0f} patients a second")


if __name__ == "__main__":
    main()
