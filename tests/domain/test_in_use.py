"""Which row of the catalog is the regimen that is being given."""

import pytest

from .builders import assessed, gene_test, given, her2, progressed, receptors, row, specimen

LOW = specimen(her2(ihc_score="1+"), receptor_readings=(receptors(er_percent=90, pr_percent=20),))
POSITIVE = specimen(her2(ihc_score="3+"))


def in_use(*rows, samples=(LOW,), **facts) -> list[str]:
    found = assessed(*samples, catalog=rows, metastatic_on="2019", **facts).options
    return [option.row.slug for option in found if option.state == "in_use"]


LETROZOLE, PALBOCICLIB = given("letrozole", "2024", line=1), given("palbociclib", "2024", line=1)
FIRST_LINE = row("palbociclib", parts="palbociclib + aromatase inhibitor", first_line="endocrine")


@pytest.mark.parametrize(
    ("treatments", "given_now"),
    [
        ([LETROZOLE, PALBOCICLIB], True),
        ([PALBOCICLIB], False),
        ([LETROZOLE, given("palbociclib", "2024", "2025", "toxicity", line=1)], False),
        # the partner has been given in that line, and ended
        ([given("letrozole", "2024", "2025", "toxicity", line=1), PALBOCICLIB], True),
        # earlier lines count against a first line only if they are of its kind
        ([given("capecitabine", "2023", "2023-10", "progression", line=1),
          given("letrozole", "2024", line=2), given("palbociclib", "2024", line=2)], True),
        ([given("fulvestrant", "2023", "2023-10", "progression", line=1),
          given("letrozole", "2024", line=2), given("palbociclib", "2024", line=2)], False),
    ],
)  # fmt: skip
def test_a_first_line_is_in_use_if_it_was_the_first_when_it_began(treatments, given_now):
    assert in_use(FIRST_LINE, treatments=treatments) == (["row"] if given_now else [])


def test_a_first_line_of_which_nothing_is_known_before_is_not_said_to_be_in_use():
    facts = {"treatments": [LETROZOLE, PALBOCICLIB], "treatment_history": "incomplete"}

    assert in_use(FIRST_LINE, **facts) == []


def test_a_partner_that_is_still_given_from_an_older_line_counts():
    asks = row("capecitabine", parts="trastuzumab + capecitabine")
    treatments = [given("trastuzumab", "2023", line=1), given("capecitabine", "2025", line=2)]

    assert in_use(asks, samples=(POSITIVE,), treatments=treatments) == ["row"]


@pytest.mark.parametrize(
    ("asks", "given_now"),
    [
        (row("letrozole", her2="low"), True),
        (row("letrozole", her2="positive"), False),
        (row("letrozole", hormone_receptor="negative"), False),
        (row("letrozole", marker="msi=high", patient="postmenopausal"), True),
    ],
)
def test_what_contradicts_its_biology_is_not_in_use(asks, given_now):
    assert in_use(asks, treatments=[LETROZOLE]) == (["row"] if given_now else [])


# Maintenance.

HP = [given("trastuzumab", "2024-01", line=1), given("pertuzumab", "2024-01", line=1)]
TAXANE = given("docetaxel", "2024-01", "2024-06", "completed", line=1)
THP = row("pertuzumab", parts="pertuzumab + trastuzumab + docetaxel", slug="thp")
MAINTENANCE = row(
    "pertuzumab", parts="pertuzumab + trastuzumab", first_line="maintenance", slug="hp"
)


@pytest.mark.parametrize(
    ("treatments", "used"),
    [
        ([*HP, given("docetaxel", "2024-01", line=1)], ["thp"]),
        ([*HP, TAXANE], ["thp", "hp"]),
        ([*HP, TAXANE, given("letrozole", "2024-07", line=1)], ["thp", "hp"]),
        ([*HP, TAXANE, given("palbociclib", "2024-07", line=1)], ["thp"]),
    ],
)
def test_maintenance_is_in_use_beside_the_regimen_that_it_goes_on_from(treatments, used):
    assert in_use(THP, MAINTENANCE, samples=(POSITIVE,), treatments=treatments) == used


def test_a_drug_added_as_maintenance_was_in_its_place_before_it_began():
    asks = row(
        "palbociclib", parts="palbociclib + trastuzumab + endocrine", first_line="maintenance"
    )
    begun = [given("letrozole", "2024-07", line=1), given("palbociclib", "2024-07", line=1)]
    facts = {"samples": (POSITIVE,), "treatments": [*HP, TAXANE, *begun]}

    assert in_use(asks, **facts) == ["row"]
    assert in_use(asks, progressions=[progressed("2024-06-15")], **facts) == []


SWITCH = row("camizestrant", parts="camizestrant + CDK4/6 inhibitor", first_line="on_ai_cdk46")


@pytest.mark.parametrize(("found_on", "given_now"), [("2025-05", True), ("2023-05", False)])
def test_a_switch_is_in_use_if_esr1_was_found_while_the_inhibitors_were_given(found_on, given_now):
    treatments = [
        given("letrozole", "2024", "2025-06-01", "other", line=1),
        PALBOCICLIB,
        given("camizestrant", "2025-06-01", line=1),
    ]
    esr1 = gene_test("ESR1", on=found_on, material="ctdna")

    found = in_use(SWITCH, treatments=treatments, alterations=[esr1])

    assert found == (["row"] if given_now else [])


# Early disease.


@pytest.mark.parametrize(
    ("setting", "partner_began", "given_now"),
    [
        ("neoadjuvant", "2026-01", False),
        ("adjuvant", "2026-01", True),
        ("residual", "2026-01", True),
        ("adjuvant", "2025-08-05", True),
        ("adjuvant", "2025-08-04", False),
    ],
)
def test_an_early_regimen_is_in_use_in_its_setting_with_what_began_close_to_it(
    setting, partner_began, given_now
):
    asks = row("trastuzumab", parts="trastuzumab + chemotherapy", setting=setting)
    treatments = [
        given("trastuzumab", "2026-02-01", setting="adjuvant"),
        given("paclitaxel", partner_began, "2026-05", "completed", setting="adjuvant"),
    ]

    (found,) = assessed(POSITIVE, catalog=[asks], treatments=treatments).options

    assert (found.state == "in_use") is given_now


@pytest.mark.parametrize(
    ("begun_before_surgery", "given_now"), [("2026-01-15", True), ("2025-12-15", False)]
)
def test_an_early_regimen_that_goes_on_after_the_surgery_stays_in_use(
    begun_before_surgery, given_now
):
    asks = row("trastuzumab", parts="trastuzumab + chemotherapy", setting="adjuvant")
    before = {"setting": "neoadjuvant"}
    treatments = [
        given("docetaxel", begun_before_surgery, "2026-05-10", "completed", **before),
        given("trastuzumab", begun_before_surgery, "2026-05-10", "completed", **before),
        given("trastuzumab", "2026-07-10", setting="adjuvant"),
    ]

    (found,) = assessed(POSITIVE, catalog=[asks], treatments=treatments).options

    assert (found.state == "in_use") is given_now
