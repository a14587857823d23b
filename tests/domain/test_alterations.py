"""Alterations that labels name: which test decides, and when nothing is known."""

import pytest

from biomarkers.domain.catalog import AlterationTerm

from .builders import criterion_of, gene_test, given, option, row

MET, NO, UNKNOWN = True, False, None
FOUND, NOTHING, VUS = "detected", "not_detected", "vus"


def tissue(gene: str, result: str = FOUND, on: str = "2022-01-10", **facts):
    return gene_test(gene, result, on, **facts)


def plasma(gene: str, result: str = NOTHING, on: str = "2023-01-10", **facts):
    return gene_test(gene, result, on, material="ctdna", **facts)


def germline(gene: str, result: str = FOUND, on: str = "2022-01-10", material="blood"):
    return gene_test(gene, result, on, origin="germline", material=material)


def criterion(words: str, *tests, **facts):
    """`PIK3CA|AKT1`, `germline BRCA1`, `somatic BRCA1`, `NTRK1 fusion`, `not PIK3CA`"""
    terms = []
    for word in words.split("|"):
        match word.split():
            case ["germline" | "somatic" as origin, gene]:
                terms.append(AlterationTerm(gene, origin))
            case ["not", gene]:
                terms.append(AlterationTerm(gene, "absent"))
            case [gene, *kind]:
                terms.append(AlterationTerm(gene, *kind))
    asks = row("elacestrant", alterations=tuple(terms))
    return criterion_of(option(asks, alterations=tests, **facts), "alteration_any")


@pytest.mark.parametrize(
    ("asked", "tests", "met"),
    [
        ("ESR1", [], UNKNOWN),
        ("ESR1", [tissue("ESR1")], MET),
        ("ESR1", [tissue("esr1")], MET),
        ("ESR1", [tissue("PIK3CA")], UNKNOWN),
        ("ESR1", [tissue("ESR1"), plasma("ESR1")], NO),
        ("ESR1", [plasma("ESR1", FOUND, "2021"), tissue("ESR1", NOTHING)], NO),
        ("ESR1", [tissue("ESR1"), tissue("ESR1", NOTHING)], MET),
        ("ESR1", [tissue("ESR1", VUS)], NO),
        ("ESR1", [tissue("ESR1"), plasma("ESR1", VUS)], NO),
        ("ESR1", [tissue("ESR1"), tissue("ESR1", VUS)], MET),
        ("not PIK3CA", [tissue("PIK3CA", VUS)], MET),
        ("not PIK3CA", [plasma("PIK3CA", VUS)], UNKNOWN),
        ("not PIK3CA", [tissue("PIK3CA"), plasma("PIK3CA", VUS)], NO),
        ("not PIK3CA", [], UNKNOWN),
        ("not PIK3CA", [tissue("PIK3CA")], NO),
        ("not PIK3CA", [tissue("PIK3CA", NOTHING)], MET),
        ("not PIK3CA", [plasma("PIK3CA")], UNKNOWN),
    ],
)
def test_the_newest_result_of_a_gene_decides(asked, tests, met):
    assert criterion(asked, *tests).met is met
    assert criterion(asked, *reversed(tests)).met is met


@pytest.mark.parametrize("asked", ["PIK3CA", "AKT1", "PTEN", "BRAF V600E", "NTRK3 fusion"])
def test_plasma_that_found_nothing_undoes_no_tissue_and_proves_nothing_alone(asked):
    gene = asked.split()[0]
    there = tissue(gene, alteration="V600E or fusion")

    assert criterion(asked, there, plasma(gene)).met is MET
    assert criterion(asked, plasma(gene)).met is UNKNOWN
    assert criterion(asked, tissue(gene, NOTHING), plasma(gene)).met is NO
    assert criterion(asked, there, tissue(gene, NOTHING, "2023"), plasma(gene)).met is NO
    assert criterion(asked, plasma(gene, FOUND, alteration="V600E or fusion")).met is MET


@pytest.mark.parametrize(
    ("tests", "met"),
    [
        ([], UNKNOWN),
        ([germline("BRCA1")], MET),
        ([germline("BRCA1", NOTHING)], NO),
        ([germline("BRCA1", material="tissue")], MET),
        ([germline("BRCA1", NOTHING, "2023", "tissue"), germline("BRCA1")], NO),
        ([gene_test("BRCA1", origin="somatic")], UNKNOWN),
        ([gene_test("BRCA1", material="blood")], UNKNOWN),
        ([plasma("BRCA1", NOTHING)], UNKNOWN),
        ([germline("BRCA1"), tissue("BRCA1", NOTHING, "2024"), plasma("BRCA1")], MET),
    ],
)
def test_a_germline_criterion_looks_only_at_the_germline(tests, met):
    assert criterion("germline BRCA1", *tests).met is met


def test_no_later_test_of_the_tumor_undoes_a_germline_detection():
    later = [tissue("PTEN", NOTHING, "2024"), plasma("PTEN", NOTHING, "2025")]

    assert criterion("PTEN", germline("PTEN"), *later).met is MET


