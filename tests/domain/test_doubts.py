"""What of one reading hardly goes together: asked by forms and reviews, a warning of imports."""

from decimal import Decimal

import pytest

from biomarkers.domain.doubts import (
    CONTRADICTIONS,
    NEGATIVE_UP_TO,
    SAID_BY_WORD,
    doubts_of_her2,
    doubts_of_receptors,
)
from biomarkers.domain.percent import Percent
from biomarkers.reports.reader import checks


def number(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reported_as": "positive", "ihc_score": "1+"}, "reported_as"),
        ({"reported_as": "low", "ihc_score": "0"}, "reported_as"),
        ({"reported_as": "negative", "ish_result": "positive"}, "reported_as"),
        ({"ihc_score": "2+", "zero_staining": "absent"}, "zero_staining"),
        ({"reported_as": "null", "ihc_score": "0", "zero_staining": "present"}, "zero_staining"),
        ({"ihc_score": "0", "percent_stained": number("11")}, "percent_stained"),
        (
            {"ihc_score": "0", "percent_stained": number("0"), "zero_staining": "present"},
            "percent_stained",
        ),
        ({"ihc_score": "3+", "percent_stained": number("8")}, "percent_stained"),
        (
            {"ish_ratio": number("1.2"), "her2_copies": number("3"), "ish_result": "positive"},
            "ish_result",
        ),
        (
            {"ish_ratio": number("3"), "her2_copies": number("4"), "cep17_copies": number("2")},
            "ish_ratio",
        ),
    ],
)
def test_what_contradicts_is_asked_at_its_field(values, field):
    assert [doubt.field for doubt in doubts_of_her2(values)] == [field]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"reported_as": "", "ihc_score": "", "percent_stained": None, "zero_staining": ""},
        {"reported_as": "positive", "ihc_score": "1+", "ish_result": "positive"},
        {"reported_as": "negative", "ihc_score": "2+"},
        {"reported_as": "ultralow", "ihc_score": "0", "zero_staining": "present"},
        {"ihc_score": "0", "percent_stained": number("5"), "zero_staining": "present"},
        {"ihc_score": "1+", "percent_stained": number("30")},
        {"ish_ratio": number("2.4"), "her2_copies": number("3"), "ish_result": "positive"},
        {"ish_ratio": number("2.1"), "her2_copies": number("4.2"), "cep17_copies": number("2")},
        {"ish_ratio": number("2.1"), "her2_copies": number("4.2"), "cep17_copies": number("0")},
    ],
)
def test_what_may_be_is_not_asked_about(values):
    assert doubts_of_her2(values) == []


@pytest.mark.parametrize(
    ("status", "percent", "asked"),
    [("positive", "<1", 1), ("positive", "0", 1), ("positive", "1", 0), ("negative", "30", 1),
     ("negative", "5", 0), ("negative", "<20", 0), ("low_positive", "5-10", 0), ("", "90", 0)],
)  # fmt: skip
def test_a_receptor_in_a_word_and_in_percent(status, percent, asked):
    values = {"er_status": status, "er_percent": Percent(percent)}

    assert len(doubts_of_receptors(values)) == asked


def test_the_reader_of_reports_knows_the_same_contradictions():
    """It stands alone (tests/test_architecture.py), so that its table is its own."""
    assert checks._CONTRADICTIONS == CONTRADICTIONS
    assert checks._SAID_BY == SAID_BY_WORD
    assert checks._NEGATIVE_UP_TO == NEGATIVE_UP_TO
