"""A table of any length is read through a mapping in bounded memory."""

import tracemalloc
from contextlib import closing

import pytest

from biomarkers.exchange.tables import wide_rows as module
from biomarkers.exchange.tables.importing import spool_of, tables_at
from biomarkers.exchange.tables.mapping import mapping_of
from biomarkers.exchange.tables.reading import read_tables
from biomarkers.exchange.tables.text import Line
from biomarkers.exchange.tables.wide_rows import WideRows

MAPPING = mapping_of("""
[[records]]
file = "patients.csv"
columns.mrn = "MRN"
columns.family_name = "Name"

[[records]]
file = "biopsies.csv"
columns.mrn = "MRN"
columns.accession = "Accession"
columns.collected_on = "Day"
columns.site = {value = "breast"}
""")


def table(folder, rows: int):
    lines = [f"M{n},Falk,S-{n},2019-05-09,{'a long note ' * 20}" for n in range(rows)]
    path = folder / f"{rows}.csv"
    path.write_text("\n".join(["MRN,Name,Accession,Day,Note", *lines]))
    return path


def peak_of_reading(path) -> int:
    """Bytes that Python held at most."""
    tracemalloc.start()
    reading = read_tables(tables_at(path, MAPPING), MAPPING)
    with closing(spool_of(reading.records)) as spool:
        patients = sum(len(mrns) for mrns in spool.mrns())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert f"{patients}.csv" == path.name
    return peak


def test_memory_does_not_grow_with_the_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "IN_MEMORY", 1)
    few, many = (peak_of_reading(table(tmp_path, rows)) for rows in (1_000, 3_000))

    assert many < 1.3 * few


@pytest.mark.parametrize("in_memory", [1, module.IN_MEMORY], ids=["on disk", "in memory"])
def test_rows_are_read_as_often_as_they_are_asked_for(monkeypatch, in_memory):
    monkeypatch.setattr(module, "IN_MEMORY", in_memory)
    rows = WideRows("t", ["MRN"])
    for number in range(1_200):
        rows.add(Line(number, [f"M{number}"]))
    rows.end()

    together = list(zip(rows, rows, strict=True))

    assert len(rows) == len(together) == 1_200
    assert all(one == other for one, other in together)
    assert together[777][0].cells == {"MRN": "M777"}
