"""Another's table through a mapping: what its words mean, what is refused, what is left out."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.tables.cells import (
    NotMapped,
    days_after,
    ihc_score_of,
    zero_staining_of,
)
from biomarkers.exchange.tables.importing import import_tables
from biomarkers.exchange.tables.mapping import BadMapping, mapping_of
from biomarkers.models import HER2Reading
from patients.models import Biopsy, Patient

from .folders import rows_stored

# A laboratory's own table: one row a patient, two specimens side by side.
MAPPING = """
not_known = ["NOT FOUND IN RECORD"]
base_date = { nominal = "2010-07-01" }

[[records]]
file = "patients.csv"
columns.mrn = "Person"
columns.sex = { from = "Sex", words = { F = "female" } }

[[records]]
file = "biopsies.csv"
columns.mrn = "Person"
columns.accession = { value = "first" }
columns.collected_on = { as = "base_date" }
columns.site = { value = "breast" }

[[records]]
file = "biopsies.csv"
when_known = ["collected_on"]
columns.mrn = "Person"
columns.accession = { value = "second" }
columns.collected_on = { from = "Days to second", as = "days" }
columns.site = { value = "liver" }

[[records]]
file = "her2_readings.csv"
when_any = ["ihc_score", "reported_as"]
columns.mrn = "Person"
columns.accession = { value = "first" }
columns.read_on = { as = "base_date" }
columns.ihc_score = { from = "First IHC", as = "ihc_score" }
columns.as_written = { from = ["First IHC"], as = "as_written" }
columns.reported_as = { from = "First HER2", words = { NEG = "negative", POS = "positive" } }

