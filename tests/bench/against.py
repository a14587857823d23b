"""How long `assess` takes against another commit, in one run: `make bench-assess COMMIT=…`.

Both versions make the same invented clinic in a database of their own, and then take turns: one
assesses everyone, then the other, PAIRS times, so that a busy machine is busy for both. What is
counted is the time of the processor, of the whole answer as `manage.py assess` writes it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
PATIENTS, PAIRS = 1_000, 7

# Asked of either version; its rooms may have had other names.
ASSESS = """
import django, json, sys, time; django.setup()
from importlib import import_module
def room(*names):
    for name in names:
        try:
            return import_module(name)
        except ModuleNotFoundError:
            continue
reading = room("biomarkers.record.reading", "biomarkers.records")
catalog = room("biomarkers.catalog.current", "biomarkers.catalog").current_catalog()
catalog = catalog if hasattr(catalog, "safety") else catalog.rows  # of old, its rows alone
from biomarkers.domain.assessment import assess
from biomarkers.exchange.answers import answer_of
from patients.models import Patient
from datetime import date
patients = reading.patients_with_record(Patient.objects.order_by("mrn"))
records = [reading.record_of(patient) for patient in patients]
day = date(2026, 11, 1)
answer_of(assess(records[0], catalog, day))  # what is worked out once a version
began = time.process_time()
for record in records:
    json.dumps(answer_of(assess(record, catalog, day)))
print((time.process_time() - began) / len(records) * 1_000)
"""


def main(commit: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        then = Path(place) / "then"
        subprocess.run(["git", "worktree", "add", "-q", "--detach", then, commit], check=True)
        try:
            versions = {"then": then, "now": HOUSE}
            for name, house in versions.items():
                ask(house, name, place, "manage.py", "migrate", "--verbosity", "0")
                ask(house, name, place, "manage.py", "make_cohort", str(PATIENTS))
            took: dict[str, list[float]] = {"then": [], "now": []}
            for _ in range(PAIRS):
                for name, house in versions.items():
                    took[name].append(float(ask(house, name, place, "-c", ASSESS)))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", then], check=True)
    for name, each in took.items():
        words = " ".join(f"{one:.2f}" for one in each)
        print(f"{name:5} {statistics.median(each):.2f} ms of CPU a patient   ({words})")
    ratios = [now / then for then, now in zip(took["then"], took["now"], strict=True)]
    print(f"ratio {statistics.median(ratios):.2f}, median of {PAIRS} pairs, {PATIENTS:,} patients")


def ask(house: Path, name: str, place: str, *words: str) -> str:
    environment = {
        **os.environ,
        "DEBUG": "1",
        "DATABASE_URL": f"sqlite:///{place}/{name}.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(house),
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=house, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


if __name__ == "__main__":
    main(sys.argv[1])
