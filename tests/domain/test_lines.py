"""Lines of treatment: how numbers are suggested, and what is counted."""

import pytest

from .builders import assessed, given, progressed

CAPE = given("capecitabine", "2020-01-10", "2020-12-01", "progression")


def numbers(*treatments, progressions=()) -> list[tuple[str, int]]:
    lines = assessed(treatments=treatments, progressions=progressions).lines
    return [(t.agent.name, line.number) for line in lines for t in line.treatments]


@pytest.mark.parametrize(
    ("treatments", "progressions", "expected"),
    [
        ([given("letrozole", "2020-01-10"), given("palbociclib", "2020-02-09")], (), [1, 1]),
        ([CAPE, given("eribulin", "2020-12-20")], (), [1, 2]),
        ([given("letrozole", "2020-01-10"), given("fulvestrant", "2020-01-20")],
         (progressed("2020-01-15"),), [1, 2]),
        ([given("letrozole", "2020-01-10"), given("palbociclib", "2020-06-10")], (), [1, 1]),
        ([given("letrozole", "2020-01-10"), given("fulvestrant", "2020-06-10")],
         (progressed("2020-06-10"),), [1, 2]),
        ([given("letrozole", "2020-01-10", "2020-05-10", "toxicity"),
          given("anastrozole", "2020-06-10")], (), [1, 1]),
        ([given("letrozole", "2020-01-10", "2020-05-10", "patient_choice"),
          given("capecitabine", "2020-06-10")], (), [1, 2]),
        ([given("paclitaxel", "2020-01-10", "2020-05-10", "completed"),
          given("letrozole", "2020-08-08")], (), [1, 1]),
        ([given("paclitaxel", "2020-01-10", "2020-05-10", "completed"),
          given("letrozole", "2020-08-09")], (), [1, 2]),
        ([given("letrozole", "2020-01-10", "2020-06", "progression"),
          given("capecitabine", "2020-06-10")], (), [1, 2]),
        ([given("letrozole", "2020-01-10", None, "progression"),
          given("capecitabine", "2020-06-10")], (), [1, 2]),
        ([given("goserelin", "2019-01-10"), given("denosumab", "2019-01-10"), CAPE], (), [1]),
        ([given("letrozole", "2020-01-10", "2021-01-10", "progression", line=3),
          given("capecitabine", "2021-02-10")], (), [3, 4]),
        ([given("letrozole", "2020-01-10", line=2), given("palbociclib", "2020-01-20")],
         (), [2, 2]),
        ([given("tamoxifen", "2020-01-10", setting="adjuvant"), CAPE], (), [1]),
    ],
)  # fmt: skip
def test_an_agent_is_placed_in_a_line(treatments, progressions, expected):
    assert [number for _, number in numbers(*treatments, progressions=progressions)] == expected


def test_a_suggested_number_says_why_and_a_given_one_is_kept():
    lines = assessed(
        treatments=(given("letrozole", "2020-01-10", "2021-01-10", "progression", line=1),
                    given("capecitabine", "2021-02-10"))
    ).lines  # fmt: skip

    assert lines[0].confirmed
    assert "letrozole ended by progression, 2021-01-10" in str(lines[1].suggestions[0].because)


def test_one_line_can_be_several_kinds():
    counts = assessed(
        treatments=(
            given("letrozole", "2018-01", "2019-01", "progression", line=1),
            given("trastuzumab", "2019-02", "2020-01", "progression", line=2),
            given("docetaxel", "2019-02", "2020-01", "progression", line=2),
            given("trastuzumab deruxtecan", "2020-02", line=3),
        )
    ).line_counts

    assert (counts.metastatic, counts.endocrine, counts.endocrine_progressed) == (3, 1, 1)
    assert (counts.chemotherapy, counts.anti_her2, counts.adc) == (1, 2, 1)
