"""Write the demo's record folders again, from their seed: `make demo`."""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

from .cohort import BREAST_CLINIC, SECOND_CLINIC
from .story import Story

ROOT = Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "biomarkers" / "demo"
STORIES = ROOT / "tests" / "data" / "stories"

# Told in print; what the magazine states beyond the stories of the contract is added here.
PUBLISHED = {"S01": "40021-7", "S02": "40058-2"}
ALSO_STATED = {
    "disease_status.csv": [
        {
            "mrn": "40058-2",
            "on": "2015",
            "status": "stable",
            "note": "on capecitabine, 2012 to 2019",
        },
        {
            "mrn": "40021-7",
            "on": "2025",
            "status": "stable",
            "note": "no progression on regular scans",
        },
    ],
}
STATED_LINE = {("40058-2", "elacestrant"): 9}

Files = dict[str, list[dict[str, Any]]]


def demo_folders() -> dict[str, Files]:
    """By name of the folder, the rows of its files."""
    first = _told(BREAST_CLINIC, number=0)
    second = _told(SECOND_CLINIC, number=200)
    return {"breast-clinic": _joined([_published(), *first]), "second-clinic": _joined(second)}


def _told(cohort, number: int) -> list[Files]:
    told = []
    for situation, count in cohort:
        for _ in range(count):
            story = Story(number)
            situation(story)
            told.append(story.files)
            number += 1
    return told


def _published() -> Files:
    files: Files = {}
    for path in sorted(STORIES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["mrn"] in PUBLISHED]
        for row in rows:
            row["mrn"] = PUBLISHED[row["mrn"]]
            if (row["mrn"], row.get("agent")) in STATED_LINE:
                row["stated_line"] = str(STATED_LINE[row["mrn"], row["agent"]])
        files[path.name] = rows + ALSO_STATED.get(path.name, [])
    return files


def _joined(told: Iterable[Files]) -> Files:
    joined: Files = defaultdict(list)
    for files in told:
        for name, rows in files.items():
            joined[name] += rows
    return joined


def write(folder: Path, files: Files) -> None:
    """Only the columns that some row fills, in the order of the contract."""
    from biomarkers.exchange.records.columns import FILES  # when Django is set up

    folder.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        rows = files.get(file.name, [])
        if not rows:
            continue
        used = [c.name for c in file.columns if c.required or any(row.get(c.name) for row in rows)]
        with (folder / file.name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(
                out, used, restval="", extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    django.setup()
    into = Path(sys.argv[1]) if sys.argv[1:] else DEMO
    for name, files in demo_folders().items():
        write(into / name, files)
