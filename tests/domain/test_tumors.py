"""Which tumor a specimen is of, and what two tumors do to each other: nothing but two flags."""

import pytest

from biomarkers.domain.assessment import assess
from biomarkers.domain.catalog import Catalog
from biomarkers.domain.organs import Organs
from biomarkers.domain.specimen import tumor_of

from .builders import TODAY, a_record, her2, specimen

ORGANS = Organs((("stomach", "stomach"), ("lung", "lung"), ("bile duct", "biliary tract")))

LOW = {"ihc_score": "1+"}
ZERO = {"ihc_score": "0", "zero_staining": "absent"}
POSITIVE = {"ihc_score": "3+"}
EQUIVOCAL = {"ihc_score": "2+"}
UNSCORED = {"reported_as": "negative"}


def status_of(*samples, **facts):
    return assess(a_record(*samples, **facts), Catalog(organs=ORGANS), TODAY)


@pytest.mark.parametrize(
    ("facts", "tumor"),
    [
        ({"site": "breast", "laterality": "left"}, "left"),
        ({"site": "breast", "laterality": "right", "kind": "primary"}, "right"),
        ({"site": "Left breast", "laterality": "left"}, "left"),
        ({"site": "breast, upper outer quadrant", "laterality": "left"}, "left"),
        ({"site": "right breast 10 o'clock", "laterality": "right"}, "right"),
        ({"site": "Lt. breast", "laterality": "left"}, "left"),
        ({"site": "mama izquierda", "laterality": "left"}, "left"),
        ({"site": "skin of the breast", "laterality": "left"}, None),
        ({"site": "axillary node, left breast", "laterality": "left"}, None),
        ({"site": "breast"}, None),
        ({"site": "chest wall", "kind": "local_recurrence", "laterality": "left"}, "left"),
        ({"site": "liver", "kind": "metastasis", "laterality": "left"}, None),
        ({"site": "axilla", "laterality": "left"}, None),  # unstated kind: a metastasis
        ({"site": "breast", "laterality": "left", "tumor": "right"}, "right"),
        ({"site": "liver", "kind": "metastasis", "tumor": "left"}, "left"),
        ({"site": "stomach", "kind": "primary"}, "other"),
        ({"site": "Lung, upper lobe", "kind": "primary", "laterality": "left"}, "other"),
        ({"site": "BILE DUCT", "kind": "primary"}, "other"),
        ({"site": "lung", "kind": "metastasis"}, None),
        ({"site": "lung"}, None),
        ({"site": "stomach", "kind": "primary", "tumor": "left"}, "left"),
        ({"site": "breast", "tumor": "other"}, "other"),
    ],
    ids=str,
)
def test_a_specimen_is_of_the_tumor_that_it_states_or_that_its_site_makes_likely(facts, tumor):
    assert tumor_of(specimen(**facts), ORGANS) == tumor


def left(known, collected_on="2020-05-01", **facts):
    return _of("left", known, collected_on, **facts)


def right(known, collected_on="2020-05-01", **facts):
    return _of("right", known, collected_on, **facts)


def of_unknown(known, collected_on="2020-05-01", **facts):
    return _of("", known, collected_on, **facts)


def _of(tumor, known, collected_on, site="breast", **facts):
    reading = her2(collected_on, **known)
    accession = f"{tumor or 'unknown'}-{collected_on[:4]}"
    return specimen(
        reading, collected_on=collected_on, site=site, tumor=tumor or None, accession=accession,
        **facts,
    )  # fmt: skip


