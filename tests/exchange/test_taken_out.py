"""An import of the same rows does not bring back what a person marked as entered in error."""

import pytest

from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import Alteration, HER2Assessment, HER2Reading
from patients.changes.taking_back import enter_in_error
from patients.models import AgentGiven, Biopsy, LineOfTreatment, Patient

from .folders import FURTHER, GOOD, written


@pytest.fixture
def folder(db, tmp_path):
    path = written(tmp_path / "first", {**GOOD, **FURTHER})
    import_folder(path)
    return path


def said(folder) -> list[str]:
    return [str(warning) for warning in import_folder(folder).warnings]


def test_the_same_folder_again_leaves_a_reading_out_and_says_so(folder):
    enter_in_error([HER2Reading.objects.get()], why="wrong patient", by=None)

    warnings = said(folder)

    assert [warning.split(": ")[0] for warning in warnings] == [
        "her2_readings.csv:2 read_on",
        "her2_sources.csv:2 read_on",
    ]
    assert "marked it as entered in error" in warnings[0]
    assert "(wrong patient)" in warnings[0]
    assert not HER2Reading.objects.exists()


def test_no_reading_comes_in_for_a_biopsy_that_is_out(folder, tmp_path):
    enter_in_error([Biopsy.objects.get()], why="wrong patient", by=None)
    newer = {
        "her2_readings.csv": "mrn,accession,read_on,ihc_score\nM1,S1,2024-04-12,3+\n",
        "alterations.csv": "mrn,tested_on,gene,result,accession\nM1,2024,PIK3CA,detected,S1\n",
    }

    warnings = said(written(tmp_path / "second", newer))

    assert len(warnings) == 2
    assert not HER2Reading.objects.exists()
    assert not Alteration.objects.filter(gene="PIK3CA").exists()


def test_a_patient_who_is_out_stays_out_with_all_rows(folder):
    enter_in_error([Patient.objects.get()], why="test entry", by=None)

    warnings = said(folder)

    assert "patients.csv:2 mrn: not imported" in warnings[0]
    assert not Patient.objects.exists()
    assert not HER2Assessment.objects.current().exists()


def test_a_treatment_that_is_out_does_not_come_back_with_an_end(folder, tmp_path):
    enter_in_error([AgentGiven.objects.get()], why="never given", by=None)
    ended = (
        "mrn,setting,line,agent,started_on,ended_on,end_reason\n"
        "M1,metastatic,1,letrozole,2019-05,2020-01,progression\n"
    )

    warnings = said(written(tmp_path / "second", {"treatments.csv": ended}))

    assert len(warnings) == 1
    assert not AgentGiven.objects.exists()
    assert LineOfTreatment.objects.count() == 2


def test_the_right_row_under_the_same_key_is_written_as_ever(folder, tmp_path):
    wrong = HER2Reading.objects.get()
    enter_in_error([wrong], why="typed wrong", by=None)
    HER2Reading.objects.create(biopsy=wrong.biopsy, read_on=wrong.read_on, ihc_score="2+")
    changed = {"her2_readings.csv": GOOD["her2_readings.csv"].replace("1+", "3+")}

    assert said(written(tmp_path / "second", changed)) == []
    assert HER2Reading.objects.get().ihc_score == "3+"
