"""What a person is asked to do, and about which specimen: the table of actions in its order."""

import pytest

from .builders import assessed, given, her2, progressed, receptors, specimen

ER_NEGATIVE = receptors(er_percent=0, pr_percent=0)


def sample(accession: str, collected_on: str = "2020-05-01", site="liver", er=(), **known):
    return specimen(
        her2(collected_on, **known),
        accession=accession,
        collected_on=collected_on,
        site=site,
        receptor_readings=er,
    )


def asked(*samples, **facts) -> set:
    return {(a.code, a.accession) for a in assessed(*samples, **facts).actions}


UNSCORED, ZERO = {"reported_as": "negative"}, {"ihc_score": "0"}
LOW, NULL = {"ihc_score": "1+"}, {"ihc_score": "0", "zero_staining": "absent"}


@pytest.mark.parametrize(
    ("samples", "actions"),
    [
        ([sample("A", **UNSCORED)], {("find_ihc_score", "A")}),
        ([sample("A", **ZERO)], {("ask_faint_staining", "A")}),
        ([sample("A", "2018", **UNSCORED), sample("B", **UNSCORED)], {("find_ihc_score", "B")}),
        ([sample("A", **UNSCORED), sample("B", "2018", **LOW)], {("find_ihc_score", "A")}),
        ([sample("A", "2018", **UNSCORED), sample("B", **LOW)], set()),
        ([sample("A", "2018", **UNSCORED), sample("B", **NULL)], {("find_ihc_score", "A")}),
        ([sample("A", er=(ER_NEGATIVE,), **ZERO)], set()),
        (
            [sample("A", er=(ER_NEGATIVE,), **ZERO), sample("B", "2018", **UNSCORED)],
            {("find_ihc_score", "B")},
        ),
        ([sample("A", ihc_score="2+")], {("request_ish", "A")}),
        ([sample("A", ihc_score="2+", ish_result="equivocal")], {("request_ish", "A")}),
        (
            [sample("A", "2021", "breast", ihc_score="2+"), sample("B", **LOW)],
            {("request_ish", "A")},
        ),
        ([sample("A", "2018", ihc_score="2+"), sample("B", **LOW)], set()),
        (
            [sample("A", "2021", ish_ratio=2.4, her2_copies=3), sample("B", **LOW)],
            {("request_ihc", "A")},
        ),
        (
            [sample("A", "2021", ihc_score="0", percent_stained=15), sample("B", **LOW)],
            {("review_discordance", "A")},
        ),
        ([sample("A", "2018", ihc_score="0", percent_stained=15), sample("B", **LOW)], set()),
        ([sample("A", ihc_score="2+", ish_status="pending")], {("await_ish", "A")}),
        (
            [sample("A", ihc_score="2+", ish_ratio=2.4, her2_copies=3)],
            {("request_recount", "A")},
        ),
        ([sample("A", ish_ratio=2.4, her2_copies=3)], {("request_ihc", "A")}),
        (
            [sample("A", ihc_score="3+", ish_ratio=1.2, her2_copies=2)],
            {("review_discordance", "A")},
        ),
        ([sample("A", ihc_score="0", percent_stained=15)], {("review_discordance", "A")}),
        ([sample("A", adequate=False)], {("repeat_test", "A")}),
        ([sample("A", "2021", adequate=False), sample("B", **LOW)], {("repeat_test", "A")}),
        ([sample("A", adequate=False), sample("B", "2021", **LOW)], set()),
        ([sample("A", **LOW), specimen(collected_on="2021")], set()),
        ([sample("A", site="bone", **LOW)], {("retest_soft_tissue", "A")}),
        ([sample("A", **LOW)], set()),
    ],
)
def test_each_action_names_the_specimen_that_it_concerns(samples, actions):
    assert asked(*samples) == actions


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ({"progressions": (progressed("2020-05-02"),)}, True),
        ({"progressions": (progressed("2020-05-01"),)}, False),
        ({"treatments": (given("letrozole", "2020-06", "2021-03", "progression"),)}, True),
        ({"treatments": (given("letrozole", "2020-06", "2021-03", "toxicity"),)}, False),
    ],
)
def test_a_progression_after_the_newest_biopsy_asks_for_another(facts, asks):
    actions = asked(sample("A", **LOW), metastatic_on="2020", **facts)

    assert (("consider_biopsy", None) in actions) is asks


def test_a_progression_without_any_biopsy_asks_for_one():
    assert asked(metastatic_on="2020", progressions=(progressed("2021"),)) == {
        ("consider_biopsy", None)
    }


def test_early_disease_asks_for_no_biopsy():
    assert not asked(sample("A", **LOW), progressions=(progressed("2021"),))


def test_after_death_nothing_is_asked():
    assert not asked(sample("A", **UNSCORED), deceased_on="2024")
