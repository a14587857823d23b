"""The category that IHC, ISH and report word make: the table of the rules, line by line."""

from dataclasses import replace
from datetime import date

import pytest

from .builders import TODAY, assessed, her2, specimen

GROUP = {
    1: {"ish_ratio": 2.4, "her2_copies": 6.2},
    2: {"ish_ratio": 2.4, "her2_copies": 3.2},
    3: {"ish_ratio": 1.6, "her2_copies": 6.2},
    4: {"ish_ratio": 1.6, "her2_copies": 4.8},
    5: {"ish_ratio": 1.2, "her2_copies": 2.4},
}
POSITIVE, NEGATIVE = {"ish_result": "positive"}, {"ish_result": "negative"}
EQUIVOCAL = {"ish_result": "equivocal"}
BETWEEN = {"ish_probe": "single", "her2_copies": 5}
PENDING, ABSENT = {"ish_status": "pending"}, {}
CONFIRMED, CHANGED = {"ish_recount": "confirmed"}, {"ish_recount": "changed"}


def word(text: str) -> dict:
    return {"reported_as": text}


def score(ihc: str) -> dict:
    return {"ihc_score": ihc}


def mixed(ihc: str) -> dict:
    return {"ihc_score_range": ihc}


def stained(percent: float) -> dict:
    return {"percent_stained": percent}


FAINT = {"ihc_score": "0", "zero_staining": "present"}
BLANK = {"ihc_score": "0", "zero_staining": "absent"}
DISCORDANT, WORD_ONLY = "discordant_ihc_ish", "report_word_only"

