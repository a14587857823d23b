"""Which specimen speaks for the patient, and what else there is to say of it."""

import pytest

from .builders import assessed, her2, specimen

LOW = her2("2020-06", ihc_score="1+")
ZERO = her2("2020-06", ihc_score="0", zero_staining="absent")
POSITIVE = her2("2020-06", ihc_score="3+")
UNSCORED = her2("2020-06", reported_as="negative")
BAD = her2("2020-06", adequate=False)


def sample(accession: str, reading, collected_on="2020-05-01", site="liver", **facts):
    return specimen(
        reading, accession=accession, collected_on=collected_on, site=site, **facts
    )  # fmt: skip


# in the order of the rule: trust, metastasis, recency, kind, category, accession
@pytest.mark.parametrize(
    ("speaks", "silent"),
    [
        (sample("A", ZERO), sample("B", UNSCORED, collected_on="2022-01-01")),
        (sample("A", ZERO), sample("B", LOW, "2020-06-01", "bone", decalcification="acid")),
        (sample("A", ZERO), sample("B", LOW, "2020-06-01", "bone")),
        (sample("A", ZERO), sample("B", LOW, "2020-06-01", procedure="fine_needle")),
        (sample("A", ZERO), sample("B", LOW, "2020-06-01", procedure="cytology")),
        (sample("B", POSITIVE, "2020-06-01", "bone", decalcification="acid"), sample("A", ZERO)),
        (sample("B", LOW, "2020-06-01", "bone", decalcification="edta"), sample("A", ZERO)),
        (sample("B", LOW, "2020-06-01", "iliac node"), sample("A", ZERO)),
        (sample("A", ZERO, "2019-01-01"), sample("B", LOW, site="breast")),
        (sample("A", ZERO, "2019-01-01", "breast", kind="local_recurrence"),
         sample("B", LOW, site="breast")),
        (sample("B", ZERO, "2020-05-02"), sample("A", LOW)),
        (sample("B", ZERO), sample("A", LOW, kind="local_recurrence")),
        (sample("B", LOW), sample("A", ZERO)),
        (sample("A", LOW), sample("B", LOW)),
    ],
)  # fmt: skip
def test_the_first_in_the_order_of_trust_speaks(speaks, silent):
    assert assessed(silent, speaks).her2.speaking.specimen == speaks


def test_without_a_determined_specimen_the_reason_is_that_of_the_first():
    status = assessed(sample("A", UNSCORED), sample("B", BAD, "2022-01-01")).her2

    assert (status.category, status.reason) == ("undetermined", "not_evaluable")


def test_without_any_reading_there_is_no_result_and_nobody_speaks():
    status = assessed(specimen()).her2

    assert (status.reason, status.speaking) == ("no_result", None)


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


@pytest.mark.parametrize(
    ("samples", "flag"),
    [
        ([sample("A", LOW), sample("B", ZERO, "2018")], "specimens_differ"),
        ([sample("A", LOW), sample("B", POSITIVE, "2018")], "her2_lost"),
        ([sample("A", LOW), sample("B", UNSCORED, "2021")], "newer_specimen_unresolved"),
        ([sample("A", LOW, site="bone")], "low_confidence_specimen"),
        ([sample("A", her2(ish_ratio=2.4, her2_copies=6, cep17_copies=3))], "ratio_mismatch"),
        ([sample("A", her2(ish_ratio=1.2, her2_copies=2, ish_result="positive"))],
         "stated_ish_conflicts"),
        ([sample("A", her2("2015-02", ish_result="positive"), "2015-01-01")],
         "counts_absent_2013"),
        ([sample("A", her2(ish_ratio=2.4))], "counts_incomplete"),
    ],
)  # fmt: skip
def test_a_flag_is_raised(samples, flag):
    assert flag in assessed(*samples).her2.flags


@pytest.mark.parametrize(
    ("samples", "flag"),
    [
        ([sample("A", LOW), sample("B", LOW, "2018")], "specimens_differ"),
        ([sample("A", LOW), sample("B", ZERO, "2018", "bone")], "specimens_differ"),
        ([sample("A", POSITIVE), sample("B", LOW, "2018")], "her2_lost"),
        ([sample("A", LOW), sample("B", UNSCORED, "2018")], "newer_specimen_unresolved"),
        ([sample("A", her2(ish_ratio=2.0, her2_copies=6, cep17_copies=2.9))], "ratio_mismatch"),
        ([sample("A", her2("2013-10-06", ish_result="positive"), "2013-01-01")],
         "counts_absent_2013"),
    ],
)  # fmt: skip
def test_a_flag_is_not_raised(samples, flag):
    assert flag not in assessed(*samples).her2.flags
