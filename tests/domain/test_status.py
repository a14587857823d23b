"""Which specimen decides for the patient, and what else there is to say of it."""

import pytest

from .builders import assessed, her2, specimen

LOW = her2("2020-06", ihc_score="1+")
ZERO = her2("2020-06", ihc_score="0", zero_staining="absent")
POSITIVE = her2("2020-06", ihc_score="3+")
UNSCORED = her2("2020-06", reported_as="negative")
FAINT = her2("2020-06", ihc_score="0", zero_staining="present")
EQUIVOCAL = her2("2020-06", ihc_score="2+")
BAD = her2("2020-06", adequate=False)


def sample(accession: str, reading, collected_on="2020-05-01", site="liver", **facts):
    return specimen(
        reading, accession=accession, collected_on=collected_on, site=site, **facts
    )  # fmt: skip


# in the order of the rule: trust, metastasis, recency, kind, category, accession
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (sample("A", ZERO), sample("B", UNSCORED, collected_on="2022-01-01")),
        (sample("A", LOW), sample("B", ZERO, "2020-06-01", "bone", decalcification="acid")),
        (sample("A", LOW), sample("B", ZERO, "2020-06-01", "bone")),
        (sample("A", LOW), sample("B", ZERO, "2020-06-01", procedure="fine_needle")),
        (sample("A", LOW), sample("B", ZERO, "2020-06-01", procedure="cytology")),
        # staining that was seen counts, however the tissue was handled
        (sample("B", LOW, "2020-06-01", "bone"), sample("A", ZERO)),
        (sample("B", FAINT, "2020-06-01", "bone"), sample("A", LOW)),
        (sample("B", EQUIVOCAL, "2020-06-01", procedure="cytology"), sample("A", LOW)),
        (sample("B", LOW, "2020-06-01", "bone"), sample("A", ZERO, "2010-01-01", "breast")),
        (sample("B", POSITIVE, "2020-06-01", "bone", decalcification="acid"), sample("A", ZERO)),
        (sample("B", LOW, "2020-06-01", "bone", decalcification="edta"), sample("A", ZERO)),
        (sample("B", LOW, "2020-06-01", "iliac node"), sample("A", ZERO)),
        (sample("A", ZERO, "2019-01-01"), sample("B", LOW, site="breast")),
        (sample("A", ZERO, "2019-01-01", "breast", kind="local_recurrence"),
         sample("B", LOW, site="breast")),
        (sample("B", ZERO, "2020-05-02"), sample("A", LOW)),
        (sample("B", ZERO), sample("A", LOW, kind="local_recurrence")),
        (sample("B", LOW), sample("A", ZERO)),
        (sample("B", POSITIVE), sample("A", EQUIVOCAL)),
        (sample("B", EQUIVOCAL), sample("A", LOW)),
        (sample("B", LOW), sample("A", FAINT)),
        (sample("B", FAINT), sample("A", ZERO)),
        (sample("A", ZERO, "2021", "chest wall", kind="local_recurrence"), sample("B", LOW)),
        (sample("A", LOW), sample("B", LOW)),
    ],
)  # fmt: skip
def test_the_first_in_the_order_of_trust_decides(first, second):
    assert assessed(second, first).her2.deciding.specimen == first


@pytest.mark.parametrize(
    ("site", "bone"),
    [
        ("bone", True),
        ("Left femoral neck", True),
        ("L4 vertebra", True),
        ("iliac crest", True),
        ("RIB", True),
        ("bone marrow", True),
        ("iliac node", False),
        ("lymph node beside a rib", False),
        ("ribbon of skin", False),
        ("liver", False),
    ],
)
def test_a_site_names_a_bone_by_its_words(site, bone):
    assert sample_of(site).low_confidence is bone