# what is known, category, reason, flag of the specimen
TABLE = [
    ({"adequate": False, **score("3+")}, "undetermined", "not_evaluable", None),
    ({**score("0"), "percent_stained": 11}, "undetermined", "conflict", None),
    ({**BLANK, "percent_stained": 1}, "undetermined", "conflict", None),
    ({**FAINT, "percent_stained": 0}, "undetermined", "conflict", None),
    ({**score("0"), "percent_stained": 10}, "ultralow", None, None),
    ({**score("0"), "percent_stained": 0.5}, "ultralow", None, None),
    ({**score("0"), "percent_stained": 0}, "null", None, None),
    (score("3+"), "positive", None, None),
    ({**score("3+"), **PENDING}, "positive", None, None),
    ({**score("3+"), **POSITIVE}, "positive", None, None),
    ({**score("3+"), **NEGATIVE}, "positive", None, DISCORDANT),
    ({**score("3+"), **GROUP[5]}, "positive", None, DISCORDANT),
    ({**score("2+"), **POSITIVE}, "positive", None, None),
    ({**score("2+"), **GROUP[1]}, "positive", None, None),
    ({**score("2+"), **NEGATIVE}, "low", None, None),
    ({**score("2+"), **GROUP[5]}, "low", None, None),
    ({**score("2+"), **GROUP[2], **CONFIRMED}, "low", None, None),
    ({**score("2+"), **GROUP[3], **CONFIRMED}, "positive", None, None),
    ({**score("2+"), **GROUP[4], **CONFIRMED}, "low", None, None),
    ({**score("2+"), **GROUP[2], **CHANGED, **word("positive")}, "positive", None, None),
    ({**score("2+"), **GROUP[3], **CHANGED, **word("negative")}, "low", None, None),
    ({**score("2+"), **GROUP[4], **CHANGED, **word("low")}, "low", None, None),
    ({**score("2+"), **GROUP[4], **CHANGED, **POSITIVE}, "positive", None, None),
    ({**score("2+"), **GROUP[4], **CHANGED, **NEGATIVE}, "low", None, None),
    ({**score("2+"), **GROUP[4], **CHANGED, **NEGATIVE, **word("positive")}, "positive",
     None, None),
    ({**score("2+"), **GROUP[4], **CHANGED, **EQUIVOCAL}, "equivocal", "recount_needed", None),
    ({**score("2+"), **GROUP[4], **CHANGED, **word("ultralow")}, "equivocal",
     "recount_needed", None),
    ({**score("2+"), **GROUP[4], **CHANGED, **POSITIVE, **word("equivocal")}, "equivocal",
     "recount_needed", None),
    ({**score("2+"), **GROUP[4], **CHANGED}, "equivocal", "recount_needed", None),
    ({**score("2+"), **GROUP[4], **CHANGED, **word("equivocal")}, "equivocal",
     "recount_needed", None),
    ({**score("2+"), **GROUP[2]}, "equivocal", "recount_needed", None),
    ({**score("2+"), **GROUP[3]}, "equivocal", "recount_needed", None),
    ({**score("2+"), **GROUP[4]}, "equivocal", "recount_needed", None),
    ({**score("2+"), **EQUIVOCAL}, "equivocal", "ish_equivocal", None),
    ({**score("2+"), **BETWEEN}, "equivocal", "ish_needed", None),
    ({**score("2+"), **ABSENT}, "equivocal", "ish_needed", None),
    ({**score("2+"), **ABSENT, **word("negative")}, "equivocal", "ish_needed", None),
    ({**score("2+"), **PENDING}, "equivocal", "ish_pending", None),
    ({**score("1+"), **POSITIVE}, "positive", None, DISCORDANT),
    ({**score("0"), **GROUP[1]}, "positive", None, DISCORDANT),
    ({**score("1+"), **EQUIVOCAL}, "low", None, None),
    ({**score("1+"), **GROUP[3]}, "low", None, None),
    ({**score("1+"), **GROUP[2], **CHANGED, **word("positive")}, "low", None, None),
    ({**score("1+"), **BETWEEN}, "low", None, None),
    ({**score("1+"), **PENDING}, "low", None, None),
    (score("1+"), "low", None, None),
    ({**score("1+"), **word("negative")}, "low", None, None),
    (FAINT, "ultralow", None, None),
    (BLANK, "null", None, None),
    (score("0"), "undetermined", "zero_staining_not_stated", None),
    ({**score("0"), **word("null")}, "undetermined", "zero_staining_not_stated", None),
    # mixed scores
    (mixed("1-2+"), "equivocal", "ish_needed", None),
    ({**mixed("1-2+"), **NEGATIVE}, "low", None, None),
    ({**mixed("1-2+"), **GROUP[1]}, "positive", None, None),
    ({**mixed("1-2+"), **GROUP[4]}, "equivocal", "recount_needed", None),
    ({**mixed("1-2+"), **stained(5), **NEGATIVE}, "low", None, None),
    (mixed("2-3+"), "equivocal", "ish_needed", None),
    ({**mixed("2-3+"), **PENDING}, "equivocal", "ish_pending", None),
    ({**mixed("2-3+"), **GROUP[1]}, "positive", None, None),
    ({**mixed("2-3+"), **NEGATIVE}, "low", None, DISCORDANT),
    ({**mixed("2-3+"), **GROUP[5]}, "low", None, DISCORDANT),
    ({**mixed("2-3+"), **GROUP[4], **CONFIRMED}, "low", None, None),
    ({**mixed("2-3+"), **stained(5), **GROUP[1]}, "positive", None, None),
    (mixed("0-1+"), "undetermined", "score_between", None),
    ({**mixed("0-1+"), **NEGATIVE}, "undetermined", "score_between", None),
    ({**mixed("0-1+"), **PENDING}, "undetermined", "score_between", None),
    ({**mixed("0-1+"), **EQUIVOCAL}, "undetermined", "score_between", None),
    ({**mixed("0-1+"), **GROUP[3]}, "undetermined", "score_between", None),
    ({**mixed("0-1+"), **GROUP[1]}, "positive", None, DISCORDANT),
    ({**mixed("0-1+"), **stained(40)}, "undetermined", "score_between", None),
    ({**mixed("0-1+"), "zero_staining": "absent", **stained(5)}, "undetermined", "score_between",
     None),
    # a percentage of 10 or less against 1+ and 3+
    ({**score("1+"), **stained(10)}, "undetermined", "score_between", None),
    ({**score("1+"), **stained(10.5)}, "low", None, None),
    ({**score("1+"), **stained(5), **NEGATIVE}, "undetermined", "score_between", None),
    ({**score("1+"), **stained(5), **GROUP[1]}, "positive", None, DISCORDANT),
    ({**score("3+"), **stained(10)}, "equivocal", "ish_needed", None),
    ({**score("3+"), **stained(11)}, "positive", None, None),
    ({**score("3+"), **stained(8), **POSITIVE}, "positive", None, None),
    ({**score("3+"), **stained(8), **NEGATIVE}, "low", None, None),
    ({**score("2+"), **stained(5), **NEGATIVE}, "low", None, None),
    # no score
    (POSITIVE, "positive", None, None),
    ({**GROUP[1], **word("positive")}, "positive", None, None),
    ({**GROUP[1], **word("equivocal")}, "positive", None, None),
    ({**GROUP[1], **word("negative")}, "undetermined", "conflict", None),
    ({**POSITIVE, **word("low")}, "undetermined", "conflict", None),
    ({**POSITIVE, **word("ultralow")}, "undetermined", "conflict", None),
    ({**POSITIVE, **word("null")}, "undetermined", "conflict", None),
    (GROUP[2], "undetermined", "ihc_needed", None),
    ({**GROUP[3], **word("positive")}, "undetermined", "ihc_needed", None),
    (GROUP[4], "undetermined", "ihc_needed", None),
    (BETWEEN, "undetermined", "ihc_needed", None),
    (EQUIVOCAL, "equivocal", "ish_equivocal", None),
    ({**EQUIVOCAL, **word("negative")}, "equivocal", "ish_equivocal", None),
    ({**GROUP[5], **word("positive")}, "undetermined", "conflict", None),
    ({**GROUP[5], **word("low")}, "low", None, WORD_ONLY),
    ({**GROUP[5], **word("ultralow")}, "ultralow", None, WORD_ONLY),
    ({**GROUP[5], **word("null")}, "null", None, WORD_ONLY),
    ({**GROUP[5], **word("negative")}, "undetermined", "negative_without_score", None),
    (GROUP[5], "undetermined", "ihc_needed", None),
    ({**GROUP[5], **word("equivocal")}, "undetermined", "ihc_needed", None),
    (word("positive"), "positive", None, WORD_ONLY),
    ({**word("positive"), **PENDING}, "positive", None, WORD_ONLY),
    (word("low"), "low", None, WORD_ONLY),
    (word("ultralow"), "ultralow", None, WORD_ONLY),
    (word("null"), "null", None, WORD_ONLY),
    (word("negative"), "undetermined", "negative_without_score", None),
    ({**word("negative"), **PENDING}, "undetermined", "negative_without_score", None),
    (word("equivocal"), "equivocal", "ish_needed", None),
    ({**word("equivocal"), **PENDING}, "equivocal", "ish_pending", None),
    ({"as_written": "see note"}, "undetermined", "no_result", None),
    (PENDING, "undetermined", "no_result", None),
]  # fmt: skip


