"""`make fuzz`: bytes, tables, mappings and folders of any content. Not part of `make test`.

FUZZ_EXAMPLES inputs for each reader that touches no database, a tenth of that for each import.
Whatever is wrong must be told as a refusal; any other exception fails the run.
"""

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from biomarkers.exchange.mappings import READY
from biomarkers.exchange.records.columns import FILES
from biomarkers.exchange.records.exporting import export_record
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.exchange.records.rows import typed_rows
from biomarkers.exchange.records.table import read_table
from biomarkers.exchange.tables.importing import import_reading
from biomarkers.exchange.tables.mapping import DELIMITERS, BadMapping, mapping_of, read_mapping
from biomarkers.exchange.tables.reading import read_tables
from biomarkers.exchange.tables.wide import WideTable, read_wide
from patients.models import CareTeam
from tests.exchange.any_record import record_folders
from tests.exchange.folders import FURTHER, GOOD, read_out, written

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "20000"))
MBC = read_mapping(READY["mbcproject-2017"])
MBC_COLUMNS = sorted(
    {name.strip() for record in MBC.records for rules in record.columns.values()
     for rule in rules for name in rule.sources}
)  # fmt: skip
CELLS = some.sampled_from(
    ["", "UNKNOWN", "NEGATIVE", "POSITIVE", "0+", "1+ - 2+", "3+", "BREAST", "12", "1e9", "=1"]
) | some.text(max_size=6)  # fmt: skip
PIECES = some.lists(
    some.sampled_from(
        ['[[records]]\n', 'file = "biopsies.csv"\n', 'columns.mrn = "a"\n', "words = 3\n", "=", "[",
         'columns.site = { value = "x", as = "days" }\n',
         'base_date = { nominal = "2001-02-30" }\n',
         "only = { a = 1 }\n", 'comment = ""\n', "{", '"""', "not_known = [1]\n"]
    ) | some.text(max_size=5)
).map("".join)  # fmt: skip
tried: dict[str, int] = {}


def counted(what: str) -> None:
    tried[what] = tried.get(what, 0) + 1


def many(examples: int):
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def taken_in_or_refused():
    try:
        yield
    except (Refused, BadMapping) as refused:
        if not str(refused):
            pytest.fail("refused without a reason")


@pytest.fixture(scope="module", autouse=True)
def said():
    yield
    print("\nInputs tried, all taken in or refused with their reason:")
    for what, count in tried.items():
        print(f"  {what}: {count:,}")


@many(EXAMPLES)
@given(some.sampled_from(FILES), some.binary(max_size=300) | some.text().map(str.encode))
def test_the_reader_of_record_files(file, data):
    counted("record file reader")
    typed_rows(read_table(file, data))
    typed_rows(read_table(file, ",".join(file.by_name).encode() + b"\n" + data))


@many(EXAMPLES)
@given(some.binary(max_size=300) | some.text().map(str.encode), some.sampled_from(["", "#"]))
def test_the_reader_of_tables(data, comment):
    counted("table reader")
    for delimiter in DELIMITERS.values():
        with taken_in_or_refused():
            read_wide("t", data, delimiter=delimiter, comment=comment)


@many(EXAMPLES)
@given(PIECES | some.text())
def test_the_parser_of_mappings(text):
    counted("mapping parser")
    for beginning in ("", '[[records]]\nfile = "patients.csv"\ncolumns.mrn = "a"\n'):
        with taken_in_or_refused():
            mapping_of(beginning + text)


@many(EXAMPLES // 10)
@given(some.lists(some.fixed_dictionaries(dict.fromkeys(MBC_COLUMNS, CELLS)), max_size=3))
def test_the_import_of_tables(db, rows):
    counted("table import")
    with transaction.atomic():
        with taken_in_or_refused():
            import_reading(read_tables([_wide(rows)], MBC), source="t", team="T")
        transaction.set_rollback(True)


def _wide(rows: list[dict[str, str]]) -> WideTable:
    lines = [MBC_COLUMNS, *([row[name] for name in MBC_COLUMNS] for row in rows)]
    text = "\n".join("\t".join(cell.replace('"', "") for cell in line) for line in lines)
    return read_wide("t", text.encode(errors="replace"), delimiter="\t")


@many(EXAMPLES // 10)
@given(some.sampled_from(sorted(GOOD | FURTHER)), some.binary(max_size=40), some.integers(0, 200))
def test_the_importer_of_folders_with_any_damage(db, name, noise, place):
    counted("record importer, damaged")
    whole = (GOOD | FURTHER)[name].encode()
    files = {**GOOD, name: whole[:place] + noise + whole[place:]}
    with TemporaryDirectory() as folder, taken_in_or_refused():
        import_folder(written(Path(folder), files), dry_run=True)


@many(EXAMPLES // 50)
@given(record_folders())
def test_the_round_trip(db, files):
    counted("round trip")
    with transaction.atomic(), TemporaryDirectory() as place:
        import_folder(written(Path(place) / "a", files))
        once = read_out(export_record(CareTeam.objects.get()))
        assert "Nothing changed" in import_folder(written(Path(place) / "b", once)).summary
        assert read_out(export_record(CareTeam.objects.get())) == once
        transaction.set_rollback(True)
