"""The safety table applied: what blocks, what asks for care, and the boundaries of each.

Every case stands on the table that is shipped; docs/manage-the-catalog.md has its words.
"""

import pytest

from biomarkers.domain.safety import safety_of

from .builders import (
    TODAY,
    assessed,
    condition,
    event,
    gene_test,
    given,
    lvef,
    option,
    performance,
    row,
)

TDXD, TDM1, DATO = (
    "trastuzumab deruxtecan", "trastuzumab emtansine", "datopotamab deruxtecan",
)  # fmt: skip


def blocked_by(agent: str, **facts) -> tuple[str, ...]:
    return option(row(agent), **facts).blocked_by


def cautions(asks, **facts) -> set[str]:
    return set(option(asks, **facts).cautions)


def weighty(asks, **facts) -> set[str]:
    return {caution.code for caution in option(asks, **facts).warnings if caution.weighty}


# Adverse events: strength and whose they are.


@pytest.mark.parametrize("agent", [TDXD, DATO])
@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"grade": 5}, ("ild_stop",)),
        ({"grade": 2, "resolved_on": "2024-06"}, ("ild_stop",)),
        ({"grade": 1}, ("ild_unresolved",)),
        ({"grade": 1, "resolved_on": "2024-06"}, ()),
        ({"grade": 1, "resolved_on": "2024-06", "hospitalised": True}, ("ild_stop",)),
        ({"hospitalised": True}, ("ild_stop",)),
        ({}, ()),
    ],
    ids=str,
)
def test_ild_blocks_a_deruxtecan_by_grade_stay_and_recovery(agent, facts, codes):
    assert blocked_by(agent, adverse_events=[event(agent, "pneumonitis", **facts)]) == codes


@pytest.mark.parametrize("facts", [{}, {"hospitalised": False, "resolved_on": "2024-06"}], ids=str)
def test_ild_that_nothing_measures_asks_for_its_grade(facts):
    found = option(row(TDXD), adverse_events=[event(TDXD, "pneumonitis", **facts)])

    assert (found.state, found.missing) == ("needs_information", ("ild_grade",))


def test_one_measured_harm_does_not_measure_another():
    resolved = event(TDXD, "pneumonitis", grade=1, resolved_on="2024-06")
    found = option(row(TDXD), adverse_events=[resolved, event(TDXD, "ILD", "2025")])

    assert found.state == "needs_information"


@pytest.mark.parametrize(
    ("agent", "on", "term", "facts", "codes"),
    [
        (TDM1, TDM1, "ILD", {}, ("ild_stop",)),
        (TDM1, TDM1, "NRH of the liver", {}, ("nrh_stop",)),
        (TDM1, TDM1, "hepatotoxicity", {"grade": 4}, ("liver_stop",)),
        (TDM1, TDM1, "hepatotoxicity", {"grade": 3}, ()),
        (TDXD, TDM1, "pneumonitis", {"grade": 3}, ()),
        (TDXD, DATO, "ILD", {"grade": 4}, ()),
        (TDXD, "trastuzumab", "heart failure", {"grade": 2}, ("heart_failure_stop",)),
        (TDXD, "trastuzumab", "heart failure", {"grade": 1}, ()),
        (TDXD, "doxorubicin", "heart failure", {"grade": 4}, ()),
        ("doxorubicin", "letrozole", "heart failure", {"grade": 3}, ("heart_failure_stop",)),
        ("doxorubicin", "letrozole", "heart failure", {"grade": 2}, ()),
        ("dostarlimab", "pembrolizumab", "myocarditis", {"grade": 2}, ("immune_myocarditis",)),
        ("dostarlimab", "paclitaxel", "myocarditis", {"grade": 4}, ()),
        ("pembrolizumab", "pembrolizumab", "colitis", {"grade": 4}, ("immune_colitis",)),
        ("ixabepilone", "paclitaxel", "anaphylaxis", {"grade": 3}, ("hypersensitivity",)),
        ("docetaxel", "paclitaxel", "anaphylaxis", {"grade": 3}, ()),
        ("docetaxel", "docetaxel", "anaphylaxis", {"grade": 3}, ("hypersensitivity",)),
        (TDM1, "pertuzumab", "infusion reaction", {"grade": 3}, ("hypersensitivity",)),
        ("olaparib", "doxorubicin", "myelodysplastic syndrome", {}, ("mds_aml",)),
    ],
)  # fmt: skip
def test_a_harm_blocks_by_strength_and_by_whose_it_is(agent, on, term, facts, codes):
    assert blocked_by(agent, adverse_events=[event(on, term, **facts)]) == codes