@pytest.mark.parametrize(("known", "category", "reason", "flag"), TABLE, ids=str)
def test_what_is_known_of_a_specimen_makes_one_category(known, category, reason, flag):
    status = assessed(specimen(her2(**known))).her2

    assert (status.category, status.reason) == (category, reason)
    assert {DISCORDANT, WORD_ONLY} & set(status.flags) == ({flag} if flag else set())


def test_ihc_one_with_equivocal_counts_was_equivocal_before_2018():
    reading = her2("2015-01-10", ihc_score="1+", ish_ratio=1.6, her2_copies=4.8)
    sample = specimen(reading, collected_on="2015-01-05")

    between = specimen(replace(reading, ihc_score=None, ihc_score_range="0-1+"))

    assert assessed(sample, as_of=date(2018, 5, 29)).her2.reason == "ish_equivocal"
    assert assessed(sample, as_of=date(2022, 8, 5)).her2.category == "low"
    assert assessed(between, as_of=date(2018, 5, 29)).her2.reason == "ish_equivocal"
    assert assessed(between, as_of=date(2022, 8, 5)).her2.reason == "score_between"


@pytest.mark.parametrize(
    ("known", "before_low", "from_low", "from_ultralow"),
    [
        (score("1+"), "negative", "low", "low"),
        ({**score("2+"), **GROUP[5]}, "negative", "low", "low"),
        (FAINT, "negative", "negative", "ultralow"),
        (BLANK, "negative", "negative", "null"),
        (score("0"), "negative", "negative", "undetermined"),
        (word("negative"), "negative", "undetermined", "undetermined"),
        (GROUP[5], "negative", "undetermined", "undetermined"),
        (mixed("0-1+"), "negative", "undetermined", "undetermined"),
        ({**score("1+"), **stained(5)}, "negative", "undetermined", "undetermined"),
        ({**mixed("1-2+"), **NEGATIVE}, "negative", "low", "low"),
        (GROUP[3], "undetermined", "undetermined", "undetermined"),
        (score("3+"), "positive", "positive", "positive"),
        ({**score("3+"), **GROUP[5]}, "positive", "positive", "positive"),
        ({**GROUP[5], **word("positive")}, "undetermined", "undetermined", "undetermined"),
        (score("2+"), "equivocal", "equivocal", "equivocal"),
    ],
    ids=str,
)
def test_a_category_reads_negative_before_its_day(known, before_low, from_low, from_ultralow):
    sample = specimen(her2("2020-02-01", **known), collected_on="2020-01-20")

    def on(*day: int) -> str:
        return assessed(sample, as_of=date(*day)).her2.category

    assert (on(2022, 8, 4), on(2022, 8, 5)) == (before_low, from_low)
    assert (on(2025, 1, 26), on(2025, 1, 27)) == (from_low, from_ultralow)
    assert on(TODAY.year, TODAY.month, TODAY.day) == from_ultralow
