"""Cases of tables that went wrong elsewhere, each mapped by page, with the status that follows."""

from datetime import date

import pytest

from biomarkers.models import HER2Assessment, HER2Reading
from patients.models import Biopsy, Patient
from tests.exchange.test_cases_of_tables import workbook

from .answering import Answers, imported, mapped, uploaded

pytestmark = pytest.mark.usefixtures("uploads")
HER2 = "her2_readings.csv"
SPECIMEN = {"MRN": "mrn", "ACC": "accession", "COLLECTED": "biopsies.csv collected_on",
            "SITE": "biopsies.csv site"}  # fmt: skip


def statuses(client, team, tmp_path, text: str, answers: Answers, name="t.csv") -> dict[str, tuple]:
    """By record number, category and reason once the table is in."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    job = uploaded(client, team, path)
    proposal, _ = mapped(client, job, answers)
    imported(client, job)
    assert proposal.wrong == []
    current = HER2Assessment.objects.current()
    rows = current.values_list("patient__mrn", "category", "reason")
    return {mrn: (category, reason) for mrn, category, reason in rows}


def test_a_score_between_two_is_read_as_what_it_can_be(manager_client, team, tmp_path):
    text = (
        "MRN,ACC,COLLECTED,IHC,FISH,RATIO,SITE\n"
        "X1,A1,2021-01-01,1-2+,Negative,,liver\nX2,A2,2021-01-01,1-2+,,,liver\n"
        "X3,A3,2021-01-01,2-3+,Negative,,liver\nX4,A4,2021-01-01,0-1+,,,liver\n"
        "X5,A5,2021-01-01,1-2+,Positive,,liver\n"
    )
    columns = {**SPECIMEN, "IHC": f"{HER2} ihc_score", "FISH": f"{HER2} ish_result"}

    found = statuses(manager_client, team, tmp_path, text, Answers("", columns))

    assert found == {
        "X1": ("low", ""),
        "X2": ("equivocal", "ish_needed"),
        "X3": ("low", ""),
        "X4": ("undetermined", "score_between"),
        "X5": ("positive", ""),
    }
    assert "discordant_ihc_ish" in HER2Assessment.objects.current().get(patient__mrn="X3").flags
    assert HER2Reading.objects.get(biopsy__accession="A1").as_written == "IHC: 1-2+; FISH: Negative"


def test_two_values_in_one_cell_are_both_read_and_a_thousand_is_asked_about(
    manager_client, team, tmp_path
):
    text = (
        "MRN,ACC,COLLECTED,IHC,HER2/CEP17,SITE\n"
        'R1,A1,2021-01-01,2+,2 (CN 4.8),liver\nR2,A2,2021-01-01,2+,"1,4",liver\n'
        'R3,A3,2021-01-01,2+,2.2 (CN 3.1),liver\nR4,A4,2021-01-01,2+,"1,234",liver\n'
    )
    columns = {**SPECIMEN, "IHC": f"{HER2} ihc_score", "HER2/CEP17": f"{HER2} ish_ratio"}
    answers = Answers("", columns, words={"1,234": ""})

    found = statuses(manager_client, team, tmp_path, text, answers)

    assert found["R1"] == ("positive", "")
    assert found["R2"] == ("low", "")
    assert found["R3"] == ("equivocal", "recount_needed")
    assert found["R4"] == ("equivocal", "ish_needed")


def test_the_fish_of_the_primary_is_never_that_of_the_sample(manager_client, team, tmp_path):
    text = (
        "#Patient\tSample\tType\tFISH result of the primary tumor\tFISH result of this sample\t"
        "IHC score of this sample\tDay\n"
        "PATIENT_ID\tSAMPLE_ID\tSAMPLE_TYPE\tHER2_FISH_STATUS\tHER2_FISH\tHER2_IHC_SCORE\tSAMPLED\n"
        "F1\tF1-M1\tMetastasis\tPositive\tNegative\t2\t2019-05-01\n"
        "F2\tF2-M1\tMetastasis\tNegative\tPositive\t2\t2019-06-01\n"
        "F3\tF3-P1\tPrimary\tNegative\tNegative\t1\t2018-01-01\n"
        "F4\tF4-M1\tMetastasis\tPositive\t\t1\t2020-01-01\n"
        "F5\tF5-M1\tMetastasis\tNegative\tUnk/ND\t2\t2020-02-01\n"
    )
    columns = {
        "PATIENT_ID": "mrn", "SAMPLE_ID": "accession", "SAMPLE_TYPE": "biopsies.csv kind",
        "HER2_FISH": f"{HER2} ish_result", "HER2_IHC_SCORE": f"{HER2} ihc_score",
        "SAMPLED": "biopsies.csv collected_on",
        "HER2_FISH_STATUS": f"primary {HER2} ish_result",
    }  # fmt: skip
    answers = Answers("", columns, site="not stated", day_zero="2010-07-01")

    found = statuses(manager_client, team, tmp_path, text, answers, "data_clinical_sample.txt")

    assert found == {
        "F1": ("low", ""),
        "F2": ("positive", ""),
        "F3": ("low", ""),
        "F4": ("low", ""),
        "F5": ("equivocal", "ish_needed"),
    }
    assert Biopsy.objects.filter(accession="primary").count() == 4  # F3 has a row of its own
    assert HER2Reading.objects.get(biopsy__accession="F4-M1").ish_result == ""


def test_days_are_asked_about_once_for_the_column(manager_client, team, tmp_path):
    text = "MRN,Collected,Accession,HER2\nDM1,13/02/2020,A1,1+\nDM2,02/03/2020,A2,2+\n"
    text += "DM3,31.12.19,A3,3+\n"
    columns = {"MRN": "mrn", "Accession": "accession", "HER2": f"{HER2} ihc_score",
               "Collected": "biopsies.csv collected_on"}  # fmt: skip

    statuses(manager_client, team, tmp_path, text, Answers("", columns, site="liver"))

    days = Biopsy.objects.order_by("accession").values_list("collected_on", flat=True)
    assert list(map(str, days)) == ["2020-02-13", "2020-03-02", "2019-12-31"]


def test_a_workbook_with_real_dates_numbers_and_totals(manager_client, team, tmp_path):
    data = workbook(
        ["MRN", "Date of birth", "Family name", "HER2 IHC"],
        ["00123", date(1960, 2, 1), "Anker", "1+"],
        [100000, date(1961, 12, 24), "Boje", "0"],
        ["Total", 3, None, None],
    )
    path = tmp_path / "patients.xlsx"
    path.write_bytes(data)
    columns = {"MRN": "mrn", "Date of birth": "patients.csv birth_date",
               "Family name": "patients.csv family_name",
               "HER2 IHC": f"{HER2} ihc_score"}  # fmt: skip

    job = uploaded(manager_client, team, path)
    mapped(manager_client, job, Answers("", columns, site="breast"))
    job = imported(manager_client, job)

    known = Patient.objects.order_by("mrn").values_list("mrn", "birth_date")
    assert [(mrn, str(born)) for mrn, born in known] == [
        ("00123", "1960-02-01"), ("100000", "1961-12-24"),
    ]  # fmt: skip
    assert any("a row of totals, “Total”" in why for why in job.left_out)
