"""A left and a right tumor: which of them answers what a label asks."""

import pytest

from .builders import assessed, criterion_of, her2, receptors, row, specimen

ER_POSITIVE, ER_NEGATIVE = receptors(er_percent=90, pr_percent=20), receptors(
    er_percent=0, pr_percent=0
)  # fmt: skip


def breast(side: str, score: str, reading=ER_POSITIVE, collected_on="2026-06-01"):
    return specimen(
        her2("2026-06-05", ihc_score=score),
        site="breast",
        laterality=side,
        accession=side,
        collected_on=collected_on,
        receptor_readings=(reading,),
    )


POSITIVE_LEFT = breast("left", "3+", ER_NEGATIVE, "2026-06-02")
LOW_RIGHT = breast("right", "1+")


def found(asks, *samples, **facts):
    facts.setdefault("treatment_history", "complete")
    (option,) = assessed(*samples, catalog=[asks], **facts).options
    return option


def biology(option) -> list[bool | None]:
    return [c.met for c in option.criteria if c.kind in ("her2", "hormone_receptor")]


@pytest.mark.parametrize(
    ("wanted", "receptor", "met", "differ"),
    [
        ("positive", "", [True], True),
        ("negative", "", [True], True),
        ("positive", "negative", [True, True], True),
        ("negative", "positive", [True, True], True),
        # each meets one: the tumor of the deciding specimen answers
        ("negative", "negative", [False, True], True),
        ("any", "", [True], False),
    ],
)
def test_before_advanced_disease_a_row_takes_the_tumor_that_meets_more(
    wanted, receptor, met, differ
):
    asks = row(setting="neoadjuvant", her2=wanted, hormone_receptor=receptor)

    option = found(asks, POSITIVE_LEFT, LOW_RIGHT, diagnosed_on="2026-06")

    assert biology(option) == met
    assert ("tumors_differ" in option.cautions) is differ


def test_two_tumors_that_agree_raise_no_caution():
    asks = row(setting="neoadjuvant", her2="low", hormone_receptor="positive")

    option = found(asks, LOW_RIGHT, breast("left", "1+"), diagnosed_on="2026-06")

    assert (biology(option), option.cautions) == ([True, True], ())


@pytest.mark.parametrize(
    ("wanted", "receptor", "met"),
    [
        ("positive", "", [None]),
        ("any", "positive", [True, None]),
        ("any", "", [True]),
        ("low|ultralow", "", [None]),
    ],
)
def test_where_it_is_not_known_which_has_spread_nothing_is_known_of_what_differs(
    wanted, receptor, met
):
    asks = row(her2=wanted, hormone_receptor=receptor)

    option = found(asks, POSITIVE_LEFT, LOW_RIGHT, metastatic_on="2026-08")

    assert biology(option) == met
    assert option.missing == (("which_tumor",) if None in met else ())


def test_a_metastasis_answers_for_the_tumor_that_has_spread():
    metastasis = specimen(
        her2("2026-08-05", ihc_score="1+"), collected_on="2026-08-01", accession="M", tumor="right"
    )

    option = found(row(her2="low"), POSITIVE_LEFT, LOW_RIGHT, metastasis, metastatic_on="2026-08")

    assert (criterion_of(option, "her2").met, option.cautions) == (True, ("tumors_differ",))


def test_what_neither_tumor_tells_stays_missing_by_its_own_name():
    two_plus = breast("left", "2+", collected_on="2026-06-02")

    option = found(row(her2="positive", setting="neoadjuvant"), two_plus, breast("right", "2+"),
                   diagnosed_on="2026-06")  # fmt: skip

    assert option.missing == ("ish",)
