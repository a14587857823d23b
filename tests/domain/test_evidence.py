"""One specimen read many times: the newest of each part speaks, and nothing is erased."""

from datetime import date

import pytest

from .builders import assessed, her2, specimen


def category(*readings, as_of: date = date(2026, 11, 1), **facts) -> tuple:
    status = assessed(specimen(*readings, **facts), as_of=as_of).her2
    return status.category, status.reason


def test_a_later_ish_completes_an_earlier_score():
    ihc = her2("2020-01-10", ihc_score="2+")
    ish = her2("2020-02-10", ish_ratio=2.6, her2_copies=7)

    assert category(ihc) == ("equivocal", "ish_needed")
    assert category(ihc, ish) == ("positive", None)


def test_a_report_that_only_repeats_negative_erases_nothing():
    scored = her2("2020-01-10", ihc_score="1+")
    repeated = her2("2021-01-10", reported_as="negative")

    assert category(scored, repeated) == ("low", None)


def test_a_newer_score_replaces_an_older_one():
    assert category(her2("2016-06", ihc_score="0"), her2("2024-05", ihc_score="1+"))[0] == "low"


def test_staining_without_a_score_completes_the_newest_earlier_zero():
    zero = her2("2020-01-10", ihc_score="0")
    stained = her2("2025-02-10", zero_staining="present")

    assert category(zero, stained) == ("ultralow", None)


def test_a_zero_without_a_word_on_staining_takes_it_from_an_earlier_zero():
    stained = her2("2020-01-10", ihc_score="0", zero_staining="present")
    again = her2("2025-02-10", ihc_score="0")

    assert category(stained, again) == ("ultralow", None)


def test_a_recount_alone_is_added_to_the_newest_earlier_counts():
    counted = her2("2020-01-10", ihc_score="2+", ish_ratio=1.5, her2_copies=7)
    recounted = her2("2020-02-10", ish_recount="confirmed")

    assert category(counted, recounted) == ("positive", None)


def test_an_inadequate_reading_is_set_aside_where_there_is_another():
    good = her2("2020-01-10", ihc_score="1+")
    bad = her2("2021-01-10", ihc_score="3+", adequate=False)

    assert category(good, bad) == ("low", None)
    assert category(bad) == ("undetermined", "not_evaluable")


def test_of_two_readings_known_from_the_same_day_the_more_precise_one_is_newer():
    vague = her2("2024", ihc_score="3+")
    precise = her2("2024-01-01", ihc_score="1+")

    assert category(vague, precise, collected_on="2023")[0] == "low"


def test_a_reading_is_not_known_before_the_specimen_was_collected():
    reading = her2("2024", ihc_score="3+")
    sample = {"collected_on": "2024-06-10"}

    assert category(reading, as_of=date(2024, 6, 9), **sample) == ("undetermined", "no_result")
    assert category(reading, as_of=date(2024, 6, 10), **sample)[0] == "positive"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_the_order_of_readings_changes_nothing(order):
    readings = [
        her2("2020-01-10", ihc_score="2+"),
        her2("2020-02-10", ish_ratio=1.2, her2_copies=2),
        her2("2020-03-10", reported_as="negative"),
    ]

    assert category(*(readings[place] for place in order)) == ("low", None)
