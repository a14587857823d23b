"""What stands on the worklist, in which order, and how long an answer holds."""

from datetime import date, timedelta

import pytest

from biomarkers.domain.catalog import Catalog
from biomarkers.domain.due import next_change_date
from biomarkers.domain.standing import Done, standing_of
from biomarkers.domain.work import Why, Work, work_of

from .builders import (
    TODAY,
    a_record,
    assessed,
    condition,
    gene_test,
    given,
    her2,
    performance,
    progressed,
    row,
    specimen,
)  # fmt: skip

LOW_LABEL = row(her2="low", approved_on=date(2022, 8, 5))
NEW_LABEL = row("trastuzumab deruxtecan", her2="low|ultralow", approved_on=date(2025, 1, 27))
METASTATIC = {
    "metastatic_on": "2019",
    "treatment_history": "complete",
    "alterations": (gene_test("BRCA1", "not_detected", origin="germline"),),
}


def reasons(*specimens, **known) -> list[str]:
    return [work.why.value for work in work_of(assessed(*specimens, **known))]


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        ({"reported_as": "negative"}, "find_score"),
        ({"ihc_score": "0"}, "faint_staining"),
        ({"ihc_score": "2+"}, "ish_or_ihc"),
        ({"ihc_score": "2+", "ish_status": "pending"}, "ish_or_ihc"),
        ({"ish_ratio": 1.2, "her2_copies": 2.4}, "ish_or_ihc"),
        ({"ihc_score": "2+", "ish_ratio": 2.3, "her2_copies": 3.5}, "recount"),
        ({"ihc_score": "1+", "ish_ratio": 3, "her2_copies": 8}, "results_disagree"),
        ({"ihc_score": "3+", "adequate": False}, "repeat_test"),
    ],
)
def test_a_reading_that_leaves_a_question_is_work(reading, why):
    assert why in reasons(specimen(her2(**reading)), **METASTATIC)


def test_bone_of_acid_decalcification_is_work():
    bone = specimen(
        her2(ihc_score="0", zero_staining="absent"), site="bone", decalcification="acid"
    )

    assert "low_confidence" in reasons(bone, **METASTATIC)


def test_a_lost_positive_and_specimens_that_differ_are_work():
    old = specimen(her2(ihc_score="3+"), collected_on="2016-05-09")
    new = specimen(her2("2020-05-12", ihc_score="1+"), collected_on="2020-05-09")

    assert {"results_disagree", "her2_lost"} <= set(reasons(old, new, **METASTATIC))


def test_a_progression_after_the_newest_biopsy_is_work():
    settled = specimen(her2(ihc_score="3+"))

    assert reasons(settled, progressions=(progressed("2026"),), **METASTATIC) == ["progressed"]


def test_a_suggested_line_number_is_work_and_a_confirmed_one_is_not():
    suggested, confirmed = given("capecitabine", "2020"), given("capecitabine", "2020", line=1)

    assert "confirm_line" in reasons(treatments=(suggested,))
    assert "confirm_line" not in reasons(treatments=(confirmed,))


def test_an_ecog_without_a_date_is_work():
    assert reasons(undated_ecog=0) == ["no_result", "date_ecog"]
    assert reasons(performance=(performance(0),)) == ["no_result"]


def test_an_option_that_the_reclassification_opened_is_work():
    was_negative = specimen(her2(ihc_score="1+", reported_as="negative"))

    assert reasons(was_negative, catalog=(LOW_LABEL,), **METASTATIC)[0] == "option_opened"


def test_an_option_approved_after_the_status_was_settled_is_work():
    low_from_the_start = specimen(her2("2023-01-10", ihc_score="1+"), collected_on="2023-01-08")

    assert reasons(low_from_the_start, catalog=(NEW_LABEL,), **METASTATIC) == ["option_opened"]
    assert reasons(low_from_the_start, catalog=(LOW_LABEL,), **METASTATIC) == []


