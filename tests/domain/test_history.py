"""The replay: what the category was on each day, what changed it, and whether that counts."""

import cProfile
from datetime import date, timedelta

import pytest

from patients.dates import PartialDate

from .builders import assessed, her2, specimen

NEGATIVE_1 = her2("2016-05-12", ihc_score="1+", reported_as="negative")
UNSCORED = her2("2016-05-12", reported_as="negative")
SCORES = ("0", "1+", "2+", "3+")


def told(history) -> list[tuple]:
    return [(e.on.isoformat(), e.to_category, e.reason, e.cause) for e in history.entries]


def test_a_negative_of_one_plus_becomes_low_by_definition():
    history = assessed(specimen(NEGATIVE_1)).history

    assert told(history) == [
        ("2016-05-12", "negative", None, "new_specimen"),
        ("2022-08-05", "low", None, "definition"),
    ]
    assert (history.was, history.cause) == ("negative", "definition")


def test_a_negative_without_score_is_asked_about_but_is_no_reclassification():
    history = assessed(specimen(UNSCORED)).history

    assert told(history)[-1] == (
        "2022-08-05", "undetermined", "negative_without_score", "definition",
    )  # fmt: skip
    assert not history.reclassified


def test_a_score_found_later_is_a_reclassification_by_rereading():
    reread = her2("2024-05-20", ihc_score="1+", reported_as="low")

    history = assessed(specimen(UNSCORED, reread)).history

    assert (history.was, history.cause) == ("negative", "reread")
    assert told(history)[-1] == ("2024-05-20", "low", None, "reread")


def test_a_new_specimen_that_differs_is_a_reclassification_by_it():
    newer = specimen(her2("2023-02-20", ihc_score="3+"), collected_on="2023-02-10")

    history = assessed(specimen(NEGATIVE_1), newer).history

    assert (history.was, history.cause) == ("low", "new_specimen")


def test_a_definition_is_applied_before_the_readings_of_its_day():
    first = specimen(NEGATIVE_1)
    newer = specimen(her2("2022-08-05", ihc_score="3+"), collected_on="2022-08-01")

    assert told(assessed(first, newer).history)[1:] == [
        ("2022-08-05", "low", None, "definition"),
        ("2022-08-05", "positive", None, "new_specimen"),
    ]


def test_a_first_result_is_no_reclassification():
    first = specimen(her2("2023-01-01", ihc_score="1+"), collected_on="2023")

    assert not assessed(first).history.reclassified


def test_a_pending_ish_that_arrives_completes_the_first_result():
    pending = her2("2023-01-10", ihc_score="2+", ish_status="pending")
    arrived = her2("2023-02-10", ish_status="done", ish_result="negative")

    history = assessed(specimen(pending, arrived, collected_on="2023-01-01")).history

    assert [entry.to_category for entry in history.entries] == ["equivocal", "low"]
    assert not history.reclassified


def test_a_history_that_begins_open_is_reclassified_by_a_definition():
    sample = specimen(
        her2("2015-01-10", ihc_score="1+", ish_ratio=1.6, her2_copies=4.8),
        collected_on="2015-01-05",
    )

    before = assessed(sample, as_of=date(2018, 5, 29)).history
    after = assessed(sample, as_of=date(2018, 5, 30)).history

    assert (told(before), before.was) == (
        [("2015-01-10", "equivocal", "ish_equivocal", "new_specimen")],
        None,
    )
    assert told(after)[1:] == [("2018-05-30", "negative", None, "definition")]
    assert (after.was, after.cause) == ("open", "definition")


def test_the_rules_of_2013_are_a_definition_too():
    sample = specimen(her2("2012-01-10", ish_ratio=2.1, her2_copies=5), collected_on="2012-01-05")

    history = assessed(sample, as_of=date(2013, 10, 7)).history

    assert told(history) == [
        ("2012-01-10", "equivocal", "ish_equivocal", "new_specimen"),
        ("2013-10-07", "positive", None, "definition"),
    ]


def test_an_entry_names_the_specimen_that_speaks_from_then_on():
    older = specimen(NEGATIVE_1, accession="A")
    newer = specimen(her2("2023-02-20", ihc_score="3+"), collected_on="2023-02-10", accession="B")

    entries = assessed(older, newer).history.entries

    assert [(e.accession, e.from_category) for e in entries] == [
        ("A", None),
        ("A", "negative"),
        ("B", "low"),
    ]