@pytest.mark.parametrize(
    ("resolved_on", "slow"), [("2024-03-29", False), ("2024-03-30", True), (None, False)]
)
def test_grade_1_ild_was_slow_when_it_took_more_than_28_days(resolved_on, slow):
    found = cautions(
        row(TDXD), adverse_events=[event(TDXD, "ILD", grade=1, resolved_on=resolved_on)]
    )

    assert ("ild_reduce_dose" in found) is slow


def test_a_regimen_is_blocked_by_the_harm_of_any_of_its_agents_and_says_why():
    asks = row("pertuzumab", parts=f"pertuzumab + {TDXD}")
    pneumonitis = event(TDXD, "pneumonitis", "2023-05-18", grade=3)

    found = option(asks, adverse_events=[event(TDXD, "nausea"), pneumonitis])

    assert found.state == "blocked"
    assert str(found.block.because) == f"pneumonitis grade 3, on {TDXD}, 2023-05-18"
    assert "stop for good" in found.block.says


def test_a_code_that_blocks_is_not_a_caution_too_and_others_stay():
    facts = {
        "conditions": [condition("cardiomyopathy", "severe")],
        "lvef": [lvef(36)],
        "treatments": [given("trastuzumab", "2020", "2021", "toxicity")],
    }
    found = option(row("doxorubicin"), **facts)

    assert found.blocked_by == ("heart_failure_stop", "lvef_below_40")
    assert found.cautions == ("heart_failure_history",)


def test_a_denied_harm_warns_in_place_of_the_rows_that_it_would_have_met():
    facts = {"adverse_events": [event(TDXD, "ILD excluded by CT")]}
    found = option(row(TDXD), **facts)

    assert (found.state, found.blocked_by, found.missing) == ("open", (), ())
    assert weighty(row(TDXD), **facts) == cautions(row(TDXD), **facts) == {"event_unclear"}
    assert cautions(row("letrozole"), **facts) == set()


# Conditions.


