"""What the index of a folder states beside what the text says."""

import pytest

from biomarkers.models import PathologyReport
from biomarkers.reports.proposing import proposals_of

from .texts import ONE_TUMOR

NO_DATE = "HER2: IHC score 1+"


@pytest.mark.parametrize(
    ("text", "stated", "value", "unclear"),
    [
        (ONE_TUMOR, None, "2024-05-20", ""),
        (ONE_TUMOR, "2024-05-20", "2024-05-20", ""),
        (NO_DATE, "2024-05-20", "2024-05-20", ""),
        (ONE_TUMOR, "2023-01-01", "", "the report states 2024-05-20, reports.csv"),
    ],
)
def test_the_index_fills_what_the_text_leaves_open_and_never_overrules_it(
    text, stated, value, unclear
):
    [proposal] = proposals_of(PathologyReport(text=text, stated_read_on=stated))

    read_on = next(field for field in proposal.fields if field.name == "read_on")
    assert read_on.value == value
    assert unclear in read_on.unclear


def test_a_text_that_says_nothing_still_has_one_empty_form_to_fill_in():
    [proposal] = proposals_of(PathologyReport(text="Gallbladder, unremarkable."))

    assert not [field for field in proposal.fields if field.value]