@pytest.mark.parametrize(
    ("site", "decalcification", "low_confidence"),
    [
        ("rib", None, True),
        ("rib", "unknown", True),
        ("rib", "acid", True),
        ("rib", "edta", False),
        ("rib", "none", False),
        ("liver", "acid", True),
        ("liver", "unknown", False),
    ],
)
def test_a_bone_is_trusted_by_its_decalcification(site, decalcification, low_confidence):
    assert sample_of(site, decalcification=decalcification).low_confidence is low_confidence


@pytest.mark.parametrize(
    ("procedure", "low_confidence"),
    [("fine_needle", True), ("cytology", True), ("core", False), ("excision", False),
     ("resection", False), (None, False)],
)  # fmt: skip
def test_cells_without_tissue_are_of_low_confidence(procedure, low_confidence):
    assert sample_of("liver", procedure=procedure).low_confidence is low_confidence


def test_a_positive_is_trusted_from_anywhere():
    status = assessed(sample("A", POSITIVE, site="rib", procedure="cytology")).her2

    assert not status.deciding.low_confidence


def sample_of(site: str, **facts):
    return assessed(sample("A", LOW, site=site, **facts)).her2.deciding


def test_without_a_determined_specimen_the_reason_is_that_of_the_first():
    status = assessed(sample("A", UNSCORED), sample("B", BAD, "2022-01-01")).her2

    assert (status.category, status.reason) == ("undetermined", "not_evaluable")


def test_without_any_reading_there_is_no_result_and_nobody_speaks():
    status = assessed(specimen()).her2

    assert (status.reason, status.deciding) == ("no_result", None)


@pytest.mark.parametrize(
    ("readings", "highest"),
    [
        ((ZERO, LOW), "low"),
        ((LOW, POSITIVE), "positive"),
        ((UNSCORED,), None),
        ((BAD, ZERO), "null"),
    ],
)
def test_the_highest_is_that_of_any_adequate_specimen(readings, highest):
    samples = [sample(str(n), reading) for n, reading in enumerate(readings)]

    assert assessed(*samples).her2.highest == highest


COUNTED = {"ish_ratio": 2.4, "her2_copies": 7}


def read_in(day: str, **ish):
    return sample("A", her2(day, **ish), "2010-01-01")


