"""A folder of any size is given out in parts: each patient whole, the new ones first."""

import pytest

from biomarkers.exchange.records import spool as module
from biomarkers.exchange.records.columns import BIOPSIES, PATIENTS
from biomarkers.exchange.records.progress import unwatched
from biomarkers.exchange.records.reading import read_folder
from patients.likeness import person_of

from .folders import GOOD, written

PATIENT_ROWS = "mrn,family_name,birth_date\n" + "".join(f"M{n},Falk,1960-05-09\n" for n in range(7))
BIOPSY_ROWS = "mrn,accession,collected_on,site\n" + "".join(
    f"M{n},S-{n % 2},2019,liver\n" for n in reversed(range(7))
)


@pytest.fixture
def spool(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PATIENTS_AT_A_TIME", 3)
    files = {"patients.csv": PATIENT_ROWS, "biopsies.csv": BIOPSY_ROWS}
    found = read_folder(written(tmp_path, files), unwatched)
    assert sorted(mrn for some in found.mrns() for mrn in some) == [f"M{n}" for n in range(7)]
    return found


def mrns_of_parts(spool) -> list[set[str]]:
    return [part.mrns for part in spool.parts()]


def test_each_patient_is_in_one_part_with_all_rows(spool):
    parts = list(spool.parts())

    assert [sorted(part.mrns) for part in parts] == [["M0", "M1", "M2"], ["M3", "M4", "M5"], ["M6"]]
    for part in parts:
        assert {row.mrn for row in part.rows[PATIENTS]} == {row.mrn for row in part.rows[BIOPSIES]}
    assert sum(len(part.rows[BIOPSIES]) for part in parts) == 7
    assert len(spool) == 7


def test_patients_on_record_come_last_so_that_they_are_held_for_a_shorter_time(spool):
    spool.note_stored([("M0", "M0"), ("M2", "M2")])

    assert mrns_of_parts(spool)[-1] == {"M2"}
    assert "M0" in mrns_of_parts(spool)[1]


def test_rows_of_a_merged_patient_come_with_those_of_who_was_kept(spool):
    spool.note_stored([("M0", "M6"), ("M6", "M6")])

    assert any({"M0", "M6"} <= mrns for mrns in mrns_of_parts(spool))
    assert len(spool) == 6


def test_rows_come_as_they_were_read(tmp_path):
    spool = read_folder(written(tmp_path, GOOD), unwatched)
    list(spool.mrns())
    [part] = spool.parts()

    [row] = part.rows[PATIENTS]
    assert (row.line, row.values["family_name"]) == (2, "Falk")
    assert str(row["metastatic_on"]) == "2019"
    assert all(part.rows[file] for file in part.rows if file.name in GOOD)


def test_a_row_without_a_number_comes_last_and_is_told(tmp_path):
    files = {"patients.csv": "mrn,family_name\n,Lind\nM1,Falk\n"}
    spool = read_folder(written(tmp_path, files), unwatched)
    list(spool.mrns())

    assert [str(fault) for fault in spool.faults] == [
        "patients.csv:2 mrn: this cell must not be empty"
    ]
    assert mrns_of_parts(spool) == [{"M1"}, set()]


def test_who_may_be_one_person_is_asked_of_the_whole_folder(spool):
    assert spool.called(person_of("Falk", ""), "1960-05-09") == [f"M{n}" for n in range(7)]
    assert spool.new_numbered("m3") == ["M3"]
    assert sorted(spool.accessions_like("s1")) == [("M1", "S-1"), ("M3", "S-1"), ("M5", "S-1")]
