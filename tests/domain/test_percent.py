"""Percentages as reports write them: what each can mean, at the least and at the most."""

import pytest

from biomarkers.domain.percent import Percent


@pytest.mark.parametrize(
    ("text", "at_least_1", "below_1", "within_1_to_10"),
    [
        ("0", False, True, False),
        ("0.9", False, True, False),
        ("1", True, False, True),
        ("10", True, False, True),
        ("10.1", True, False, False),
        ("100", True, False, False),
        ("<1", False, True, False),
        ("<=1", False, False, False),
        ("<0.5", False, True, False),
        ("<5", False, False, False),
        (">0", False, False, False),
        (">1", True, False, False),
        (">=1", True, False, False),
        (">95", True, False, False),
        (">=90", True, False, False),
        ("0-0.9", False, True, False),
        ("0-1", False, False, False),
        ("0-10", False, False, False),
        ("1-10", True, False, True),
        ("5-11", True, False, False),
        ("80-90", True, False, False),
    ],
)
def test_a_percentage_is_judged_by_all_that_it_can_mean(text, at_least_1, below_1, within_1_to_10):
    percent = Percent(text)

    assert percent.surely_at_least(1) is at_least_1
    assert percent.surely_below(1) is below_1
    assert percent.lies_within(1, 10) is within_1_to_10


@pytest.mark.parametrize("text", ["90", "90.0", "<1", "<= 10", ">95", "80-90", "80 - 90"])
def test_a_percentage_comes_out_as_it_went_in(text):
    assert str(Percent(text)) == text


@pytest.mark.parametrize(
    "text", ["", "90 %", "about 90", "=5", "<", "5-", "-5", "2O", "<1-5", "1,5"]
)
def test_what_is_no_percentage_is_refused(text):
    with pytest.raises(ValueError, match="is not a percentage: write 90"):
        Percent(text)


@pytest.mark.parametrize("text", ["101", ">100", "<0", "90-80", "90-101", "<=101", ">100.5"])
def test_a_percentage_lies_within_0_to_100(text):
    with pytest.raises(ValueError, match="is not within 0 to 100"):
        Percent(text)