[[records]]
file = "her2_readings.csv"
when_any = ["ihc_score"]
columns.mrn = "Person"
columns.accession = { value = "second" }
columns.read_on = { from = "Days to second", as = "days" }
columns.ihc_score = { from = "Second IHC", as = "ihc_score" }
"""
HEADER = "Person,Sex,First IHC,First HER2,Days to second,Second IHC\n"


@pytest.fixture
def table(tmp_path):
    def write(*rows: str) -> Path:
        path = tmp_path / "laboratory.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("0", "0"),
        ("0+", "0"),
        ("1+", "1+"),
        ("3+", "3+"),
        ("1-2+", ""),
        ("1+ - 2+", ""),
        ("0-1+", ""),
        ("2+/3+", ""),
        ("0 to 1+", ""),
    ],
)
def test_a_score_between_two_scores_is_none(cell, score):
    assert ihc_score_of(cell) == score


@pytest.mark.parametrize("cell", ["1", "4+", "NEGATIVE", "1%", "<1+", "٢+"])
def test_what_is_no_score_is_not_guessed(cell):
    with pytest.raises(NotMapped):
        ihc_score_of(cell)


@pytest.mark.parametrize(
    ("cell", "read_on", "staining"),
    [
        ("0+", "2025-01-01", "present"),
        ("0+", "2026", "present"),
        ("0+", "2024-12-31", ""),
        ("0+", "", ""),
        ("0", "2026", ""),
        ("1+", "2026", ""),
    ],
)
def test_zero_plus_is_faint_staining_only_from_2025_on(cell, read_on, staining):
    assert zero_staining_of(cell, read_on) == staining


@given(days=st.integers(-60_000, 60_000), base=st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_are_counted_from_the_base_date(days, base):
    assert (date.fromisoformat(days_after(base, str(days))) - base).days == days


def test_one_wide_row_becomes_several_records_with_nominal_dates(db, table):
    import_tables(table("M1,F,1-2+,NEG,100,0+"), mapping_of(MAPPING))

    assert Patient.objects.get().date_basis == "nominal"
    first, second = HER2Reading.objects.order_by("read_on")
    assert (first.ihc_score, first.reported_as, first.as_written) == (
        "",
        "negative",
        "First IHC: 1-2+",
    )
    assert (second.ihc_score, second.zero_staining, str(second.read_on)) == ("0", "", "2010-10-09")


def test_what_is_not_found_in_the_record_is_not_known_and_what_made_no_record_is_counted(db, table):
    unknown = "NOT FOUND IN RECORD"

    done = import_tables(table(f"M1,F,{unknown},not found in record,NOT FOUND IN RECORD,"), _M)

    assert not HER2Reading.objects.exists()
    assert Biopsy.objects.get().accession == "first"
    assert done.left_out == {"her2_readings.csv: ihc_score, reported_as are all empty": 1}


def test_a_row_is_left_out_of_a_file_only_if_no_rule_of_the_file_makes_a_record_of_it(db, table):
    done = import_tables(table("M1,F,1+,NEG,,", "M2,F,,,100,2+"), _M)

    assert HER2Reading.objects.count() == 2
    assert not done.left_out


def test_a_second_import_changes_nothing(db, table):
    path = table("M1,F,1+,NEG,100,2+", "M2,F,0,NEG,,")
    import_tables(path, _M)
    before = rows_stored()

    assert "Nothing changed" in import_tables(path, _M).summary
    assert rows_stored() == before


def test_every_word_that_is_not_mapped_is_told_with_its_count_and_nothing_is_written(db, table):
    path = table("M1,F,1+,NEG?,,", "M2,W,four,NEG?,,", "M3,F,,NEG?,2.x,")

    with pytest.raises(Refused) as refused:
        import_tables(path, _M)

    told = "\n".join(map(str, refused.value.faults))
    assert "First HER2: “NEG?” is not mapped for her2_readings.csv reported_as (3" in told
    assert "Sex: “W” is not mapped for patients.csv sex (1 row)" in told
    assert "First IHC: “four” is not mapped for her2_readings.csv ihc_score (1 row)" in told
    assert "Days to second: “2.x”" in told
    assert not Patient.objects.exists()


def test_two_rows_that_differ_about_one_thing_are_refused_with_both_lines(db, table):
    with pytest.raises(Refused, match=r"laboratory.csv:3 .*“3\+” conflicts with “1\+” in line 2"):
        import_tables(table("M1,F,1+,NEG,,", "M1,F,3+,NEG,,"), _M)


def test_a_fault_of_the_record_names_the_line_of_the_table(db, table):
    with pytest.raises(Refused, match=r"laboratory.csv:3 \(patients.csv mrn\): .*=M2"):
        import_tables(table("M1,F,1+,NEG,,", "=M2,F,,,,"), _M)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("", "no \\[\\[records\\]\\]"),
        ("records = 3", "must be a list"),
        ("= 3", "is not TOML"),
        ('[[records]]\nfile = "people.csv"', "“people.csv” is none of patients.csv"),
        ('[[records]]\nfile = "patients.csv"', "mrn is required"),
        ('[[records]]\nfile = "patients.csv"\ncolumns.name = "N"', "“name” is none of mrn"),
        ('[[records]]\nfile = "patients.csv"\ncolumns.mrn = {as = "days"}', "from or value"),
        ('[[records]]\nfile = "patients.csv"\ncolumns.mrn = {from = "a", as = "x"}', "“x” is none"),
        (
            '[[records]]\nfile = "patients.csv"\ncolumns.mrn = "a"\n'
            'columns.diagnosed_on = { from = "d", as = "days" }',
            "add \\[base_date\\]",
        ),
        (
            'base_date = { nominal = "2000" }\n[[records]]\n'
            'file = "patients.csv"\ncolumns.mrn = "a"',
            "a full date",
        ),
        ('delimiter = "dots"\n[[records]]\nfile="patients.csv"\ncolumns.mrn="a"', "none of comma"),
    ],
)
def test_a_bad_mapping_says_what_is_wrong(bad, told):
    with pytest.raises(BadMapping, match=told):
        mapping_of(bad)


_M = mapping_of(MAPPING)
