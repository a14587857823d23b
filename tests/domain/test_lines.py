"""Lines of treatment: how numbers are suggested, and what is counted."""

from datetime import date

import pytest

from .builders import assessed, given, progressed

LETROZOLE = given("letrozole", "2020-01-10")
CAPE = given("capecitabine", "2020-01-10", "2020-12-01", "progression")


def ended(agent: str, ended_on: str | None, reason: str):
    return given(agent, "2020-01-10", ended_on, reason)


def numbers(*treatments, progressions=(), **facts) -> list[int]:
    lines = assessed(treatments=treatments, progressions=progressions, **facts).lines
    return [line.number for line in lines for _ in line.treatments]


SAME_LINE = [
    ("begun within 30 days", LETROZOLE, given("capecitabine", "2020-02-09")),
    ("within 30 days of another that ended",
     ended("letrozole", "2020-01-20", "toxicity"), given("capecitabine", "2020-02-09")),
    ("a partner added without progression", LETROZOLE, given("palbociclib", "2020-06-10")),
    ("a switch within a class for toxicity",
     ended("letrozole", "2020-05-10", "toxicity"), given("anastrozole", "2020-06-10")),
    ("a switch within a class by choice",
     ended("paclitaxel", "2020-05-10", "patient_choice"), given("docetaxel", "2020-06-10")),
    ("90 days after it was completed",
     ended("paclitaxel", "2020-05-10", "completed"), given("letrozole", "2020-08-08")),
    ("completed in a month that ended 90 days ago",
     ended("paclitaxel", "2020-05", "completed"), given("letrozole", "2020-08-29")),
    ("completed on a day that is not known",
     ended("paclitaxel", None, "completed"), given("letrozole", "2022-08-08")),
    ("progressed only after the other began",
     ended("letrozole", "2020-09-10", "progression"), given("palbociclib", "2020-06-10")),
    ("ended only after the other began",
     ended("letrozole", "2020-06-11", "toxicity"), given("capecitabine", "2020-06-10")),
    ("begun on one day, one of them ended by progression on a day that is not known",
     ended("letrozole", None, "progression"), given("palbociclib", "2020-01-10", "2021-01-10")),
    ("within 30 days of one that ended on a day that is not known",
     ended("letrozole", None, "progression"), given("palbociclib", "2020-02-09")),
    ("a switch within a class on a day that is not known",
     ended("olaparib", None, "toxicity"), given("talazoparib", "2021-01-10")),
]  # fmt: skip
NEW_LINE = [
    ("after progression", CAPE, given("eribulin", "2020-12-20")),
    ("on the day of progression", CAPE, given("eribulin", "2020-12-01")),
    ("after progression within 30 days",
     ended("letrozole", "2020-01-20", "progression"), given("capecitabine", "2020-01-25")),
    ("after progression in a month that overlaps",
     ended("letrozole", "2020-06", "progression"), given("capecitabine", "2020-06-10")),
    ("after progression on a day that is not known",
     ended("letrozole", None, "progression"), given("capecitabine", "2020-06-10")),
    ("after toxicity with another class",
     ended("letrozole", "2020-05-10", "toxicity"), given("capecitabine", "2020-06-10")),
    ("31 days after the line began, which had ended",
     ended("letrozole", "2020-01-20", "toxicity"), given("capecitabine", "2020-02-10")),
    ("in a year that overlaps the month of progression",
     given("letrozole", "2019-01", "2020-06", "progression"), given("capecitabine", "2020")),
    ("after an end for an unknown reason within the class",
     ended("letrozole", "2020-05-10", "unknown"), given("anastrozole", "2020-06-10")),
    ("after toxicity with another agent that shares only a wide class",
     ended("letrozole", "2020-05-10", "toxicity"), given("fulvestrant", "2020-06-10")),
    ("31 days after one that ended by progression on a day that is not known",
     ended("letrozole", None, "progression"), given("palbociclib", "2020-02-10")),
    ("91 days after it was completed",
     ended("paclitaxel", "2020-05-10", "completed"), given("letrozole", "2020-08-09")),
]  # fmt: skip


@pytest.mark.parametrize(("why", "first", "second"), SAME_LINE)
def test_an_agent_belongs_to_the_present_line(why, first, second):
    assert numbers(first, second) == [1, 1], why


@pytest.mark.parametrize(("why", "first", "second"), NEW_LINE)
def test_an_agent_begins_a_new_line(why, first, second):
    assert numbers(first, second) == [1, 2], why


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-01-10", [1, 1]),
        ("2020-01-11", [1, 2]),
        ("2020-06-10", [1, 2]),
        ("2020-06-11", [1, 1]),
        ("2020", [1, 1]),
    ],
)
def test_a_row_of_progressions_between_parts_the_lines(on, expected):
    fulvestrant = given("fulvestrant", "2020-06-10")

    assert numbers(LETROZOLE, fulvestrant, progressions=[progressed(on)]) == expected


