"""What explains, controls or compares is no result of the tumor, and takes none away."""

import pytest

from biomarkers.reports.reader import read_report

RESULTS = "ER: negative, 0%\nPR: negative, 0%\nHER2: negative, score 1+\n"


def values_of(text: str) -> dict[str, str]:
    (proposal,) = read_report(text)
    return {one.name: one.value for one in proposal.fields}


@pytest.mark.parametrize(
    "line",
    [
        "Normal duct ER: positive.",
        "Benign glands on the slide are positive for estrogen receptor.",
        "Internal control epithelium: present, ER positive.",
        "   Internal control  |  Present and positive",
        "Entrapped normal ducts are ER positive, but the tumor is ER negative.",
    ],
)
def test_what_normal_tissue_shows_is_no_result_of_the_tumor(line):
    assert values_of(RESULTS + line)["er_status"] == "negative"


@pytest.mark.parametrize(
    "line",
    [
        "Benign breast tissue with invasive carcinoma, ER positive (90%).",
        "Benign ducts, and a carcinoma that is ER positive (90%).",
    ],
)
def test_a_tumor_named_beside_normal_tissue_keeps_its_result(line):
    assert values_of(line)["er_percent"] == "90"
