"""Whether what is read from the thirty TCGA reports is what the TCGA-BRCA tables hold.

    python -m tests.reports.registry REPORTS TCGA-BRCA

A report's first line names its patient. The tables put together several reports of a patient, of
which we have one: a difference is a question, not always an error of the reader. Of two tumors
each is compared.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from biomarkers.reports.reader import read_report

from .drawing import ALL

FIELDS = {
    "her2_readings.csv": ["reported_as", "ihc_score", "ish_result", "ish_ratio"],
    "receptors.csv": ["er_status", "pr_status"],
    "biopsies.csv": ["laterality"],
}
_PATIENT = re.compile(r"TCGA-\w\w-\w{4}")


def registry(folder: Path) -> dict[str, dict[str, str]]:
    held: dict[str, dict[str, str]] = {}
    for file, fields in FIELDS.items():
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                held.setdefault(row["mrn"], {}).update({field: row[field] for field in fields})
    return held


def compared(reports: Path, tables: Path) -> tuple[Counter, list[str]]:
    """How often each field is the same, differs, or is held by the registry alone."""
    held = registry(tables)
    count: Counter = Counter()
    differences = []
    for name in ALL:
        text = (reports / f"{name}.txt").read_text(encoding="utf-8")
        patient = _PATIENT.search(text)
        row = held.get(patient[0] if patient else "", {})
        proposals = read_report(text)
        count["patients", "matched"] += bool(row)
        for field, value in row.items():
            said = [one.value(field) for one in proposals if one.value(field)]
            count[field, "registry only"] += bool(value and not said)
            count[field, "report only"] += len(said) if not value else 0
            for have in said if value else []:
                count[field, "same" if have == value else "different"] += 1
                if have != value:
                    differences.append(f"{name} {field}: report {have}, registry {value}")
    return count, differences


if __name__ == "__main__":
    count, differences = compared(Path(sys.argv[1]), Path(sys.argv[2]))
    columns = ["same", "different", "registry only", "report only"]
    print(f"{count['patients', 'matched']} of {len(ALL)} reports matched")
    print("| field |", " | ".join(columns), "|\n|---|---|---|---|---|")
    for field in [field for fields in FIELDS.values() for field in fields]:
        print(f"| {field} |", " | ".join(str(count[field, column]) for column in columns), "|")
    print(*differences, sep="\n")
