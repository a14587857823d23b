"""Hormone receptors: positive from 1 %, negative only where both are known."""

from datetime import date

import pytest

from .builders import assessed, criterion_of, her2, option, receptors, row, specimen

LOW = {"er_percent": 5}


def status_of(*specimens, **facts) -> str:
    return assessed(*specimens, **facts).receptors.hormone_receptor


@pytest.mark.parametrize(
    ("parts", "status", "er_low"),
    [
        ({"er_percent": 1}, "positive", True),
        ({"er_percent": 10}, "positive", True),
        ({"er_percent": 10.5}, "positive", False),
        ({"er_percent": 0.9, "pr_percent": 0.9}, "negative", False),
        ({"er_percent": 0, "pr_percent": 1}, "positive", False),
        ({"er_percent": 0}, "unknown", False),
        ({"pr_percent": 0}, "unknown", False),
        ({"pr_percent": 50}, "positive", False),
        ({"er_status": "positive"}, "positive", False),
        ({"er_status": "low_positive"}, "positive", True),
        ({"er_status": "negative"}, "unknown", False),
        ({"er_status": "negative", "pr_status": "negative"}, "negative", False),
        ({"er_percent": 0, "pr_status": "positive"}, "positive", False),
        ({"ki67_percent": 40}, "unknown", False),
        # bounds and ranges
        ({"er_percent": "<1", "pr_percent": "<1"}, "negative", False),
        ({"er_percent": "<=1", "pr_percent": 0}, "unknown", False),
        ({"er_percent": "<5", "pr_percent": 0}, "unknown", False),
        ({"er_percent": "0-10", "pr_percent": 0}, "unknown", False),
        ({"er_percent": "1-10"}, "positive", True),
        ({"er_percent": "5-11"}, "positive", False),
        ({"er_percent": "80-90"}, "positive", False),
        ({"er_percent": ">95"}, "positive", False),
        ({"er_percent": ">=1"}, "positive", False),
        ({"er_percent": ">0", "pr_percent": 0}, "unknown", False),
        # a status beside its percentage
        ({"er_percent": 5, "er_status": "negative"}, "positive", True),
        ({"er_percent": 0, "er_status": "positive", "pr_percent": 0}, "unknown", False),
        ({"er_percent": "<1", "er_status": "low_positive", "pr_percent": 0}, "unknown", False),
        ({"er_percent": 0, "er_status": "positive", "pr_percent": 60}, "positive", False),
        ({"er_percent": "<5", "er_status": "positive"}, "positive", False),
        ({"er_percent": "<5", "er_status": "negative", "pr_percent": 0}, "negative", False),
        ({"er_percent": "<20", "er_status": "low_positive"}, "positive", True),
        ({"er_percent": 50, "er_status": "low_positive"}, "positive", False),
        ({"er_percent": 10.5, "er_status": "low_positive"}, "positive", False),
        ({"er_percent": 10, "er_status": "positive"}, "positive", True),
    ],
    ids=str,
)
def test_a_receptor_is_positive_from_one_percent_of_cells(parts, status, er_low):
    found = assessed(specimen(receptor_readings=(receptors(**parts),))).receptors

    assert (found.hormone_receptor, found.er_low) == (status, er_low)


def test_each_receptor_comes_from_its_newest_reading():
    readings = [
        receptors("2016-05-12", er_percent=90, pr_percent=20),
        receptors("2016-06-12", er_percent=0),
        receptors("2016-07-12", pr_percent=0),
    ]

    assert status_of(specimen(receptor_readings=tuple(readings))) == "negative"
    assert status_of(specimen(receptor_readings=tuple(reversed(readings)))) == "negative"


def test_a_reading_that_settles_nothing_leaves_an_older_one_in_force():
    settled = receptors("2016-05-12", er_percent=90)

    assert status_of(specimen(receptor_readings=(settled, receptors("2017", er_percent="<5")))) == (
        "positive"
    )


@pytest.mark.parametrize(
    ("parts", "conflict"),
    [
        ({"er_percent": 0, "er_status": "positive"}, True),
        ({"pr_percent": "<1", "pr_status": "positive"}, True),
        ({"er_percent": "<5", "er_status": "positive"}, False),
        ({"er_percent": 5, "er_status": "negative"}, False),
        ({"er_percent": 0, "er_status": "negative"}, False),
    ],
)
def test_a_positive_with_all_of_its_percentage_below_one_is_a_conflict(parts, conflict):
    found = assessed(specimen(receptor_readings=(receptors(**parts),))).receptors

    assert found.conflict is conflict