@pytest.mark.parametrize(
    ("asked", "alteration", "met"),
    [
        ("NTRK3 fusion", "ETV6-NTRK3 fusion", MET),
        ("NTRK3 fusion", "ETV6::NTRK3 Fusion", MET),
        ("NTRK3 fusion", "G623R", UNKNOWN),
        ("NTRK3 fusion", "", UNKNOWN),
        ("BRAF V600E", "p.V600E", MET),
        ("BRAF V600E", "K601E", UNKNOWN),
        ("BRAF V600E", "", UNKNOWN),
        ("RET fusion", "KIF5B-RET fusion", MET),
        ("PIK3CA", "", MET),
        ("ERBB2", "L755S", MET),
        ("ERBB2", "amplification", UNKNOWN),
        ("ERBB2", "copy gain", UNKNOWN),
        ("ERBB2", "HER2 amplified (12 copies)", UNKNOWN),
        ("ERBB2", "V777L with copy gain", MET),
        ("ERBB2", "", UNKNOWN),
    ],
)
def test_a_certain_alteration_is_known_by_its_words_another_says_nothing(asked, alteration, met):
    assert criterion(asked, tissue(asked.split()[0], alteration=alteration)).met is met


@pytest.mark.parametrize(
    ("ended_on", "reason", "met"),
    [
        ("2022-02-09", "progression", NO),
        ("2022-02-10", "progression", UNKNOWN),
        (None, "progression", UNKNOWN),
        ("2022-02", "toxicity", NO),
        (None, None, NO),
    ],
)
def test_esr1_found_nothing_holds_if_tested_within_30_days_of_the_failure(ended_on, reason, met):
    letrozole = given("letrozole", "2020-01", ended_on, reason)

    found = criterion("ESR1", tissue("ESR1", NOTHING, "2022-01-10"), treatments=[letrozole])

    assert found.met is met


def test_the_last_endocrine_progression_may_be_one_without_a_date():
    treatments = [
        given("letrozole", "2020-01", None, "progression", line=1),
        given("fulvestrant", "2021-01", "2021-06", "progression", line=2),
    ]
    tested = tissue("ESR1", NOTHING, "2022-01-10")

    assert criterion("ESR1", tested, treatments=treatments).met is UNKNOWN
    assert criterion("ESR1", tested, treatments=treatments[1:]).met is NO


@pytest.mark.parametrize(
    ("ended_on", "met"), [("2018-03-10", UNKNOWN), ("2018-03-09", NO), (None, UNKNOWN)]
)
def test_a_relapse_on_or_soon_after_adjuvant_endocrine_therapy_makes_it_old_too(ended_on, met):
    reason = "completed" if ended_on else None
    adjuvant = given("letrozole", "2015", ended_on, reason, setting="adjuvant")
    tested = tissue("ESR1", NOTHING, "2019-02-07")

    found = criterion("ESR1", tested, treatments=[adjuvant], metastatic_on="2019-03-10")

    assert found.met is met


@pytest.mark.parametrize(
    ("tests", "met"),
    [
        ([], UNKNOWN),
        ([tissue("BRCA1", origin="somatic")], MET),
        ([tissue("BRCA1")], UNKNOWN),
        ([germline("BRCA1")], UNKNOWN),
        ([tissue("BRCA1", NOTHING)], NO),
        ([tissue("BRCA1", origin="somatic"), germline("BRCA1", NOTHING, "2024")], MET),
        ([tissue("BRCA1", origin="somatic"), tissue("BRCA1", NOTHING, "2024")], NO),
    ],
)
def test_a_somatic_criterion_sets_the_germline_aside(tests, met):
    found = criterion("somatic BRCA1", *tests)

    assert found.met is met
    assert found.missing == (() if met is not UNKNOWN else ("somatic_brca1",))


def test_an_older_result_of_the_alteration_decides_where_a_newer_is_of_another():
    mutation = tissue("ERBB2", FOUND, "2021", alteration="L755S")
    gain = tissue("ERBB2", FOUND, "2023", alteration="copy gain")

    assert criterion("ERBB2", mutation, gain).met is MET


def test_only_endocrine_progression_makes_an_esr1_result_old():
    capecitabine = given("capecitabine", "2021-01", "2023-01", "progression")
    letrozole = given("letrozole", "2021-01", "2023-01", "progression")

    assert criterion("ESR1", tissue("ESR1", NOTHING), treatments=[capecitabine]).met is NO
    assert criterion("ESR1", tissue("ESR1"), treatments=[letrozole]).met is MET
    assert criterion("PIK3CA", tissue("PIK3CA", NOTHING), treatments=[letrozole]).met is NO


@pytest.mark.parametrize(
    ("tests", "met", "missing"),
    [
        ([tissue("AKT1")], MET, ()),
        ([tissue("PIK3CA", NOTHING), tissue("AKT1", NOTHING)], UNKNOWN, ("pik3ca_akt1_pten",)),
        ([tissue(gene, NOTHING) for gene in ("PIK3CA", "AKT1", "PTEN")], NO, ()),
    ],
)
def test_any_one_of_several_alterations_is_enough(tests, met, missing):
    found = criterion("PIK3CA|AKT1|PTEN", *tests)

    assert (found.met, found.missing) == (met, missing)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("ESR1", "esr1"),
        ("not PIK3CA", "pik3ca_akt1_pten"),
        ("AKT1", "pik3ca_akt1_pten"),
        ("PTEN", "pik3ca_akt1_pten"),
        ("germline BRCA1|germline BRCA2", "germline_brca"),
        ("germline PALB2", "germline_palb2"),
        ("somatic BRCA2", "somatic_brca2"),
        ("KRAS", "kras"),
        ("NTRK1 fusion|NTRK2 fusion|NTRK3 fusion", "ntrk"),
        ("RET fusion", "ret"),
        ("BRAF V600E", "braf"),
    ],
)
def test_a_gene_without_a_test_is_missing_by_its_code(asked, code):
    assert criterion(asked).missing == (code,)
