"""Cases of tables and record folders that a data manager imports."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.exchange.tables.importing import import_tables
from biomarkers.exchange.tables.mapping import read_mapping
from biomarkers.models import HER2Assessment
from patients.models import LikelyDuplicate, Patient
from tests.data import CASES
from tests.tables.answering import uploaded


def as_patients(case: str, file: str, folder: Path) -> Path:
    """A folder that holds this file as patients.csv."""
    folder.mkdir()
    shutil.copy(CASES / case / file, folder / "patients.csv")
    return folder


def test_a01_a_renamed_column_stops_the_second_table_and_names_the_one_like_it(team):
    case = CASES / "a01_renamed_column"
    mapping = read_mapping(case / "map.toml")
    import_tables(case / "first.csv", mapping)

    with pytest.raises(Refused, match=r"“HER2 IHC”.*“HER2-IHC” is like it"):
        import_tables(case / "second.csv", mapping)
    current = HER2Assessment.objects.current().values_list("patient__mrn", "category")
    assert dict(current) == {"REN1": "low", "REN2": "equivocal"}


def test_a02_an_empty_cell_erases_nothing_unasked_and_then_each_is_listed(team, tmp_path):
    import_folder(CASES / "a02_blank_erases" / "in")
    second = as_patients("a02_blank_erases", "second_patients.csv", tmp_path / "second")

    kept = import_folder(second)
    would = import_folder(second, erase=True, dry_run=True)

    assert str(Patient.objects.get().metastatic_on) == "2021-01-01"
    assert {change.kind for change in kept.changes} == {"kept"}
    erased = {(c.column, c.old, c.new) for c in would.changes if c.kind == "erased"}
    assert ("metastatic_on", "2021-01-01", "") in erased


def test_a03_a_zip_of_a_mac_is_one_patient_and_its_own_files_are_told(team, capsys):
    call_command("import_records", str(CASES / "a03_mac_zip" / "export.zip"))

    assert [(p.mrn, p.family_name) for p in Patient.objects.all()] == [("MAC1", "Macintosh")]
    assert "Left out of" in capsys.readouterr().out


def test_a06_numbers_that_lost_their_zeros_are_told_and_listed(team, tmp_path):
    told = [
        import_folder(as_patients("a06_leading_zeros", file, tmp_path / file)).summary
        for file in ("first.csv", "second.csv", "third.csv")
    ]

    assert Patient.objects.count() == 3
    assert ["000123" in words for words in told] == [False, True, True]
    assert LikelyDuplicate.objects.count() >= 2
    (tmp_path / "patients.csv").write_text("mrn,family_name\n1.00E+05,Zero\n")
    with pytest.raises(CommandError, match=r"1\.00E\+05"):
        call_command("import_records", str(tmp_path))


def test_a07_two_columns_of_one_name_are_shown_by_their_place(manager_client, team, uploads):
    job = uploaded(manager_client, team, CASES / "a07_two_columns_one_name" / "samples.csv")
    page = manager_client.get(reverse("mapping_new", args=[job.pk])).content.decode()

    assert "Receptor [3]" in page
    assert "Receptor [4]" in page


def test_a11_each_cell_that_would_change_is_told_before_anything_is_written(team, tmp_path):
    import_folder(CASES / "a11_preview_of_changes" / "in")
    second = as_patients("a11_preview_of_changes", "second_patients.csv", tmp_path / "second")

    would = import_folder(second, dry_run=True)

    changes = [(c.mrn, c.column, c.old, c.new) for c in would.changes]
    assert changes == [("PV1", "metastatic_on", "2021-05-01", "2022-05-01")]
    assert "patients.csv: 0 new, 1 changed, 1 same" in would.summary
    assert str(Patient.objects.get(mrn="PV1").metastatic_on) == "2021-05-01"
