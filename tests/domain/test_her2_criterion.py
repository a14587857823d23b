"""What labels ask of HER2, and which specimen answers: the table of the criterion in its order."""

from datetime import date

import pytest

from .builders import criterion_of, her2, option, row, specimen

MET, NO, UNKNOWN = True, False, None

FAINT = {"ihc_score": "0", "zero_staining": "present"}
BLANK = {"ihc_score": "0", "zero_staining": "absent"}
LOW, POSITIVE = {"ihc_score": "1+"}, {"ihc_score": "3+"}
UNSCORED = {"reported_as": "negative"}
BETWEEN = {"ihc_score_range": "0-1+"}


def answer(wanted: str, *samples, **facts) -> bool | None:
    return criterion_of(option(row(her2=wanted), *samples, **facts), "her2").met


# the table of the HER2 criterion: positive, low, low or ultralow, negative
@pytest.mark.parametrize(
    ("known", "answers", "missing"),
    [
        (POSITIVE, (MET, NO, NO, NO), ()),
        (LOW, (NO, MET, MET, MET), ()),
        (FAINT, (NO, NO, MET, MET), ()),
        (BLANK, (NO, NO, NO, MET), ()),
        (UNSCORED, (NO, UNKNOWN, UNKNOWN, MET), ("her2_detail",)),
        ({"ihc_score": "0"}, (NO, NO, UNKNOWN, MET), ("her2_detail",)),
        (BETWEEN, (NO, UNKNOWN, UNKNOWN, MET), ("her2_detail",)),
        ({**BETWEEN, "zero_staining": "absent"}, (NO, UNKNOWN, UNKNOWN, MET), ("her2_detail",)),
        ({**BETWEEN, "zero_staining": "present"}, (NO, UNKNOWN, MET, MET), ("her2_detail",)),
        ({**BETWEEN, "percent_stained": 4}, (NO, UNKNOWN, MET, MET), ("her2_detail",)),
        ({**LOW, "percent_stained": 5}, (NO, UNKNOWN, MET, MET), ("her2_detail",)),
        ({"ihc_score": "2+"}, (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), ("ish",)),
        ({"adequate": False}, (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), ("her2_detail",)),
        ({"ihc_score": "0", "percent_stained": 40}, (UNKNOWN,) * 4, ("her2_detail",)),
        ({"ish_ratio": 1.2, "her2_copies": 2}, (UNKNOWN,) * 4, ("her2_detail",)),
    ],
    ids=str,
)
def test_the_her2_criterion_by_category(known, answers, missing):
    sample = specimen(her2(**known))
    wanted = ("positive", "low", "low|ultralow", "negative")

    found = [option(row(her2=asked), sample) for asked in wanted]

    assert tuple(criterion_of(o, "her2").met for o in found) == answers
    assert {o.missing for o in found if criterion_of(o, "her2").met is UNKNOWN} <= {missing}
    assert {o.missing for o in found if criterion_of(o, "her2").met is not UNKNOWN} <= {()}


def test_negative_by_date_meets_what_asks_for_negative():
    sample = specimen(her2("2019-06", **LOW), collected_on="2019-05")
    on_that_day = {"as_of": date(2020, 1, 1)}

    assert answer("negative", sample, **on_that_day) is MET
    assert answer("low", sample, **on_that_day) is NO


@pytest.mark.parametrize(
    ("known", "met", "missing"),
    [
        (POSITIVE, MET, ()),
        (LOW, NO, ()),
        ({"ihc_score": "2+"}, NO, ()),
        ({"ish_result": "positive"}, UNKNOWN, ("her2_detail",)),
        ({"ihc_score_range": "2-3+"}, UNKNOWN, ("her2_detail",)),
        ({"ihc_score_range": "1-2+"}, NO, ()),
        ({**POSITIVE, "percent_stained": 8}, UNKNOWN, ("her2_detail",)),
        ({**POSITIVE, "percent_stained": 11}, MET, ()),
        ({"reported_as": "equivocal"}, UNKNOWN, ("her2_detail",)),
    ],
    ids=str,
)
def test_ihc_three_plus_is_asked_of_the_score_of_the_speaking_specimen(known, met, missing):
    newer = specimen(her2("2020-01", **known), collected_on="2020-01-01")
    older = specimen(her2("2016-06", **(LOW if met else POSITIVE)))

    found = option(row(her2="ihc3+"), newer, older)

    assert (criterion_of(found, "her2").met, found.missing) == (met, missing)


def test_without_any_reading_nothing_is_known_but_what_is_not_asked():
    assert answer("low") is UNKNOWN
    assert answer("ihc3+") is UNKNOWN
    assert answer("any") is MET


@pytest.mark.parametrize(
    ("wanted", "deciding", "other", "met"),
    [
        ("positive", LOW, POSITIVE, MET),
        ("low", BLANK, LOW, MET),
        ("low", FAINT, LOW, MET),
        ("low|ultralow", BLANK, LOW, MET),
        ("low|ultralow", BLANK, FAINT, MET),
        ("low", BLANK, POSITIVE, NO),
        ("low", BLANK, FAINT, NO),
        ("low", POSITIVE, LOW, NO),
        ("low|ultralow", POSITIVE, LOW, NO),
        ("negative", POSITIVE, LOW, NO),
        ("low", {"ihc_score": "2+"}, LOW, UNKNOWN),
        ("positive", {"ihc_score": "2+"}, POSITIVE, UNKNOWN),
    ],
)
def test_another_specimen_can_turn_no_into_met_and_nothing_else(wanted, deciding, other, met):
    newer = specimen(her2("2020-01", **deciding), collected_on="2020-01-01", site="lung")
    older = specimen(her2("2016-06", **other), site="liver")

    found = option(row(her2=wanted), newer, older)
    criterion = criterion_of(found, "her2")

    assert criterion.met is met
    assert ("other_specimen" in found.cautions) is (met is MET)
    assert ("liver, read 2016-06" in str(criterion.because)) is (met is MET)


def test_staining_seen_on_a_specimen_of_low_confidence_counts():
    newer = specimen(her2("2020-01", **BLANK), collected_on="2020-01-01")
    bone = specimen(her2("2016-06", **LOW), site="bone")

    assert answer("low", newer, bone) is MET


def test_a_specimen_of_the_other_breast_answers_for_nothing():
    newer = specimen(her2("2020-01", **BLANK), collected_on="2020-01-01", tumor="left")

    assert answer("low", newer, specimen(her2("2016-06", **LOW), tumor="right")) is NO
    assert answer("low", newer, specimen(her2("2016-06", **LOW), tumor="left")) is MET