def test_the_latest_of_two_reclassifications_is_told():
    positive = specimen(her2("2023-02-20", ihc_score="3+"), collected_on="2023-02-10")
    faint = specimen(
        her2("2025-02-20", ihc_score="0", zero_staining="present"), collected_on="2025-02-10"
    )

    history = assessed(specimen(NEGATIVE_1), positive, faint).history

    assert (history.was, history.cause) == ("positive", "new_specimen")


def test_a_status_that_is_open_today_is_compared_by_the_last_that_was_not():
    pending = specimen(
        her2("2025-02-20", ihc_score="2+", ish_status="pending"), collected_on="2025-02-10"
    )

    reclassified_before = assessed(specimen(NEGATIVE_1), pending).history
    never = assessed(specimen(her2("2023-05-12", ihc_score="1+")), pending).history

    assert (reclassified_before.was, reclassified_before.cause) == ("negative", "definition")
    assert not never.reclassified


def test_without_a_score_or_staining_it_means_negative_all_the_same():
    reread = her2("2025-06-10", ihc_score="0", zero_staining="absent")

    unscored = assessed(specimen(UNSCORED, reread)).history
    unstained = assessed(specimen(her2("2016-05-12", ihc_score="0"), reread)).history

    assert [entry.reason for entry in unscored.entries] == [None, "negative_without_score", None]
    assert [entry.reason for entry in unstained.entries] == [None, "zero_staining_not_stated", None]
    assert not unscored.reclassified
    assert not unstained.reclassified


def test_an_open_stretch_is_skipped_and_what_ends_it_is_the_cause():
    pending = her2("2023-01-10", ihc_score="2+", ish_status="pending")
    arrived = her2("2023-02-10", ish_result="positive", ish_status="done")
    newer = specimen(pending, arrived, collected_on="2023-01-01")

    history = assessed(specimen(NEGATIVE_1), newer).history

    assert history.reclassification.was == "low"
    assert history.reclassification.entry.on == date(2023, 2, 10)
    assert history.cause == "reread"


def test_a_status_that_came_back_is_not_reclassified():
    low = specimen(NEGATIVE_1)
    null = specimen(
        her2("2023-01-10", ihc_score="0", zero_staining="absent"), collected_on="2023-01-01"
    )

    history = assessed(low, null).history

    assert [entry.to_category for entry in history.entries] == [
        "negative",
        "low",
        "negative",
        "null",
    ]
    assert not history.reclassified


def test_a_negative_without_a_score_is_a_negative_to_be_reclassified_from():
    unscored = her2("2023-05-12", reported_as="negative")
    scored = her2("2024-05-20", ihc_score="1+")

    history = assessed(specimen(unscored, scored)).history

    assert [entry.to_category for entry in history.entries] == ["undetermined", "low"]
    assert (history.was, history.cause) == ("negative", "reread")


def test_an_open_stretch_that_ends_as_it_began_is_no_reclassification():
    pending = her2("2023-01-10", ihc_score="2+", ish_status="pending")
    arrived = her2("2023-02-10", ish_result="negative")
    newer = specimen(pending, arrived, collected_on="2023-01-01")

    history = assessed(specimen(NEGATIVE_1), newer).history

    assert [e.to_category for e in history.entries] == ["negative", "low", "equivocal", "low"]
    assert (history.was, history.cause) == ("negative", "definition")


def test_an_earlier_day_knows_only_its_own_past():
    assert len(assessed(specimen(NEGATIVE_1), as_of=date(2020, 1, 1)).history.entries) == 1


@pytest.mark.parametrize("specimens", [1, 100])
def test_twice_as_many_readings_cost_about_twice_as_much(specimens):
    """Counted in calls, which no other program disturbs."""

    def calls(number: int) -> int:
        days = [PartialDate.of(date(2012, 1, 1) + timedelta(days=5 * n)) for n in range(number)]
        read = [her2(on.text, ihc_score=SCORES[n % 4]) for n, on in enumerate(days)]
        each = number // specimens
        samples = [
            specimen(*read[first : first + each], collected_on="2012-01-01", accession=f"S{first}")
            for first in range(0, number, each)
        ]
        profile = cProfile.Profile()
        profile.runcall(assessed, *samples)
        return sum(row.callcount for row in profile.getstats())

    assert calls(800) < 2.5 * calls(400)
