"""What a person is asked to do, and about which specimen: the table of actions in its order."""

from dataclasses import replace

import pytest

from .builders import assessed, gene_test, given, her2, marker, progressed, receptors, specimen

ER_NEGATIVE = receptors(er_percent=0, pr_percent=0)


def sample(
    accession: str, collected_on="2020-05-01", site="liver", er=(), decalcification=None, **known
):
    return specimen(
        her2(collected_on, **known),
        accession=accession,
        collected_on=collected_on,
        site=site,
        receptor_readings=er,
        decalcification=decalcification,
    )


def asked(*samples, **facts) -> set:
    return {(a.code, a.accession) for a in assessed(*samples, **facts).actions}


def codes(*samples, **facts) -> list[str]:
    return [action.code for action in assessed(*samples, **facts).actions]


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
        ([specimen(accession="A")], {("get_her2_result", "A")}),
        ([], {("get_her2_result", None)}),
        ([sample("A", ihc_score_range="0-1+")], {("find_ihc_score", "A")}),
        ([sample("A", ihc_score="1+", percent_stained=5)], {("review_discordance", "A")}),
        (
            [sample("A", "2021", decalcification="acid", ihc_score="2+")],
            {("retest_soft_tissue", "A")},
        ),
        ([sample("A", **LOW)], set()),
    ],
)
def test_each_action_names_the_specimen_that_it_concerns(samples, actions):
    assert asked(*samples) == actions


def test_of_the_other_breast_a_result_answers_no_question():
    left = specimen(
        her2("2020", reported_as="negative"), accession="L", site="breast", laterality="left",
        collected_on="2020",
    )  # fmt: skip
    right = specimen(
        her2("2021", ihc_score="1+"), accession="R", site="breast", laterality="right",
        collected_on="2021",
    )  # fmt: skip

    assert asked(left, right) == {("find_ihc_score", "L")}
    assert asked(replace(left, laterality="right"), right) == set()


# The next biopsy.


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ({"progressions": (progressed("2026-05-02"),)}, True),
        ({"progressions": (progressed("2026-05-02", continued=True),)}, True),
        ({"progressions": (progressed("2026-05-01"),)}, False),
        ({"treatments": (given("letrozole", "2025-06", "2026-06", "progression"),)}, True),
        ({"treatments": (given("letrozole", "2025-06", "2026-06", "toxicity"),)}, False),
        ({"treatments": (given("letrozole", "2026-05-01", None, "progression"),)}, True),
        ({"treatments": (given("letrozole", "2026-04-30", None, "progression"),)}, False),
    ],
)
def test_a_progression_after_the_newest_biopsy_asks_for_another(facts, asks):
    actions = codes(sample("A", "2026-05-01", **LOW), metastatic_on="2020", **facts)

    assert ("consider_biopsy" in actions) is asks


@pytest.mark.parametrize(
    ("on", "metastatic_on", "asks"),
    [
        ("2025-11-01", "2020", True),
        ("2025-10-31", "2020", False),
        ("2026-01-10", "2026-01-10", True),
        ("2026-01-09", "2026-01-10", False),
    ],
)
def test_it_asks_for_twelve_months_and_from_the_first_day_of_advanced_disease(
    on, metastatic_on, asks
):
    actions = codes(progressions=(progressed(on),), metastatic_on=metastatic_on)

    assert ("consider_biopsy" in actions) is asks


def test_early_disease_asks_for_no_biopsy():
    assert "consider_biopsy" not in codes(sample("A", **LOW), progressions=(progressed("2026"),))


def test_where_it_is_not_known_which_tumor_has_spread_a_biopsy_is_asked_for():
    left, right = (
        specimen(her2("2024-05-12", ihc_score=score), accession=side, collected_on="2024-05-09",
                 site="breast", laterality=side)
        for side, score in (("left", "3+"), ("right", "1+"))
    )  # fmt: skip
    spread = sample("M", "2026", **LOW)

    assert "consider_biopsy" in codes(left, right, metastatic_on="2026")
    assert "consider_biopsy" not in codes(left, right)
    assert "consider_biopsy" not in codes(left, right, spread, metastatic_on="2026")


# The next molecular test.

ER_POSITIVE = receptors(er_percent=90, pr_percent=20)
POSITIVE = {"ihc_score": "3+"}
ON_LETROZOLE = (given("letrozole", "2024-01", line=1),)
FAILED_LETROZOLE = (given("letrozole", "2024-01", "2026-06-10", "progression", line=1),)
CAPE = (given("capecitabine", "2024-01", line=1),)


def molecular_tests(er=ER_POSITIVE, her2_result=NULL, metastatic_on="2023", **facts) -> set[str]:
    known = sample("A", er=(er,) if er else (), **her2_result)
    facts.setdefault("treatment_history", "complete")
    found = codes(known, metastatic_on=metastatic_on, **facts)
    return {code.removeprefix("test_") for code in found if code.startswith("test_")}


