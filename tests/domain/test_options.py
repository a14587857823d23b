"""Options: the state that comes of all answers, and what is new."""

from datetime import date

import pytest

from biomarkers.domain.catalog import AlterationTerm, PriorTerm

from .builders import assessed, event, given, her2, option, receptors, row, specimen

TDXD = "trastuzumab deruxtecan"
FAINT = {"ihc_score": "0", "zero_staining": "present"}
LOW, POSITIVE = {"ihc_score": "1+"}, {"ihc_score": "3+"}
CHEMOTHERAPY = PriorTerm("chemotherapy", at_least=1)
RELAPSED_SOON = PriorTerm("relapse_after_adjuvant_chemotherapy", within_months=6)
GERMLINE = AlterationTerm("BRCA1", "germline")
LOW_SAMPLE = specimen(her2(**LOW), receptor_readings=(receptors(er_percent=90),))
CAPE = given("capecitabine", "2020-01", "2020-12", "progression")
ON_TDXD = given(TDXD, "2023-01")
PNEUMONITIS = event(TDXD, "Pneumonitis", grade=2)


# in the order of the rule; what fits two states has the first
@pytest.mark.parametrize(
    ("asks", "facts", "state"),
    [
        (row(her2="positive"), {"adverse_events": [PNEUMONITIS]}, "blocked"),
        (row(her2="low"), {"adverse_events": [PNEUMONITIS], "treatments": [ON_TDXD]}, "blocked"),
        (row(her2="low", prior_all=(CHEMOTHERAPY,)), {"treatments": [ON_TDXD]}, "in_use"),
        (row(first_line="yes"), {"treatments": [ON_TDXD]}, "in_use"),
        (row("eribulin"), {"treatments": [ON_TDXD]}, "next"),
        (row(her2="positive"), {"treatments": [ON_TDXD]}, "closed"),
        (row(hormone_receptor="negative"), {"treatments": [ON_TDXD]}, "closed"),
        (row(her2="positive", prior_all=(CHEMOTHERAPY,)), {}, "closed"),
        (row("pembrolizumab", marker="msi=high", first_line="yes"),
         {"treatments": [CAPE]}, "closed"),
        (row(prior_any=(RELAPSED_SOON,)), {}, "closed"),
        (row(prior_any=(RELAPSED_SOON, CHEMOTHERAPY)), {}, "later"),
        (row(her2="low", prior_all=(CHEMOTHERAPY,)), {}, "later"),
        (row("olaparib", alterations=(GERMLINE,), prior_all=(CHEMOTHERAPY,)), {}, "later"),
        (row("olaparib", alterations=(GERMLINE,)), {}, "needs_information"),
        (row(her2="low"), {"adverse_events": [event(TDXD, "ILD")]}, "needs_information"),
        (row("capecitabine"), {"treatments": [CAPE]}, "used"),
        (row("capecitabine", alterations=(GERMLINE,)), {"treatments": [CAPE]},
         "needs_information"),
        (row(her2="low", prior_all=(CHEMOTHERAPY,)), {"treatments": [CAPE]}, "open"),
    ],
)  # fmt: skip
def test_the_state_is_the_first_that_fits(asks, facts, state):
    assert option(asks, LOW_SAMPLE, **facts).state == state


def states(*asks, treatments) -> list[str]:
    found = assessed(catalog=asks, treatments=treatments, metastatic_on="2019").options
    return [option.state for option in found]


def test_of_rows_that_are_given_the_one_with_the_most_parts_is_in_use():
    alone = row("trastuzumab", slug="alone")
    with_taxane = row("trastuzumab", parts="trastuzumab + taxane", slug="taxane")
    with_letrozole = row("trastuzumab", parts="trastuzumab + letrozole", slug="letrozole")
    treatments = [given("trastuzumab", "2020"), given("docetaxel", "2020", "2021", "completed")]

    assert states(alone, with_taxane, with_letrozole, treatments=treatments) == [
        "next",
        "in_use",
        "next",
    ]
    assert states(alone, with_letrozole, treatments=[*treatments, given("letrozole", "2021")]) == [
        "next",
        "in_use",
    ]


