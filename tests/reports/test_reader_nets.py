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
