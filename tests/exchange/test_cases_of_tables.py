"""Tables as hospitals send them: each case with its outcome (cases a01 to a10, in small)."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from biomarkers.exchange.mappings import READY
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.tables.cells import NotMapped, number_of, percent_of
from biomarkers.exchange.tables.days import (
    DAY_FIRST,
    MONTH_FIRST,
    SERIAL,
    YEAR_FIRST,
    DayForm,
    NoDay,
    day_of,
    order_of,
)
from biomarkers.exchange.tables.importing import import_tables
from biomarkers.exchange.tables.mapping import mapping_of, read_mapping
from biomarkers.exchange.tables.proposing import propose, table_of
from biomarkers.exchange.tables.wide import read_wide
from biomarkers.exchange.tables.workbook import MOST_UNPACKED
from biomarkers.models import HER2Reading
from patients.models import Patient

RENAMED = """
[[records]]
file = "patients.csv"
columns.mrn = "MRN"
[[records]]
file = "biopsies.csv"
columns.mrn = "MRN"
columns.accession = "Acc"
columns.collected_on = { from = "Coll", as = "date" }
columns.site = { value = "liver" }
[[records]]
file = "her2_readings.csv"
when_any = ["ihc_score", "reported_as"]
columns.mrn = "MRN"
columns.accession = "Acc"
columns.read_on = { from = "Coll", as = "date" }
columns.ihc_score = { from = "HER2 IHC", as = "ihc_score" }
columns.reported_as = { from = "HER2", words = { NEG = "negative" } }
"""
FIRST = "MRN,Acc,Coll,HER2 IHC,HER2\nR1,S1,2020-01-02,1+,NEG\nR2,S2,2020-03-02,2+,NEG\n"


def table(folder: Path, text: str | bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def workbook(*rows: list, formats: dict[str, str] | None = None, others: int = 0) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    for _ in range(others):
        book.create_sheet().append(["x"])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def read(data: bytes | str, **how):
    raw = data if isinstance(data, bytes) else data.encode()
    return read_wide("t", raw, **{"delimiter": ",", **how})


def test_a_mapped_column_that_is_missing_stops_and_names_the_one_like_it(db, tmp_path):
    import_tables(table(tmp_path, FIRST), mapping_of(RENAMED))
    renamed = table(tmp_path, FIRST.replace("HER2 IHC", "HER2-IHC"))

    with pytest.raises(Refused, match=r"“HER2 IHC”: is not a column.*“HER2-IHC” is like it"):
        import_tables(renamed, mapping_of(RENAMED))

    assert set(HER2Reading.objects.values_list("ihc_score", flat=True)) == {"1+", "2+"}


def test_a_workbook_is_read_as_a_person_sees_it():
    found = read(
        workbook(
            ["MRN", "Born", "Ki-67", "Ratio", "Zeros"],
            ["00123", date(1960, 2, 1), 0.35, 2.4000000000000004, 123],
            [100000, datetime(2020, 1, 2, 8, 30), 0.08, 3.0, 7],
            formats={"C2": "0%", "C3": "0%", "E2": "00000", "E3": "00000"},
        )
    )

    assert [list(row.cells.values()) for row in found.rows] == [
        ["00123", "1960-02-01", "35%", "2.4", "00123"],
        ["100000", "2020-01-02T08:30:00", "8%", "3", "00007"],
    ]


def test_a_formula_is_read_as_its_stored_value_once_somebody_says_so(db, tmp_path):
    path = table(tmp_path, workbook(["MRN", "Sex"], ["M1", '=IF(TRUE,"F","M")']), "t.xlsx")
    text = '[[records]]\nfile = "patients.csv"\ncolumns.mrn = "MRN"\ncolumns.sex = {from="Sex", '
    text += 'words={F="female"}}\n'

    with pytest.raises(Refused, match="1 cells are filled by a formula"):
        import_tables(path, mapping_of(text))
    done = import_tables(path, mapping_of(f'formulas = ["Sex"]\n{text}'))

    assert "1 formulas without a stored value" in done.summary  # nobody ever calculated it
    assert Patient.objects.get().sex == ""


def test_a_workbook_of_several_sheets_is_read_only_where_one_is_named():
    several = workbook(["MRN"], ["M1"], others=1)

    with pytest.raises(Refused, match="say which is meant: “Sheet”, “Sheet1”"):
        read(several)
    assert read(several, sheet="Sheet1").header == ["x"]


@pytest.mark.slow
def test_a_workbook_that_bursts_or_is_damaged_is_refused_in_one_sentence():
    burst = io.BytesIO()
    with zipfile.ZipFile(burst, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(MOST_UNPACKED + 1))
    whole = workbook(["MRN"], ["M1"])

    with pytest.raises(Refused, match="unpacks to more than 200 MB"):
        read(burst.getvalue())
    with pytest.raises(Refused, match="the workbook"):
        read(whole.replace(b"sheet1.xml", b"sheet9.xml"))


def test_a_row_of_totals_is_no_patient(db, tmp_path):
    done = import_tables(table(tmp_path, FIRST + "Total,2,,,\n"), mapping_of(RENAMED))
    folder = tmp_path / "record"
    folder.mkdir()
    (folder / "patients.csv").write_text("mrn,family_name\nTotal,3\n")

    assert "a row of totals, “Total”: 1" in done.summary
    assert Patient.objects.count() == 2
    with pytest.raises(CommandError, match="“Total” is a row of totals, no patient"):
        call_command("import_records", str(folder))


@pytest.mark.parametrize(
    ("data", "how", "name"),
    [
        ("Name\nMüller\n".encode("cp1252"), {"encoding": "windows-1252"}, "Müller"),
        ("Name\nMüller\n".encode(), {"encoding": "windows-1252"}, "Müller"),
        ("Name\nMüller\n".encode("utf-16"), {}, "Müller"),
        ("sep=;\nName;x\nMüller;1\n".encode(), {"delimiter": ";"}, "Müller"),
    ],
    ids=["Windows", "UTF-8 all the same", "UTF-16", "sep= of Excel"],
)
def test_encodings(data, how, name):
    assert next(iter(read(data, **how).rows)).cells["Name"] == name


def test_other_bytes_are_refused_where_the_mapping_does_not_say_how():
    with pytest.raises(Refused, match=r"is not UTF-8.*encoding = “windows-1252”"):
        read("Name\nMüller\n".encode("cp1252"))


def test_encoding_delimiter_and_comment_lines_are_seen_in_the_file():
    _, layout = table_of("t", "PatNr;Größe\n1;1,5\n".encode("cp1252"))
    _, study = table_of("t", b"#Patient\tAge\nPATIENT_ID\tAGE\nP1\t1,5\n")

    assert (layout.encoding, layout.delimiter) == ("windows-1252", "semicolon")
    assert (study.comment, study.delimiter) == ("#", "tab")


def test_two_columns_of_one_name_are_called_by_their_place():
    found = read("MRN,Receptor,Receptor,\nT1,ER 90,PR 20,x\nT2,ER 0,PR 0,y\n")

    assert found.header == ["MRN", "Receptor [2]", "Receptor [3]", "[4]"]
    meanings = {column.source: column.meaning for column in propose(found)}
    assert meanings["Receptor [2]"] == "receptors.csv er_percent"  # as every cell of it says
    assert meanings["Receptor [3]"] == "receptors.csv pr_percent"


def test_lines_before_the_header_are_left_out_and_told():
    found = read(workbook(["Report of May"], [], ["MRN", "Sex", "HER2"], ["M1", "F", "1+"]))

    assert found.header == ["MRN", "Sex", "HER2"]
    assert "1 lines before the header are left out" in found.told


@pytest.mark.parametrize(
    ("cell", "form", "day"),
    [
        ("13/02/2020", DayForm(DAY_FIRST), "2020-02-13"),
        ("02/03/2020", DayForm(DAY_FIRST), "2020-03-02"),
        ("02/03/2020", DayForm(MONTH_FIRST), "2020-02-03"),
        ("31.12.19", DayForm(DAY_FIRST, 1927), "2019-12-31"),
        ("31.12.37", DayForm(DAY_FIRST, 1927), "1937-12-31"),
        ("3.7.1937", DayForm(), "1937-07-03"),
        ("42499", DayForm(SERIAL), "2016-05-09"),
        ("2023-02-10T23:30:00-05:00", DayForm(), "2023-02-10"),
        ("2/10/2023 11:30 PM", DayForm(MONTH_FIRST), "2023-02-10"),
        ("9-May-2016", DayForm(), "2016-05-09"),
        ("May 9, 2016", DayForm(), "2016-05-09"),
        ("Feb 2023", DayForm(), "2023-02"),
        ("9. März 2016", DayForm(), "2016-03-09"),
        ("20230201", DayForm(), "2023-02-01"),
        ("05/2016", DayForm(), "2016-05"),
        ("2016", DayForm(), "2016"),
    ],
)
def test_days_as_others_write_them(cell, form, day):
    assert day_of(cell, form) == day


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("02/03/2020", DayForm()),
        ("31.12.19", DayForm(DAY_FIRST)),
        ("31.02.2024", DayForm(DAY_FIRST)),
        ("13/14/2024", DayForm(MONTH_FIRST)),
        ("02.03.2020", DayForm(MONTH_FIRST)),
        ("42499", DayForm(DAY_FIRST)),
        ("2023-Q1", DayForm()),
        ("٢٠٢٠", DayForm()),
    ],
)
def test_a_day_that_may_be_two_or_none_is_none(cell, form):
    with pytest.raises(NoDay):
        day_of(cell, form)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["13/02/2020", "02/03/2020"], DAY_FIRST),
        (["5/9/2016", "5/19/2016", "13/14/2024"], MONTH_FIRST),
        (["02/03/2020", "04/05/2020"], ""),
        (["13/02/2020", "02/13/2020"], ""),
        (["1.2.2020"], DAY_FIRST),
        (["2020-02-01", "2020"], YEAR_FIRST),
        (["42499", "42500"], SERIAL),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_rows_or_asked(cells, order):
    assert order_of(cells) == order


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [("1.4", "point", "1.4"), ("1,4", "point", "1.4"), ("12,5", "comma", "12.5"),
     ("1.234", "point", "1.234")],
)  # fmt: skip
def test_numbers(cell, decimal, number):
    assert number_of(cell, decimal) == number


@pytest.mark.parametrize(("cell", "decimal"), [("1,234", "point"), ("1.234", "comma")])
def test_a_number_that_may_be_a_thousand_is_asked_about(cell, decimal):
    with pytest.raises(NotMapped):
        number_of(cell, decimal)


@pytest.mark.parametrize(
    ("cell", "percent"),
    [("90", "90"), ("90 %", "90"), ("<1", "<1"), (">90%", ">90"), ("≥ 90 %", ">=90"),
     ("80-90%", "80-90"), ("Positive (95%)", "95"), ("Negative (<1%)", "<1"),
     ("IRS 12 (80%)", "80"), ("Positive", ""), ("2,5 %", "2.5")],
)  # fmt: skip
def test_percentages(cell, percent):
    assert percent_of(cell) == percent


@pytest.mark.parametrize("cell", ["IRS 12", "101%", "80% of 90%", "about 80%", "2O %", "8/8"])
def test_what_is_no_percentage_is_not_guessed(cell):
    with pytest.raises(NotMapped):
        percent_of(cell)


TWO_FISH = (
    "#Patient\tSample\tType\tFISH result of the primary tumor\tFISH result of this sample\tDay\n"
    "PATIENT_ID\tSAMPLE_ID\tSAMPLE_TYPE\tHER2_FISH_STATUS\tHER2_FISH\tSAMPLED\n"
    "F1\tF1-M1\tMetastasis\tPositive\tNegative\t2019-05-01\n"
)


def test_the_fish_of_the_primary_is_never_that_of_the_sample():
    found, _ = table_of("data_clinical_sample.txt", TWO_FISH.encode())

    proposed = {column.source: column.meaning for column in propose(found)}

    assert proposed["HER2_FISH"] == "her2_readings.csv ish_result"
    assert proposed["HER2_FISH_STATUS"] == "primary her2_readings.csv ish_result"


def test_a_ready_mapping_stops_at_two_candidates_and_at_a_column_of_the_primary(tmp_path):
    path = table(tmp_path, TWO_FISH, "data_clinical_sample.txt").parent

    with pytest.raises(Refused) as refused:
        import_tables(path, read_mapping(READY["cbioportal"]))

    told = str(refused.value)
    assert "“HER2_FISH_STATUS” and “HER2_FISH”: may both be her2_readings.csv ish_result" in told
    assert "is described as “FISH result of the primary tumor”: of the primary" in told