NEGATIVE = (receptors("2020", er_percent=0, pr_percent=0),)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"site": "liver"}, "negative"),
        ({"site": "rib"}, "positive"),
        ({"site": "rib", "decalcification": "edta"}, "negative"),
        ({"site": "liver", "decalcification": "acid"}, "positive"),
        ({"site": "liver", "procedure": "cytology"}, "positive"),
    ],
)
def test_a_negative_of_low_confidence_answers_only_if_there_is_no_other(facts, status):
    newer = specimen(collected_on="2020", receptor_readings=NEGATIVE, **facts)
    older = specimen(collected_on="2016", receptor_readings=(receptors(er_percent=90),))

    assert status_of(older, newer) == status
    assert status_of(newer) == "negative"


def test_receptors_seen_on_a_specimen_of_low_confidence_count():
    bone = specimen(
        collected_on="2020", site="rib", receptor_readings=(receptors("2020", pr_percent=1),)
    )

    assert status_of(bone, specimen(receptor_readings=NEGATIVE)) == "positive"


def test_receptors_of_the_other_breast_do_not_answer():
    left = specimen(
        her2(ihc_score="3+"), tumor="left", receptor_readings=(receptors(er_percent=90),)
    )
    right = specimen(collected_on="2020", tumor="right", receptor_readings=NEGATIVE)

    assert status_of(left, right) == "positive"


def test_the_most_recently_collected_specimen_with_a_result_answers_alone():
    primary = specimen(
        collected_on="2010", site="breast", receptor_readings=(receptors("2010", er_percent=90),)
    )
    recurrence = specimen(
        collected_on="2016", receptor_readings=(receptors("2016", er_percent=0, pr_percent=0),)
    )
    unread = specimen(collected_on="2020", receptor_readings=(receptors("2020", ki67_percent=9),))

    assert status_of(primary, recurrence, unread) == "negative"
    assert status_of(primary, recurrence, unread, as_of=date(2015, 1, 1)) == "positive"


def test_of_one_day_the_metastasis_answers_before_the_primary():
    negative = (receptors(er_percent=0, pr_percent=0),)
    primary = specimen(site="breast", receptor_readings=(receptors(er_percent=90),))
    liver = specimen(site="liver", receptor_readings=negative)

    assert status_of(primary, liver) == "negative"


def test_of_one_day_the_local_recurrence_answers_before_the_primary():
    negative = (receptors(er_percent=0, pr_percent=0),)
    primary = specimen(
        her2(ihc_score="3+"), site="breast", receptor_readings=(receptors(er_percent=90),)
    )
    scar = specimen(site="chest wall", kind="local_recurrence", receptor_readings=negative)

    assert status_of(primary, scar) == "negative"


@pytest.mark.parametrize(
    ("asked", "parts", "met"),
    [
        ("positive", {"pr_percent": 50}, True),
        ("positive", {"er_percent": 0}, None),
        ("positive", {"er_percent": 0, "pr_percent": 0}, False),
        ("er_positive", {"er_percent": 1}, True),
        ("er_positive", {"er_status": "low_positive"}, True),
        ("er_positive", {"er_percent": 0}, False),
        ("er_positive", {"pr_percent": 50}, None),
        ("negative", {"er_percent": 0, "pr_percent": 0}, True),
        ("negative", {"er_percent": 0}, None),
        ("negative", {"er_percent": 1}, True),
        ("negative", {"er_percent": "1-10", "pr_percent": "<1"}, True),
        ("negative", {"er_status": "low_positive", "pr_percent": 0}, True),
        ("negative", {"er_percent": 10, "pr_percent": 1}, False),
        ("negative", {"er_percent": 11}, False),
        ("negative", {"er_percent": ">10", "pr_percent": "<1"}, False),
    ],
)
def test_a_label_asks_for_receptors(asked, parts, met):
    sample = specimen(receptor_readings=(receptors(**parts),))

    criterion = criterion_of(option(row(hormone_receptor=asked), sample), "hormone_receptor")

    assert criterion.met is met
    assert criterion.missing == (() if met is not None else ("hormone_receptor",))
