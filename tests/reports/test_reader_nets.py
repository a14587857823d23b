"""Nothing named is silent, and nothing is laid on a specimen by a guess, in whatever layout."""

import pytest

from biomarkers.reports.reader import read_report

from .test_reader_kinds import said

_PARTS = "A. Right breast, 3:00, core biopsy\nB. Left axilla, core biopsy\n"


def by_part(text: str, name: str) -> dict[str, str]:
    """What each proposal says of a column, by the first letter of its component."""
    return {p.component[:1]: p.value(name) for p in read_report(text)}


@pytest.mark.parametrize(
    "title",
    (
        "ADDENDUM 2  (3 May 2024; corrected 9 May 2024)    STAINS FOR RECEPTORS",
        "Addendum #1, 3 May 2024, hormone receptors",
        "ADDENDUM 1 - STAINS",
    ),
)
def test_an_addendum_ends_the_gross_description_whatever_its_title_says_besides(title: str):
    text = f"{_PARTS}\nGROSS\nA: two cores in cassette A.\n\n{title}\n\nPart A\n  ER   positive   80%\n"

    assert said(text)["er_percent"] == "80"


@pytest.mark.parametrize(
    "told",
    (
        "The progesterone receptor was typed as 4%. The correct value is 40%.",
        "PR was entered as 4%; it should read 40%.",
        "PR was listed as negative (4%) but should be 40%.",
    ),
)
def test_what_was_typed_wrongly_is_replaced_by_what_is_correct(told: str):
    text = f"Breast, left, core biopsy\n\nCORRECTED REPORT. {told}\n\nER 90% positive. PR 40%.\n"

    assert said(text)["pr_percent"] == "40"


def test_what_was_reported_and_is_not_corrected_stays():
    text = "Breast, left, core biopsy.\nPR was reported as 4%. The correct block was used."

    assert said(text)["pr_percent"] == "4"
