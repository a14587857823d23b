"""ISH by the rules of the day: the tables of ASCO/CAP 2018, 2013 and 2007 in their order."""

from datetime import date

import pytest

from biomarkers.domain.evidence import gathered_by
from biomarkers.domain.ish import ISHEvidence, ish_evidence

from .builders import her2, specimen

RULES_2018 = date(2018, 5, 30)
RULES_2013 = date(2013, 10, 7)
LAST_DAY_OF_2013 = date(2018, 5, 29)
LAST_DAY_OF_2007 = date(2013, 10, 6)


def read(as_of: date, **ish) -> ISHEvidence:
    reading = her2("2012-01-10", **ish)
    gathered = gathered_by(specimen(reading, collected_on="2012-01-01"), as_of)
    return ish_evidence(gathered.evidence.ish, as_of)


@pytest.mark.parametrize(
    ("ratio", "copies", "group", "kind"),
    [
        (2.0, 4.0, 1, "positive"),
        (2.0, 3.99, 2, "group 2"),
        (1.99, 6.0, 3, "group 3"),
        (1.99, 5.99, 4, "group 4"),
        (1.99, 4.0, 4, "group 4"),
        (1.99, 3.99, 5, "negative"),
    ],
)
def test_a_dual_probe_makes_the_five_groups_of_2018(ratio, copies, group, kind):
    evidence = read(RULES_2018, ish_probe="dual", ish_ratio=ratio, her2_copies=copies)

    assert (evidence.group, evidence.kind) == (group, kind)


@pytest.mark.parametrize(
    ("ratio", "copies", "kind"),
    [
        (2.0, 1.0, "positive"),
        (1.99, 6.0, "positive"),
        (1.99, 5.99, "equivocal"),
        (1.99, 4.0, "equivocal"),
        (1.99, 3.99, "negative"),
    ],
)
@pytest.mark.parametrize("as_of", [RULES_2013, LAST_DAY_OF_2013])
def test_a_dual_probe_by_the_rules_of_2013(as_of, ratio, copies, kind):
    assert read(as_of, ish_probe="dual", ish_ratio=ratio, her2_copies=copies).kind == kind


@pytest.mark.parametrize(
    ("ratio", "kind"),
    [(2.21, "positive"), (2.2, "equivocal"), (1.8, "equivocal"), (1.79, "negative")],
)
def test_a_dual_probe_by_the_rules_of_2007(ratio, kind):
    evidence = read(LAST_DAY_OF_2007, ish_probe="dual", ish_ratio=ratio, her2_copies=7)

    assert evidence.kind == kind


@pytest.mark.parametrize(
    ("as_of", "copies", "kind"),
    [
        (RULES_2018, 6.0, "positive"),
        (RULES_2018, 5.99, "single_between"),
        (RULES_2018, 4.0, "single_between"),
        (RULES_2018, 3.99, "negative"),
        (LAST_DAY_OF_2013, 6.0, "positive"),
        (LAST_DAY_OF_2013, 5.99, "equivocal"),
        (LAST_DAY_OF_2013, 4.0, "equivocal"),
        (LAST_DAY_OF_2013, 3.99, "negative"),
        (LAST_DAY_OF_2007, 6.01, "positive"),
        (LAST_DAY_OF_2007, 6.0, "equivocal"),
        (LAST_DAY_OF_2007, 4.0, "equivocal"),
        (LAST_DAY_OF_2007, 3.99, "negative"),
    ],
)
@pytest.mark.parametrize("probe", ["single", None])
def test_a_single_probe_by_the_rules_of_the_day(as_of, copies, kind, probe):
    assert read(as_of, ish_probe=probe, her2_copies=copies).kind == kind


@pytest.mark.parametrize(
    ("ish", "kind", "incomplete"),
    [
        ({"ish_probe": "dual", "her2_copies": 6, "cep17_copies": 3}, "positive", False),
        ({"her2_copies": 6, "cep17_copies": 3}, "positive", False),
        ({"ish_ratio": 1.9, "her2_copies": 6, "cep17_copies": 3}, "group 3", False),
        ({"ish_probe": "single", "ish_ratio": 2.4, "her2_copies": 3}, "negative", False),
        ({"ish_probe": "single", "ish_ratio": 2.4}, "positive", True),
        ({"cep17_copies": 3, "ish_result": "negative"}, "negative", False),
        ({"ish_probe": "dual", "her2_copies": 6}, "absent", False),
        ({"ish_probe": "dual", "her2_copies": 6, "ish_result": "negative"}, "negative", False),
        ({"ish_ratio": 2.0}, "positive", True),
        ({"ish_ratio": 1.99}, "negative", True),
        ({"ish_ratio": 2.0, "ish_result": "negative"}, "negative", False),
        ({"ish_result": "equivocal"}, "equivocal", False),
        ({"ish_ratio": 1.2, "her2_copies": 2, "ish_result": "positive"}, "negative", False),
        ({"ish_status": "pending"}, "pending", False),
        ({"ish_status": "pending", "ish_ratio": 2.5, "her2_copies": 8}, "pending", False),
        ({"ish_status": "failed", "ish_result": "positive"}, "absent", False),
        ({"ish_status": "not_done", "ish_result": "positive"}, "absent", False),
        ({"ish_status": "done"}, "absent", False),
    ],
)
def test_counts_go_before_the_stated_result_and_a_status_before_both(ish, kind, incomplete):
    evidence = read(RULES_2018, **ish)

    assert (evidence.kind, evidence.counts_incomplete) == (kind, incomplete)


@pytest.mark.parametrize(
    ("as_of", "ratio", "copies", "stated", "conflicts"),
    [
        (RULES_2018, 1.2, 2, "positive", True),
        (RULES_2018, 1.2, 2, "negative", False),
        (RULES_2018, 2.5, 8, "negative", True),
        (RULES_2018, 1.5, 7, "negative", True),
        (RULES_2018, 2.5, 3, "negative", False),
        (RULES_2018, 1.5, 5, "positive", False),
        (RULES_2018, 2.5, 8, "positive", False),
        (LAST_DAY_OF_2013, 1.2, 2, "positive", True),
        (LAST_DAY_OF_2013, 2.5, 3, "negative", True),
        (LAST_DAY_OF_2013, 1.5, 5, "positive", False),
    ],
)
def test_a_stated_result_can_be_against_its_own_counts(as_of, ratio, copies, stated, conflicts):
    evidence = read(as_of, ish_ratio=ratio, her2_copies=copies, ish_result=stated)

    assert evidence.stated_conflicts is conflicts
