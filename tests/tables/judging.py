"""What was taken in against the truth, cell by cell."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from biomarkers.exchange.records.csv_text import cell_text
from biomarkers.exchange.records.exporting import export_record
from biomarkers.exchange.records.folder import folder_of
from biomarkers.exchange.tables.reading import read_tables
from biomarkers.exchange.tables.rules import Mapping
from biomarkers.exchange.tables.wide import WideTable
from patients.models import CareTeam
from tests.exchange.folders import read_out

KEYS = {
    "patients.csv": ["mrn"],
    "biopsies.csv": ["mrn", "accession"],
    "her2_readings.csv": ["mrn", "accession", "read_on"],
    "receptors.csv": ["mrn", "accession", "read_on"],
}
NUMBERS = ("ish_ratio", "her2_copies", "cep17_copies")
NAMES = ("family_name", "given_name", "pathologist")


def judged_by_mapping(table: WideTable, mapping: Mapping, ready: Mapping) -> "Judged":
    """What one mapping makes of a table against what another, written by hand, makes of it."""
    found = Judged()
    mine, right = (_cells_of(table, each) for each in (mapping, ready))
    for file in KEYS:
        have, wanted = mine.get(file, {}), right.get(file, {})
        found.wrong += [
            f"{file} {row}: is not in the truth" for row in sorted(have.keys() - wanted)
        ]
        found.missing[f"{file}, a row"] += len(wanted.keys() - have.keys())
        for each in have.keys() & wanted.keys():
            known = {name: cell for name, cell in wanted[each].items() if name != "as_written"}
            _compare(found, file, each, known, have[each])
    return found


def _cells_of(table: WideTable, mapping: Mapping) -> dict[str, dict]:
    reading = read_tables([table], mapping)
    reading.refuse_if_faulty()
    return {
        file.name: {row.key: {name: cell_text(file.by_name[name], value)
                              for name, value in row.values.items()} for row in rows}
        for file, rows in folder_of(reading.records.typed()).rows.items()
    }  # fmt: skip


@dataclass
class Judged:
    """`wrong`: cells that hold another value than the truth, and rows that it does not have."""

    right: int = 0
    missing: Counter = field(default_factory=Counter)  # by file and column
    wrong: list[str] = field(default_factory=list)


def judged(team: CareTeam, truth: Path) -> Judged:
    stored = {name: list(csv.DictReader(io.StringIO(data.decode(), newline="")))
              for name, data in read_out(export_record(team)).items()}  # fmt: skip
    found = Judged()
    for file, key in KEYS.items():
        with (truth / file).open(encoding="utf-8-sig", newline="") as opened:
            right = {tuple(row[name] for name in key): row for row in csv.DictReader(opened)}
        have = {tuple(row[name] for name in key): row for row in stored.get(file, [])}
        more = sorted(have.keys() - right.keys())
        found.wrong += [f"{file} {' '.join(row)}: is not in the truth" for row in more]
        found.missing[f"{file}, a row"] += len(right.keys() - have.keys())
        for each in right.keys() & have.keys():
            _compare(found, file, each, right[each], have[each])
    return found


def _compare(found: Judged, file: str, key: tuple, right: dict, have: dict) -> None:
    for column, cell in right.items():
        got = have.get(column, "")
        if _same(column, cell, got):
            found.right += bool(cell)
        elif cell and not got:
            found.missing[f"{file} {column}"] += 1
        else:
            found.wrong.append(
                f"{file} {' '.join(map(str, key))} {column}: {got!r}, the truth says {cell!r}"
            )


def _same(column: str, one: str, other: str) -> bool:
    """Names in capitals may stay as they are."""
    if column in NUMBERS and one and other:
        return Decimal(one) == Decimal(other)
    return one == other or (column in NAMES and one.casefold() == other.casefold())
