"""The replay: what the category was on each day, what changed it, and whether that counts."""

from datetime import date

from .builders import assessed, her2, specimen

NEGATIVE_1 = her2("2016-05-12", ihc_score="1+", reported_as="negative")
UNSCORED = her2("2016-05-12", reported_as="negative")


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
    reading = her2("2015-01-10", ihc_score="1+", ish_ratio=1.6, her2_copies=4.8)

    history = assessed(specimen(reading, collected_on="2015-01-05")).history

    assert (history.entries[0].to_category, history.was) == ("equivocal", "negative")


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


def test_an_earlier_day_knows_only_its_own_past():
    assert len(assessed(specimen(NEGATIVE_1), as_of=date(2020, 1, 1)).history.entries) == 1
