"""What happens to the best of folders: killed in the middle, or full of any bytes."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder

from .folders import FURTHER, GOOD, KNOWN_FILES, rows_stored, written

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENTS = 4000


@pytest.fixture
def environment(tmp_path):
    return {**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}


def run(environment, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def patients_in(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        return connection.execute("select count(*) from patients_patient").fetchone()[0]


@pytest.mark.slow
def test_an_import_killed_in_the_middle_leaves_the_database_as_it_was(environment, tmp_path):
    rows = "".join(f"M{n},Name{n}\n" for n in range(PATIENTS))
    folder = written(tmp_path / "folder", {"patients.csv": "mrn,family_name\n" + rows})
    database, log = tmp_path / "db.sqlite3", tmp_path / "db.sqlite3-wal"
    run(environment, "migrate", "--verbosity", "0")
    command = [sys.executable, "manage.py", "import_records", str(folder)]

    started = log.stat().st_size if log.exists() else 0
    importing = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    while importing.poll() is None and (log.stat().st_size if log.exists() else 0) <= started:
        time.sleep(0.005)
    in_the_middle = importing.poll() is None
    importing.send_signal(signal.SIGKILL)
    importing.wait()

    assert in_the_middle
    assert patients_in(database) == 0
    assert f"{PATIENTS:,} new" in run(environment, "import_records", str(folder))
    assert patients_in(database) == PATIENTS


def files_blamed(folder: Path) -> set[str]:
    try:
        import_folder(folder, dry_run=True)
    except Refused as refused:
        return {fault.file for fault in refused.faults}
    return set()


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(some.sampled_from(KNOWN_FILES), some.binary(max_size=200), some.integers(0, 200))
def test_any_bytes_are_taken_in_or_refused_with_their_place(db, file, noise, place):
    whole = (GOOD | FURTHER)[file].encode()
    damaged = whole[:place] + noise + whole[place:]
    before = rows_stored()

    with tempfile.TemporaryDirectory() as folder:
        blamed = files_blamed(written(Path(folder), {**GOOD, file: damaged}))

    assert not blamed or file in blamed
    assert rows_stored() == before
