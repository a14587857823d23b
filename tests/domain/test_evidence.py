"""One specimen read many times: the newest of each part counts, and nothing is erased."""

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
    counted = her2("2025-02-10", percent_stained=0)

    assert category(zero, stained) == ("ultralow", None)
    assert category(zero, counted) == ("null", None)


def test_a_zero_without_a_word_on_staining_takes_it_from_an_earlier_zero():
    stained = her2("2020-01-10", ihc_score="0", zero_staining="present")
    again = her2("2025-02-10", ihc_score="0")

    assert category(stained, again) == ("ultralow", None)


def test_a_zero_with_its_own_word_on_staining_keeps_it():
    present = her2("2020-01-10", ihc_score="0", zero_staining="present")
    absent = her2("2025-02-10", ihc_score="0", zero_staining="absent")
    none_stained = her2("2025-03-10", ihc_score="0", percent_stained=0)

    assert category(present, absent) == ("null", None)
    assert category(present, none_stained) == ("null", None)


def test_staining_reaches_a_zero_past_a_score_that_was_none():
    stained = her2("2020-01-10", ihc_score="0", percent_stained=5)
    between = her2("2022-01-10", ihc_score="1+")
    again = her2("2025-02-10", ihc_score="0")

    assert category(stained, between) == ("low", None)
    assert category(stained, between, again) == ("ultralow", None)


@pytest.mark.parametrize(
    ("earlier", "later", "staining"),
    [
        ({"ihc_score": "0"}, {"ihc_score": "0"}, "present"),
        ({"ihc_score": "0"}, {"ihc_score_range": "0-1+"}, "present"),
        ({"ihc_score_range": "0-1+"}, {"ihc_score_range": "0-1+"}, "present"),
        ({"ihc_score_range": "0-1+"}, {"ihc_score": "0"}, None),
    ],
)
def test_a_zero_takes_its_staining_from_a_zero_and_a_mixed_score_from_either(
    earlier, later, staining
):
    stained = her2("2020-01-10", zero_staining="present", **earlier)

    status = assessed(specimen(stained, her2("2025-02-10", **later))).her2

    assert status.deciding.evidence.ihc.staining == staining


def test_staining_without_a_score_completes_a_mixed_score():
    mixed = her2("2020-01-10", ihc_score_range="0-1+")

    status = assessed(specimen(mixed, her2("2025-02-10", percent_stained=5))).her2

    assert status.deciding.evidence.ihc.staining == "present"


def test_a_percentage_without_a_score_contradicts_no_earlier_one_plus():
    scored = her2("2020-01-10", ihc_score="1+")

    assert category(scored, her2("2025-02-10", percent_stained=5)) == ("low", None)


def test_staining_without_any_score_says_nothing():
    assert category(her2("2020-01-10", zero_staining="present")) == ("undetermined", "no_result")


def test_a_recount_alone_is_added_to_the_newest_earlier_counts():
    older = her2("2019-01-10", ihc_score="2+", ish_ratio=1.2, her2_copies=2)
    counted = her2("2020-01-10", ish_ratio=1.5, her2_copies=7)
    recounted = her2("2020-02-10", ish_recount="confirmed")
    counted_again = her2("2020-03-10", ish_ratio=1.5, her2_copies=7)

    stated = her2("2020-01-20", ish_result="equivocal")

    assert category(older, counted, recounted) == ("positive", None)
    assert category(older, counted, stated, recounted) == ("equivocal", "ish_equivocal")
    assert category(older, counted, recounted, counted_again) == ("equivocal", "recount_needed")
    assert category(older, recounted) == ("low", None)


def test_a_recount_finds_counts_that_state_no_ratio():
    counted = her2("2020-01-10", ihc_score="2+", her2_copies=7, cep17_copies=5)

    assert category(counted)[1] == "recount_needed"
    assert category(counted, her2("2020-02-10", ish_recount="confirmed"))[0] == "positive"


@pytest.mark.parametrize(
    ("newer", "reason"),
    [
        ({"ish_status": "pending"}, "ish_pending"),
        ({"ish_status": "failed"}, "ish_needed"),
        ({"ish_status": "not_done", "ish_result": "negative"}, "ish_needed"),
        ({"ish_result": "equivocal"}, "ish_equivocal"),
        ({"ish_status": "not_done"}, None),
        ({"ish_status": "done"}, None),
        ({"cep17_copies": 2}, None),
    ],
    ids=str,
)
def test_the_newest_ish_part_stands_alone(newer, reason):
    counted = her2("2020-01-10", ihc_score="2+", ish_ratio=2.6, her2_copies=7)

    assert category(counted, her2("2020-02-10", **newer))[1] == reason


def test_the_newest_word_counts_where_a_word_decides():
    first = her2("2020-01-10", reported_as="negative")
    second = her2("2020-02-10", reported_as="low")

    assert category(first, second) == ("low", None)
    assert category(second, her2("2020-03-10", reported_as="negative")) == (
        "undetermined", "negative_without_score",
    )  # fmt: skip


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


@pytest.mark.parametrize(
    ("later", "read_on"),
    [
        ({"ish_result": "negative"}, "2021-06"),
        ({"reported_as": "negative"}, "2021-06"),
        ({"zero_staining": "absent"}, "2021-06"),
        ({"as_written": "no change"}, "2020-01-10"),
        ({"ish_recount": "confirmed"}, "2020-01-10"),
        ({"ihc_score": "3+", "adequate": False}, "2020-01-10"),
    ],
    ids=str,
)
def test_the_basis_is_dated_by_the_newest_reading_that_added_a_part(later, read_on):
    zero = her2("2020-01-10", ihc_score="0")

    deciding = assessed(specimen(zero, her2("2021-06", **later))).her2.deciding

    assert deciding.evidence.read_on.text == read_on


def test_what_was_reported_first_is_kept():
    readings = (
        her2("2020-01-10", ihc_score="1+"),
        her2("2020-02-10", reported_as="negative"),
        her2("2024-02-10", reported_as="low"),
    )

    assert assessed(specimen(*readings)).reported == "negative"
    assert assessed(specimen(readings[0])).reported is None
    assert assessed().reported is None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_the_order_of_readings_changes_nothing(order):
    readings = [
        her2("2020-01-10", ihc_score="2+"),
        her2("2020-02-10", ish_ratio=1.2, her2_copies=2),
        her2("2020-03-10", reported_as="negative"),
    ]

    assert category(*(readings[place] for place in order)) == ("low", None)