def test_a_progression_that_was_treated_beyond_parts_no_lines():
    fulvestrant = given("fulvestrant", "2020-06-10")
    spot = progressed("2020-05-10", continued=True)

    assert numbers(LETROZOLE, fulvestrant, progressions=[spot]) == [1, 1]


@pytest.mark.parametrize("reason", ["toxicity", "progression"])
def test_agents_that_begin_on_one_day_are_placed_together(reason):
    first = ended("anastrozole", "2020-06-01", reason)
    regimen = [given("letrozole", "2020-06-10"), given("capecitabine", "2020-06-10")]
    same_line = reason == "toxicity"  # the aromatase inhibitor takes its partner along

    for treatments in ([first, *regimen], [*reversed(regimen), first]):
        assert numbers(*treatments) == [1, 1, 1] if same_line else [1, 2, 2]


def test_supportive_drugs_begin_no_line():
    assert numbers(CAPE, given("pegfilgrastim", "2021-02-10")) == [1]


def test_a_line_goes_on_while_any_of_its_agents_is_given():
    stopped = ended("palbociclib", "2020-05-10", "toxicity")

    assert numbers(LETROZOLE, stopped, given("capecitabine", "2020-09-10")) == [1, 1, 1]


def test_a_line_is_completed_only_when_all_of_it_is():
    taxane = ended("docetaxel", "2020-05-10", "completed")
    antibody = ended("trastuzumab", "2020-06-10", "completed")
    stopped = ended("trastuzumab", "2020-06-10", "toxicity")
    next_agent = given("letrozole", "2020-09-08")

    assert numbers(taxane, antibody, next_agent) == [1, 1, 1]
    assert numbers(taxane, stopped, next_agent) == [1, 1, 2]


def test_support_and_early_treatment_begin_no_line():
    support = given("goserelin", "2019-01-10"), given("denosumab", "2019-01-10")
    adjuvant = given("tamoxifen", "2010", setting="adjuvant")

    assert numbers(*support, adjuvant, CAPE) == [1]
    assert numbers(*support, adjuvant) == []


@pytest.mark.parametrize(
    ("treatments", "expected"),
    [
        ([given("letrozole", "2020-01-10", "2021-01-10", "progression", line=3),
          given("capecitabine", "2021-02-10")], [3, 4]),
        ([given("letrozole", "2020-01-10", line=2), given("palbociclib", "2020-01-20")], [2, 2]),
        ([given("letrozole", "2020-01-10", line=2), given("capecitabine", "2019-01-10")], [2, 3]),
        ([given("letrozole", "2020-01-10", line=1), given("eribulin", "2022-01-10", line=2),
          given("palbociclib", "2020-01-20")], [1, 1, 2]),
        ([given("letrozole", "2020-01-10", line=1), given("eribulin", "2022-01-10", line=2),
          given("carboplatin", "2022-01-20")], [1, 2, 2]),
        ([given("letrozole", "2020-01-10", line=2), given("eribulin", "2020-01-10", line=1)],
         [1, 2]),
    ],
)  # fmt: skip
def test_given_numbers_are_kept_and_the_rest_is_placed_among_them(treatments, expected):
    assert numbers(*treatments) == expected


def test_a_suggested_number_says_why_and_a_given_one_is_confirmed():
    treatments = [
        given("letrozole", "2020-01-10", "2021-01-10", "progression", line=1),
        given("capecitabine", "2021-02-10", "2021-03-10", "toxicity"),
        given("fulvestrant", "2021-06-10"),
        given("trastuzumab", "2021-06-20"),
        given("eribulin", "2022-06-20"),
    ]

    lines = assessed(treatments=treatments, progressions=[progressed("2022-06")]).lines

    assert [line.confirmed for line in lines] == [True, False, False, False]
    assert [str(s.because) for line in lines for s in line.suggestions] == [
        "started after letrozole ended by progression, 2021-01-10",
        "started after all drugs of line 2 had stopped, 2021-06-10",
        "started during line 3 without progression, 2021-06-20",
        "started after the progression of 2022-06",
    ]


def test_one_line_can_be_several_kinds():
    treatments = [
        given("letrozole", "2018-01", "2019-01", "progression", line=1),
        given("trastuzumab", "2019-02", "2020-01", "progression", line=2),
        given("docetaxel", "2019-02", "2020-01", "progression", line=2),
        given("letrozole", "2019-06", "2020-01", "toxicity", line=2),
        given("trastuzumab deruxtecan", "2020-02", line=3),
    ]

    counts = assessed(treatments=treatments).line_counts

    assert (counts.metastatic, counts.endocrine, counts.endocrine_progressed) == (3, 2, 1)
    assert (counts.chemotherapy, counts.anti_her2, counts.adc) == (1, 2, 1)


def test_only_lines_begun_by_the_day_are_counted():
    treatments = [CAPE, given("eribulin", "2020-12-20")]

    assert numbers(*treatments, as_of=date(2020, 12, 19)) == [1]
    assert numbers(*treatments, as_of=date(2020, 12, 20)) == [1, 2]