@pytest.mark.parametrize(
    ("noted", "agent", "codes"),
    [
        (condition("heart_failure", "severe"), "doxorubicin", ("heart_failure_stop",)),
        (condition("heart_failure", "moderate"), "doxorubicin", ()),
        (condition("heart_failure", "severe", resolved_on="2025"), "doxorubicin", ()),
        (condition("dialysis"), "cisplatin", ("renal",)),
        (condition("renal_impairment", "moderate"), "cisplatin", ()),
        (condition("hepatic_impairment", "mild"), "docetaxel", ("hepatic",)),
        (condition("hepatic_impairment"), "docetaxel", ("hepatic",)),
        (condition("hepatic_impairment", "mild", resolved_on="2025"), "docetaxel", ()),
        (condition("dpd_deficiency_complete", resolved_on="2025"), "capecitabine",
         ("dpd_deficiency",)),
        (condition("qt_prolongation"), "ribociclib", ("qt",)),
        (condition("qt_prolongation"), "palbociclib", ()),
        (condition("pregnancy", noted_on="2026-01-01"), "trastuzumab", ("pregnancy",)),
        (condition("pregnancy", noted_on="2025-12-31"), "trastuzumab", ()),
        (condition("pregnancy", noted_on="2026-06", resolved_on="2026-09"), "trastuzumab", ()),
        (condition("myocardial_infarction", noted_on="2026-05-01"), "doxorubicin",
         ("recent_infarction",)),
        (condition("myocardial_infarction", noted_on="2026-04-30"), "doxorubicin", ()),
        (condition("myocardial_infarction", noted_on="2026"), "doxorubicin",
         ("recent_infarction",)),
        (condition("hypertension", "severe"), "doxorubicin", ()),
    ],
)  # fmt: skip
def test_a_condition_blocks_by_severity_and_while_it_lasts(noted, agent, codes):
    assert blocked_by(agent, conditions=[noted]) == codes


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ([condition("heart_failure")], {"heart_failure_history", "severity_needed"}),
        ([condition("heart_failure", resolved_on="2025")], {"heart_failure_history"}),
        ([condition("heart_failure"), condition("cardiomyopathy", "severe")],
         {"heart_failure_history"}),
        ([condition("heart_failure"), condition("cardiomyopathy", "mild")],
         {"heart_failure_history", "severity_needed"}),
    ],
)  # fmt: skip
def test_a_severity_is_asked_for_unless_another_record_settles_it(conditions, found):
    assert cautions(row("doxorubicin"), conditions=conditions) == found


@pytest.mark.parametrize(
    ("code", "agent", "is_weighty"),
    [
        ("heart_failure", "doxorubicin", True),
        ("renal_impairment", "eribulin", True),
        ("lung_disease", TDXD, False),
    ],
)
def test_a_severity_weighs_as_the_row_that_it_would_decide(code, agent, is_weighty):
    facts = {"conditions": [condition(code)]}

    assert ("severity_needed" in weighty(row(agent), **facts)) is is_weighty
    assert "severity_needed" in cautions(row(agent), **facts)


# LVEF and performance status.


@pytest.mark.parametrize(
    ("percent", "blocks", "found"),
    [
        (39, ("lvef_below_40",), set()),
        (40, (), {"lvef_below_50"}),
        (49, (), {"lvef_below_50"}),
        (50, (), set()),
    ],
)
def test_lvef_blocks_below_40_and_warns_below_50_whatever_its_age(percent, blocks, found):
    facts = {"lvef": [lvef(percent, "2019-03-01"), lvef(70, "2018")]}

    assert blocked_by("trastuzumab", **facts) == blocks
    assert cautions(row("trastuzumab"), **facts) == found
    assert cautions(row("capecitabine"), **facts) == set()


@pytest.mark.parametrize(("percent", "warned"), [(49, False), (50, True), (54, True), (55, False)])
def test_in_early_disease_lvef_warns_below_55(percent, warned):
    patient = option(row("letrozole"), lvef=[lvef(percent)]).patient
    early = safety_of(row("trastuzumab", setting="adjuvant"), patient)
    advanced = safety_of(row("trastuzumab"), patient)

    assert ("lvef_below_55" in {found.code for found in early.cautions}) is warned
    assert "lvef_below_55" not in {found.code for found in advanced.cautions}


def test_of_one_day_the_lower_lvef_and_the_higher_ecog_count():
    values = [lvef(60), lvef(30)]
    status = [performance(1), performance(3)]

    assert blocked_by("trastuzumab", lvef=values) == ("lvef_below_40",)
    assert cautions(row("capecitabine"), performance=status) == {"ecog_3"}


@pytest.mark.parametrize(
    ("ecog", "on", "found"),
    [
        (2, "2026-10-01", set()),
        (3, "2026-10-01", {"ecog_3"}),
        (4, "2025-11-01", {"ecog_3"}),
        (4, "2025-10-31", set()),
    ],
)
def test_ecog_of_the_last_12_months_warns_from_3(ecog, on, found):
    assert cautions(row("capecitabine"), performance=[performance(ecog, on)]) == found