def test_a_regimen_is_in_use_only_within_one_line():
    asks = row("trastuzumab", parts="trastuzumab + capecitabine")
    earlier = given("capecitabine", "2019", "2020", "progression", line=1)

    assert states(asks, treatments=[earlier, given("trastuzumab", "2021", line=2)]) == ["next"]


@pytest.mark.parametrize(
    ("agent", "until", "reason", "state"),
    [
        ("letrozole", "2018-06-10", "completed", "used"),
        ("letrozole", "2018-06-09", "completed", "open"),
        ("letrozole", None, None, "used"),
        ("letrozole", None, "unknown", "open"),
        ("capecitabine", "2018-12-10", "completed", "used"),
        ("capecitabine", "2018-12-09", "completed", "open"),
        ("trastuzumab", "2018-12-09", "completed", "open"),
    ],
)
def test_an_agent_is_used_up_by_relapse_soon_after_it(agent, until, reason, state):
    adjuvant = given(agent, "2017-01", until, reason, setting="adjuvant")

    found = option(row(agent), metastatic_on="2019-06-10", treatments=[adjuvant])

    assert found.state == state
    assert ("given_before" in found.cautions) is (state == "open")


def test_an_agent_begun_after_the_metastases_is_not_used_up_by_them():
    late = given("letrozole", "2020", setting="adjuvant")

    found = option(row("letrozole"), metastatic_on="2019", treatments=[late])

    assert (found.state, found.cautions) == ("open", ("given_before",))


def test_a_row_counts_from_its_approval_until_its_end():
    asks = row(approved_on=date(2022, 8, 5), ended_on=date(2024, 1, 1))

    def listed(*on: int) -> bool:
        facts = {"metastatic_on": "2019", "as_of": date(*on), "catalog": (asks,)}
        return bool(assessed(LOW_SAMPLE, **facts).options)

    assert [listed(2022, 8, 4), listed(2022, 8, 5)] == [False, True]
    assert [listed(2023, 12, 31), listed(2024, 1, 1)] == [True, False]


ADVANCED_AND_EARLY = [row(slug="advanced"), row(slug="adjuvant", setting="adjuvant")]


@pytest.mark.parametrize(
    ("facts", "listed"),
    [
        ({"treatments": [given("letrozole", "2020", setting="adjuvant")]}, ["adjuvant"]),
        ({"treatments": [given("letrozole", "2020")]}, ["advanced"]),
        ({"diagnosed_on": "2026", "stage_at_diagnosis": "IV"}, ["advanced"]),
        ({"unresectable_on": "2026"}, ["advanced", "adjuvant"]),
        ({"unresectable_on": "2026", "metastatic_on": "2026"}, ["advanced"]),
        ({"treatments": [given("letrozole", "2020")], "deceased_on": "2024"}, []),
    ],
)
def test_rows_are_listed_by_the_setting_of_the_disease(facts, listed):
    assert [o.row.slug for o in assessed(catalog=ADVANCED_AND_EARLY, **facts).options] == listed


NEGATIVE_THEN_LOW = [her2("2016-05-12", reported_as="negative"), her2("2024-05-20", **LOW)]


@pytest.mark.parametrize(
    ("readings", "was", "new"),
    [
        (NEGATIVE_THEN_LOW, "negative", {"low", "low|ultralow"}),
        ([her2("2016-05-12", **LOW), her2("2024-05-20", **POSITIVE)], "low",
         {"positive", "ihc3+"}),
        ([her2("2016-05-12", **POSITIVE), her2("2024-05-20", **LOW)], "positive",
         {"low", "low|ultralow", "negative"}),
        ([her2("2026-01-12", **LOW), her2("2026-05-20", **FAINT)], "low", set()),
        ([her2("2026-01-12", **LOW)], None, set()),
    ],
)  # fmt: skip
def test_an_option_is_new_if_the_status_before_would_not_open_it(readings, was, new):
    catalog = [
        row(her2=wanted, slug=wanted)
        for wanted in ("positive", "ihc3+", "low", "low|ultralow", "negative", "any")
    ]

    found = assessed(specimen(*readings), catalog=catalog, metastatic_on="2019")

    assert found.history.was == was
    assert {o.row.slug for o in found.options if o.new_with_reclassification} == new