ALL_THREE = {"esr1", "pik3ca_akt1_pten", "germline_brca"}


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ({"treatments": FAILED_LETROZOLE}, ALL_THREE),
        ({"treatments": ON_LETROZOLE}, {"pik3ca_akt1_pten", "germline_brca"}),
        ({"treatments": CAPE}, {"germline_brca"}),
        ({}, {"germline_brca"}),
        ({"treatments": FAILED_LETROZOLE, "her2_result": POSITIVE}, set()),
        ({"treatments": FAILED_LETROZOLE, "her2_result": {"ihc_score": "2+"}}, ALL_THREE),
        ({"treatments": FAILED_LETROZOLE, "er": ER_NEGATIVE}, {"germline_brca", "pdl1"}),
        ({"treatments": FAILED_LETROZOLE, "er": None}, {"germline_brca"}),
        ({"er": receptors(er_percent=5)}, {"germline_brca", "pdl1"}),
        ({"er": receptors(er_percent=5, pr_percent=20)}, {"germline_brca"}),
        ({"er": ER_NEGATIVE, "markers": (marker("pdl1_cps", "1"),)}, {"germline_brca"}),
        ({"alterations": (gene_test("BRCA1", "not_detected", origin="germline"),)}, set()),
        ({"alterations": (gene_test("BRCA1", "not_detected"),)}, {"germline_brca"}),
    ],
)
def test_the_next_molecular_test_is_asked_for(facts, asks):
    assert molecular_tests(**facts) == asks


@pytest.mark.parametrize(
    ("ended_on", "metastatic_on", "relapsed"),
    [
        ("2025-03-10", "2026-03-10", True),
        ("2025-03-10", "2026-03-11", False),
        (None, "2026-03-10", True),
    ],
)
def test_a_relapse_on_or_soon_after_adjuvant_endocrine_therapy_asks_too(
    ended_on, metastatic_on, relapsed
):
    reason = "completed" if ended_on else None
    adjuvant = given("letrozole", "2022", ended_on, reason, setting="adjuvant")

    found = molecular_tests(treatments=(adjuvant,), metastatic_on=metastatic_on)

    assert found == (ALL_THREE if relapsed else {"germline_brca"})


@pytest.mark.parametrize(
    ("test", "asks"),
    [
        (gene_test("ESR1", "detected", "2020"), False),
        (gene_test("ESR1", "vus", "2026-01"), True),
        (gene_test("ESR1", "not_detected", "2026-05-11", material="ctdna"), False),
        (gene_test("ESR1", "not_detected", "2026-05-10", material="ctdna"), True),
    ],
)
def test_esr1_is_asked_for_unless_it_was_tested_since_shortly_before_the_failure(test, asks):
    found = molecular_tests(treatments=FAILED_LETROZOLE, alterations=(test,))

    assert ("esr1" in found) is asks


def test_the_three_genes_are_asked_for_until_one_is_found_or_all_are_known():
    def asks(*tests) -> bool:
        return "pik3ca_akt1_pten" in molecular_tests(treatments=ON_LETROZOLE, alterations=tests)

    nothing = [gene_test(gene, "not_detected") for gene in ("PIK3CA", "AKT1", "PTEN")]
    assert not asks(gene_test("AKT1"))
    assert asks(*nothing[:2])
    assert not asks(*nothing)
    assert asks(gene_test("PIK3CA", "not_detected", material="ctdna"), *nothing[1:])


@pytest.mark.parametrize(
    ("stage", "her2_result", "asks"),
    [
        ("II", NULL, True),
        ("III", LOW, True),
        ("I", LOW, False),
        (None, LOW, False),
        ("II", POSITIVE, False),
        ("II", {"ihc_score": "2+"}, False),
        ("II", UNSCORED, False),
    ],
)
def test_early_disease_of_stage_two_or_three_asks_for_germline_brca(stage, her2_result, asks):
    found = molecular_tests(metastatic_on=None, her2_result=her2_result, stage_at_diagnosis=stage)

    assert found == ({"germline_brca"} if asks else set())


# The treatment history.


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ({"metastatic_on": "2020"}, True),
        ({"metastatic_on": "2020", "treatments": CAPE}, False),
        ({"metastatic_on": "2020", "treatment_history": "complete"}, False),
        ({"treatments": CAPE, "treatment_history": "incomplete"}, True),
        ({"treatment_history": "incomplete"}, False),
    ],
)
def test_a_history_that_is_not_known_is_to_be_completed_in_advanced_disease(facts, asks):
    assert ("complete_history" in codes(**facts)) is asks


def test_after_death_nothing_is_asked():
    assert not codes(sample("A", **UNSCORED), metastatic_on="2020", deceased_on="2024")
