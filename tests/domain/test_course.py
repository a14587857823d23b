"""Whether the disease progressed on a drug: surely, not, or not known."""

from datetime import date

import pytest

from .builders import assessed, given, progressed

YES, NO, UNKNOWN = True, False, None
PROGRESSION = progressed("2021-06-10")


def letrozole(ended_on: str | None = None, reason: str | None = None, start: str = "2020-01-10"):
    return given("letrozole", start, ended_on, reason, line=1)


def answer(treatment, *others, progressions=(PROGRESSION,), as_of=date(2026, 11, 1)):
    treatments = (treatment, *others)
    found = assessed(treatments=treatments, progressions=progressions, as_of=as_of)
    return found.lines[0].courses[0].progressed


@pytest.mark.parametrize(
    ("treatment", "progressions", "progressed_on_it"),
    [
        (letrozole("2020-06-01", "progression"), [], YES),
        (letrozole(None, "progression"), [], YES),
        (letrozole(), [], NO),
        (letrozole("2020-06-01", "toxicity"), [], NO),
        (letrozole("2020-06-01"), [], UNKNOWN),
        (letrozole("2020-06-01", "unknown"), [], UNKNOWN),
        (letrozole(None, "patient_choice"), [], NO),
        # while it was being given
        (letrozole(), [PROGRESSION], YES),
        (letrozole(start="2021-06-10"), [PROGRESSION], NO),
        (letrozole(start="2021-06-09"), [PROGRESSION], YES),
        (letrozole("2021-06-11", "toxicity"), [PROGRESSION], YES),
        (letrozole("2021-06", "toxicity"), [PROGRESSION], YES),
        (letrozole(), [progressed("2021-06-10", continued=True)], NO),
        (letrozole(), [progressed("2021-06-10", continued=False)], YES),
        # on the day of its end, or within 30 days after it
        (letrozole("2021-06-10"), [PROGRESSION], YES),
        (letrozole("2021-05-11", "unknown"), [PROGRESSION], YES),
        (letrozole("2021-05-10", "unknown"), [PROGRESSION], UNKNOWN),
        (letrozole("2021-06-10", "toxicity"), [PROGRESSION], UNKNOWN),
        (letrozole("2021-05-11", "completed"), [PROGRESSION], UNKNOWN),
        (letrozole("2021-05-10", "completed"), [PROGRESSION], NO),
        # ended on a day that is not known
        (letrozole(None, "patient_choice"), [PROGRESSION], UNKNOWN),
        (letrozole(None, "unknown"), [PROGRESSION], UNKNOWN),
        (letrozole(None, "patient_choice", start="2022"), [PROGRESSION], NO),
    ],
)
def test_a_drug_progressed_by_its_end_or_by_a_row_of_progressions(
    treatment, progressions, progressed_on_it
):
    assert answer(treatment, progressions=progressions) is progressed_on_it


LATER_LINE = given("capecitabine", "2022-03-01", line=2)


@pytest.mark.parametrize(
    ("on", "progressed_on_it"),
    [("2022-02-28", YES), ("2022-03-01", YES), ("2022-03-02", UNKNOWN), (None, UNKNOWN)],
)
def test_of_a_drug_without_end_a_later_line_is_the_end(on, progressed_on_it):
    progressions = [progressed(on)] if on else []

    assert answer(letrozole(), LATER_LINE, progressions=progressions) is progressed_on_it


@pytest.mark.parametrize(
    ("as_of", "given_still"),
    [(date(2022, 3, 31), True), (date(2022, 4, 1), False)],
)
def test_a_later_line_ends_it_after_30_days(as_of, given_still):
    lines = assessed(treatments=[letrozole(), LATER_LINE], as_of=as_of).lines

    assert lines[0].is_ongoing is given_still
    assert lines[0].courses[0].taken_as_ended is not given_still


@pytest.mark.parametrize("agent", ["trastuzumab", "pertuzumab"])
def test_an_antibody_is_given_on_into_the_next_line(agent):
    antibody = given(agent, "2020-01-10", line=1)

    assert assessed(treatments=[antibody, LATER_LINE]).lines[0].is_ongoing


def test_a_line_is_under_way_until_one_of_its_drugs_progressed():
    partner = given("palbociclib", "2020-01-10", "2021-01-10", "toxicity", line=1)
    lines = [
        assessed(treatments=[letrozole(), partner], progressions=found).lines[0]
        for found in ([], [PROGRESSION], [progressed("2021-06-10", continued=True)])
    ]

    assert [line.is_ongoing for line in lines] == [True, False, True]


def test_a_line_progressed_on_a_class_surely_before_perhaps():
    perhaps = given("fulvestrant", "2020-01-10", "2021-01-10", "unknown", line=1)
    stopped = given("palbociclib", "2020-01-10", "2021-01-10", "toxicity", line=1)
    surely = letrozole("2021-01-10", "progression")

    def counted(*treatments) -> tuple[str, int]:
        found = assessed(treatments=treatments)
        return found.lines[0].progression_of("endocrine").agent.name, (
            found.line_counts.endocrine_progressed
        )

    assert counted(perhaps, stopped) == ("fulvestrant", 0)
    assert counted(perhaps, stopped, surely) == ("letrozole", 1)
    assert assessed(treatments=[stopped]).lines[0].progression_of("endocrine") is None