# flag, where it is raised, where it is not
FLAGS = [
    ("specimens_differ", [sample("A", LOW), sample("B", ZERO, "2018")],
     [sample("A", LOW), sample("B", LOW, "2018")]),
    ("specimens_differ", [sample("A", LOW), sample("B", POSITIVE, "2018", "bone")],
     [sample("A", LOW), sample("B", ZERO, "2018", "bone")]),
    ("specimens_differ", [sample("A", LOW), sample("B", FAINT, "2018", "bone")],
     [sample("A", LOW), sample("B", LOW, "2018", "bone")]),
    ("specimens_differ", [sample("A", LOW), sample("B", POSITIVE, "2018")],
     [sample("A", LOW), sample("B", EQUIVOCAL, "2018"), sample("C", UNSCORED, "2017")]),
    ("her2_lost", [sample("A", LOW), sample("B", POSITIVE, "2018")],
     [sample("A", POSITIVE), sample("B", LOW, "2018")]),
    ("her2_lost", [sample("A", FAINT), sample("B", POSITIVE, "2018")],
     [sample("A", FAINT), sample("B", LOW, "2018")]),
    ("her2_lost", [sample("A", LOW), sample("B", POSITIVE, "2018")],
     [sample("A", POSITIVE), sample("B", POSITIVE, "2018")]),
    ("her2_lost", [sample("A", ZERO), sample("B", POSITIVE, "2018")],
     [sample("A", EQUIVOCAL), sample("B", POSITIVE, "2018")]),
    ("her2_lost", [sample("A", LOW), sample("B", POSITIVE, "2020-04-30", "breast")],
     [sample("A", LOW), sample("B", POSITIVE, "2020-05-01", "breast")]),
    ("newer_specimen_unresolved", [sample("A", LOW), sample("B", UNSCORED, "2021")],
     [sample("A", LOW), sample("B", UNSCORED, "2018")]),
    ("newer_specimen_unresolved", [sample("A", LOW), sample("B", UNSCORED, "2021", "bone")],
     [sample("A", LOW), sample("B", LOW, "2021", "bone")]),
    ("newer_specimen_unresolved", [sample("A", LOW), sample("B", BAD, "2021")],
     [sample("A", LOW), specimen(collected_on="2021")]),
    ("low_confidence_specimen", [sample("A", LOW, site="bone")], [sample("A", LOW)]),
    ("low_confidence_specimen", [sample("A", UNSCORED, site="bone")],
     [sample("A", POSITIVE, site="bone")]),
    ("score_percent_conflict", [sample("A", her2(ihc_score="1+", percent_stained=10))],
     [sample("A", her2(ihc_score="1+", percent_stained=10.5))]),
    ("score_percent_conflict", [sample("A", her2(ihc_score="3+", percent_stained=10))],
     [sample("A", her2(ihc_score="3+", percent_stained=11))]),
    ("score_percent_conflict", [sample("A", her2(ihc_score="1+", percent_stained=0))],
     [sample("A", her2(ihc_score="2+", percent_stained=5))]),
    ("score_percent_conflict", [sample("A", her2("2010", ihc_score="1+", percent_stained=5))],
     [sample("A", her2(ihc_score="1+"), ), specimen(her2(percent_stained=5), collected_on="2018")]),
    ("ratio_mismatch", [sample("A", her2(ish_ratio=2.2, her2_copies=6, cep17_copies=3))],
     [sample("A", her2(ish_ratio=2.1, her2_copies=6, cep17_copies=3))]),
    ("ratio_mismatch", [sample("A", her2(ish_ratio=1.8, her2_copies=6, cep17_copies=3))],
     [sample("A", her2(ish_ratio=1.8, her2_copies=6, cep17_copies=3, ish_status="failed"))]),
    ("stated_ish_conflicts", [sample("A", her2(ish_result="negative", **COUNTED))],
     [sample("A", her2(ish_result="positive", **COUNTED))]),
    ("counts_incomplete", [sample("A", her2(ish_ratio=2.4))], [sample("A", her2(**COUNTED))]),
    ("counts_absent_2013", [read_in("2013-10-07", ish_result="positive")],
     [read_in("2013-10-06", ish_result="positive")]),
    ("counts_absent_2013", [read_in("2018-05-29", ish_result="positive")],
     [read_in("2018-05-30", ish_result="positive")]),
    ("counts_absent_2013", [read_in("2015", ish_result="positive")],
     [read_in("2015", ish_result="negative")]),
    ("counts_absent_2013", [read_in("2015", ish_result="positive")],
     [read_in("2015", ish_result="positive", **COUNTED)]),
]  # fmt: skip


@pytest.mark.parametrize(("flag", "raised", "not_raised"), FLAGS)
def test_a_flag_is_raised_where_it_is_meant_and_nowhere_else(flag, raised, not_raised):
    assert flag in assessed(*raised).her2.flags
    assert flag not in assessed(*not_raised).her2.flags


def test_flags_are_sorted_and_those_of_a_silent_specimen_are_left_out():
    deciding = sample("A", LOW)
    silent = sample("B", her2(ish_ratio=2.4, her2_copies=6, cep17_copies=3), "2018")

    assert assessed(silent, deciding).her2.flags == ("her2_lost", "specimens_differ")


def test_a_bone_of_one_plus_decides_before_an_old_primary_of_zero():
    """Decalcification can hide HER2, it cannot make it."""
    primary = sample("A", ZERO, "2014-02-01", "breast", kind="primary")
    bone = sample("B", LOW, "2020-06-01", "vertebra L3", kind="metastasis")

    status = assessed(primary, bone).her2

    assert (status.category, status.deciding.specimen) == ("low", bone)
    assert status.flags == ("low_confidence_specimen", "specimens_differ")