@pytest.mark.parametrize(
    ("facts", "is_work"),
    [
        ({"treatment_history": "complete"}, True),
        ({"treatment_history": "incomplete"}, False),
        ({}, False),  # nobody recorded what was given since 2019
        ({"metastatic_on": "2026-10-20", "diagnosed_on": "2026-10-20"}, True),  # none given yet
        ({"treatments": (given("letrozole", "2019-03", "2020-03", "progression", line=1),)}, True),
        ({"treatments": (given("letrozole", "2019-03", setting="adjuvant"),)}, False),
    ],
)
def test_an_option_is_called_opened_only_where_the_history_is_known(facts, is_work):
    was_negative = specimen(her2(ihc_score="1+", reported_as="negative"))
    facts = {"metastatic_on": "2019", "diagnosed_on": "2018", "treatments": (), **facts}

    assert ("option_opened" in reasons(was_negative, catalog=(LOW_LABEL,), **facts)) is is_work


def test_nothing_is_to_be_done_after_death():
    assert reasons(specimen(her2(reported_as="negative")), deceased_on="2020") == []


# Answers.

SCORE = Work(Why.FIND_SCORE, "find_ihc_score", basis="2016-05-12", accession="S1")
TOMORROW = TODAY + timedelta(days=1)


def step(kind: str, basis: str = SCORE.basis, until: date | None = None) -> Done:
    return Done(kind, SCORE.why, basis, TODAY, SCORE.accession, until)


@pytest.mark.parametrize(
    ("steps", "due"),
    [
        ([], True),
        ([step("requested", until=TOMORROW)], False),
        ([step("requested", until=TODAY)], True),
        ([step("snoozed", until=TOMORROW)], False),
        ([step("snoozed", until=TOMORROW), step("brought_back")], True),
        ([step("unchanged")], False),
        ([step("unchanged"), step("brought_back")], True),
        ([step("unchanged", basis="2015-01-01")], True),  # answered on other facts
        ([step("discussed", until=TOMORROW)], False),
        ([step("discussed", until=TODAY)], True),
        ([step("discussed")], False),
    ],
)
def test_an_answer_holds_until_its_day_or_until_the_facts_change(steps, due):
    assert standing_of(SCORE, steps).is_due(TODAY) is due


def test_what_was_requested_is_remembered_when_it_comes_back():
    standing = standing_of(SCORE, [step("requested", until=TODAY)])

    assert standing.requested_on == TODAY


# The calendar.


@pytest.mark.parametrize(
    ("as_of", "due_on"),
    [
        (date(2022, 8, 1), date(2022, 8, 5)),
        (date(2022, 8, 5), date(2025, 1, 27)),
        (date(2025, 1, 27), None),
    ],
)
def test_the_calendar_next_changes_something_on_the_day_of_a_definition(as_of, due_on):
    assert next_change_date(a_record(), Catalog(), as_of) == due_on


def test_the_calendar_changes_something_on_an_approval_and_on_a_partial_end():
    stopped = given("capecitabine", "2026-01", "2026-12", "progression")
    label = row(approved_on=date(2026, 11, 20))
    record = a_record(treatments=(stopped,))

    assert next_change_date(record, Catalog(rows=(label,)), TODAY) == date(2026, 11, 20)
    assert next_change_date(record, Catalog(), TODAY) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("facts", "due_on"),
    [
        ({"performance": (performance(1, "2026-12"),)}, date(2026, 12, 1)),
        ({"conditions": (condition("pregnancy", noted_on="2026-12-03"),)}, date(2026, 12, 3)),
        ({"conditions": (condition("pregnancy", noted_on="2020", resolved_on="2026-12"),)},
         date(2026, 12, 31)),
        ({"unresectable_on": "2026-12"}, date(2026, 12, 1)),
    ],
)  # fmt: skip
def test_a_fact_of_a_month_to_come_is_due_when_it_becomes_known(facts, due_on):
    assert next_change_date(a_record(**facts), Catalog(), TODAY) == due_on