# Alterations.


@pytest.mark.parametrize(
    ("tests", "blocks", "found"),
    [
        ([gene_test("DPYD", alteration="*2A", origin="germline")], (), {"dpd_partial"}),
        ([gene_test("DPYD", alteration="*2A")], (), {"dpd_partial"}),
        ([gene_test("DPYD", alteration="*2A", origin="somatic")], (), set()),
        ([gene_test("DPYD", "not_detected", origin="germline")], (), set()),
        ([gene_test("DPYD", alteration="*2A / *2A")], ("dpd_deficiency",), set()),
        ([gene_test("DPYD", alteration="compound heterozygous")], ("dpd_deficiency",), set()),
        ([gene_test("DPYD", alteration="*2A"), gene_test("DPYD", alteration="*13", on="2023")],
         ("dpd_deficiency",), set()),
        ([gene_test("DPYD", alteration="*2A"), gene_test("DPYD", alteration="*2a", on="2023")],
         (), {"dpd_partial"}),
        ([gene_test("DPYD", alteration="*2A"), gene_test("DPYD", on="2023")],
         (), {"dpd_partial"}),
    ],
)  # fmt: skip
def test_two_dpyd_variants_block_and_one_warns(tests, blocks, found):
    assert blocked_by("capecitabine", alterations=tests) == blocks
    assert cautions(row("capecitabine"), alterations=tests) == found


# Menopause, what was stopped, what is still in the body.


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"menopausal_status": "pre"}, "ovarian_suppression_needed"),
        ({"menopausal_status": "peri"}, "ovarian_suppression_needed"),
        ({"menopausal_status": "pre", "sex": "male"}, "gnrh_for_men"),
        ({"menopausal_status": "post"}, None),
        ({}, None),
        ({"menopausal_status": "pre", "treatments": [given("goserelin", "2024")]}, None),
        ({"sex": "male", "treatments": [given("goserelin", "2024")]}, None),
    ],
)
def test_an_aromatase_inhibitor_asks_for_ovarian_suppression(facts, code):
    assert cautions(row("ribociclib", parts="ribociclib + aromatase inhibitor"), **facts) == (
        {code} if code else set()
    )


def test_an_agent_stopped_for_toxicity_is_said_of_that_agent_alone():
    facts = {"treatments": [given("docetaxel", "2022", "2023", "toxicity")]}

    assert "stopped_for_toxicity" in cautions(row("docetaxel"), **facts)
    assert "stopped_for_toxicity" not in cautions(row("paclitaxel"), **facts)


@pytest.mark.parametrize(
    ("ended_on", "reason", "warned"),
    [
        (None, None, True),
        (None, "unknown", True),
        ("2026-04-01", "progression", True),
        ("2026-03-31", "progression", False),
    ],
)
def test_an_anthracycline_waits_7_months_after_an_antibody(ended_on, reason, warned):
    facts = {"treatments": [given("trastuzumab", "2024-01", ended_on, reason)]}

    assert ("anthracycline_after_trastuzumab" in cautions(row("doxorubicin"), **facts)) is warned
    assert "anthracycline_after_trastuzumab" not in cautions(row("capecitabine"), **facts)


# Whom a row is about.


def test_a_row_reaches_a_part_that_is_a_class_and_what_all_its_agents_are():
    asks = row("pembrolizumab", parts="pembrolizumab + taxane")
    facts = {"adverse_events": [event("capecitabine", "neuropathy", grade=2)]}

    assert "neuropathy" in cautions(asks, **facts)
    assert "ecog_3" in cautions(asks, performance=[performance(3)])
    assert cautions(row("letrozole"), **facts) == set()


def test_nothing_on_record_says_nothing():
    (found,) = assessed(metastatic_on="2019", catalog=(row(TDXD),), as_of=TODAY).options

    assert (found.safety.blocks, found.safety.cautions, found.cautions) == ((), (), ())