# flag, where it is raised, where it is not
@pytest.mark.parametrize(
    ("flag", "raised", "not_raised"),
    [
        ("tumors_differ", [left(LOW), right(POSITIVE)], [left(LOW), right(LOW)]),
        ("tumors_differ", [left(LOW), right(POSITIVE)], [left(LOW), of_unknown(POSITIVE)]),
        ("tumors_differ", [left(LOW), right(ZERO)],
         [left(LOW), right(ZERO, procedure="cytology")]),
        ("tumors_differ", [left(LOW), right(POSITIVE)], [left(LOW), right(EQUIVOCAL)]),
        ("specimens_differ", [left(LOW), left(POSITIVE, "2019")], [left(LOW), right(POSITIVE)]),
        ("specimens_differ", [left(LOW), of_unknown(ZERO, "2019")], [left(LOW), right(ZERO)]),
        ("her2_lost", [left(LOW), left(POSITIVE, "2019")],
         [left(LOW), right(POSITIVE, "2019")]),
        ("her2_lost", [left(LOW), of_unknown(POSITIVE, "2019")],
         [left(LOW), right(POSITIVE, "2019")]),
        ("newer_specimen_unresolved", [left(LOW), left(UNSCORED, "2021")],
         [left(LOW), right(UNSCORED, "2021")]),
    ],
)  # fmt: skip
def test_two_tumors_are_compared_as_two_tumors(flag, raised, not_raised):
    assert flag in status_of(*raised).her2.flags
    assert flag not in status_of(*not_raised).her2.flags


def test_each_of_two_tumors_has_its_own_category():
    her2_status = status_of(
        left(LOW, "2019-05-01"), left(EQUIVOCAL, "2020-06-01"), right(POSITIVE), of_unknown(ZERO)
    ).her2

    assert {side: (tumor.category, tumor.reason) for side, tumor in her2_status.tumors.items()} == {
        "left": ("equivocal", "ish_needed"),
        "right": ("positive", None),
    }


def test_tumors_are_told_apart_only_where_both_have_a_reading():
    unread = specimen(tumor="right", site="breast", accession="unread")

    assert status_of(left(LOW), unread).her2.tumors == {}
    assert status_of(left(LOW), of_unknown(LOW)).her2.tumors == {}
    assert list(status_of(left(LOW), right(LOW)).her2.tumors) == ["left", "right"]


def test_another_primary_takes_part_in_nothing_but_its_flag():
    stomach = specimen(
        her2("2024-01", **POSITIVE), collected_on="2024", site="stomach", kind="primary"
    )
    breast = of_unknown(LOW)

    found = status_of(breast, stomach)

    assert (found.her2.category, found.her2.highest) == ("low", "low")
    assert found.her2.flags == ("other_primary",)
    assert [entry.accession for entry in found.history.entries][-1] == "unknown-2020"
    assert status_of(stomach).her2.reason == "no_result"
    assert status_of(stomach).her2.flags == ("other_primary",)
    assert status_of(breast, specimen(site="stomach", kind="primary")).her2.flags == ()


# what was read, oldest first; was and cause of what is compared
@pytest.mark.parametrize(
    ("samples", "was", "cause"),
    [
        ([right(POSITIVE, "2023-05-01"), left(LOW, "2023-06-01")], None, None),
        ([left(ZERO, "2023-04-01"), right(POSITIVE, "2023-05-01"), left(LOW, "2023-06-01")],
         "negative", "new_specimen"),
        ([left(POSITIVE, "2023-04-01"), right(LOW, "2023-05-01"), left(POSITIVE, "2023-06-01")],
         None, None),
        ([right(ZERO, "2023-04-01"), right(LOW, "2023-05-01"), left(POSITIVE, "2023-06-01")],
         None, None),
        ([right(ZERO, "2023-04-01"), of_unknown(LOW, "2023-06-01", site="liver")],
         "negative", "new_specimen"),
        ([left(ZERO, "2023-04-01"), right(POSITIVE, "2023-05-01"),
          of_unknown(LOW, "2023-06-01", site="liver")],
         "positive", "new_specimen"),
        ([left(ZERO, "2023-04-01"), right(POSITIVE, "2023-05-01"),
          left(LOW, "2023-06-01", site="liver", kind="metastasis")],
         "negative", "new_specimen"),
    ],
)  # fmt: skip
def test_a_reclassification_compares_no_tumor_with_the_other(samples, was, cause):
    history = status_of(*samples).history

    assert (history.was, history.cause) == (was, cause)


def test_a_change_of_the_deciding_specimen_alone_is_no_entry():
    entries = status_of(left(LOW, "2023-05-01"), right(LOW, "2023-06-01")).history.entries

    assert [entry.accession for entry in entries] == ["left-2023"]
