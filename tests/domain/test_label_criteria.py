"""What labels ask beside HER2, receptors and genes: markers, menopause, place in the sequence."""

import pytest

from .builders import gene_test, given, marker, option, progressed, row

MET, NO, UNKNOWN = True, False, None


def last_criterion(asks, **facts) -> tuple:
    criterion = option(asks, **facts).criteria[-1]
    return criterion.met, criterion.missing


@pytest.mark.parametrize(
    ("asked", "markers", "met", "missing"),
    [
        ("pdl1_cps>=10", [], UNKNOWN, ("pdl1",)),
        ("pdl1_cps>=10", [marker("pdl1_cps", "10")], MET, ()),
        ("pdl1_cps>=10", [marker("pdl1_cps", "9.9")], NO, ()),
        ("pdl1_cps>=10", [marker("pdl1_cps", "50", "2021"), marker("pdl1_cps", "1")], NO, ()),
        ("pdl1_cps>=10", [marker("tmb", "50")], UNKNOWN, ("pdl1",)),
        ("tmb>=10", [], UNKNOWN, ("tmb",)),
        ("tmb>=10", [marker("tmb", "10")], MET, ()),
        ("tmb>=10", [marker("tmb", "9.5")], NO, ()),
        ("msi=high", [], UNKNOWN, ("msi",)),
        ("msi=high", [marker("msi", "high")], MET, ()),
        ("msi=high", [marker("msi", "low")], NO, ()),
        ("msi=high", [marker("msi", "stable")], NO, ()),
        ("pd1=not_candidate", [], UNKNOWN, ("pdl1",)),
        ("pd1=not_candidate", [marker("pdl1_cps", "9")], MET, ()),
        ("pd1=not_candidate", [marker("pdl1_cps", "10")], UNKNOWN, ("pd1_candidacy",)),
    ],
)
def test_the_newest_value_of_a_marker_decides(asked, markers, met, missing):
    assert last_criterion(row(marker=asked), markers=markers) == (met, missing)
    assert last_criterion(row(marker=asked), markers=markers[::-1]) == (met, missing)


@pytest.mark.parametrize(
    ("setting", "ended_on", "rules_out"),
    [
        ("metastatic", "2021-01-10", True),
        ("neoadjuvant", None, True),
        ("neoadjuvant", "2021-03-10", True),
        ("neoadjuvant", "2021-03-09", False),
    ],
)
def test_a_pd1_inhibitor_in_a_line_or_within_a_year_of_metastases_rules_out_another(
    setting, ended_on, rules_out
):
    reason = "completed" if ended_on else None
    pembrolizumab = given("pembrolizumab", "2020", ended_on, reason, setting=setting)
    facts = {"treatments": [pembrolizumab], "markers": [marker("pdl1_cps", "50")]}

    found = last_criterion(row(marker="pd1=not_candidate"), metastatic_on="2022-03-10", **facts)

    assert found == ((MET, ()) if rules_out else (UNKNOWN, ("pd1_candidacy",)))


@pytest.mark.parametrize("asked", ["postmenopausal", "postmenopausal_or_male"])
@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"menopausal_status": "post"}, MET),
        ({"menopausal_status": "pre"}, NO),
        ({"menopausal_status": "peri"}, UNKNOWN),
        ({"menopausal_status": "unknown"}, UNKNOWN),
        ({}, UNKNOWN),
        ({"sex": "male"}, MET),
        ({"menopausal_status": "pre", "treatments": [given("goserelin", "2020")]}, MET),
        ({"menopausal_status": "peri", "treatments": [given("goserelin", "2020")]}, MET),
        ({"menopausal_status": "pre",
          "treatments": [given("goserelin", "2020", "2021", "completed")]}, NO),
    ],
    ids=str,
)  # fmt: skip
def test_menopause_is_asked_of_women(asked, facts, met):
    missing = ("menopausal_status",) if met is UNKNOWN else ()

    assert last_criterion(row("elacestrant", patient=asked), **facts) == (met, missing)


LETROZOLE, CAPE = given("letrozole", "2020-01"), given("capecitabine", "2020-01")
TRASTUZUMAB, ADC = given("trastuzumab", "2020-01"), given("sacituzumab govitecan", "2020-01")
GOSERELIN = given("goserelin", "2020-01")
ADJUVANT = given("tamoxifen", "2010", "2015", "completed", setting="adjuvant")


@pytest.mark.parametrize(
    ("asked", "treatments", "met"),
    [
        ("yes", [ADJUVANT, GOSERELIN], MET),
        ("yes", [ADC], NO),
        ("chemotherapy", [ADC], MET),
        ("chemotherapy", [CAPE], NO),
        ("chemotherapy_or_anti_her2", [LETROZOLE], MET),
        ("chemotherapy_or_anti_her2", [CAPE], NO),
        ("chemotherapy_or_anti_her2", [TRASTUZUMAB], NO),
        ("endocrine", [ADJUVANT, CAPE, GOSERELIN], MET),
        ("endocrine", [LETROZOLE], NO),
        ("endocrine_naive", [CAPE, GOSERELIN], MET),
        ("endocrine_naive", [ADJUVANT], NO),
        ("endocrine_naive", [LETROZOLE], NO),
    ],
)
def test_a_first_line_is_first_of_its_kind(asked, treatments, met):
    assert last_criterion(row(first_line=asked), treatments=treatments) == (met, ())


ENDED = given("docetaxel", "2020-01", "2020-06", "completed")
STOPPED = given("trastuzumab", "2020-01", "2021-01", "completed")
WITHOUT_SUCCESS = given("docetaxel", "2020-01", "2020-06", "progression", line=1)


@pytest.mark.parametrize(
    ("treatments", "progressions", "met"),
    [
        ([TRASTUZUMAB, ENDED], [], MET),
        ([TRASTUZUMAB, ENDED], [progressed("2019-12")], MET),
        ([TRASTUZUMAB, ENDED], [progressed("2020-09")], NO),
        ([given("trastuzumab", "2020-01", line=1), WITHOUT_SUCCESS], [], NO),
        ([STOPPED, ENDED], [], NO),
        ([given("trastuzumab", "2020-01", line=1), given("capecitabine", "2021", line=2)], [], NO),
        ([CAPE], [], NO),
        ([given("letrozole", "2019-01", "2019-12", "progression"), TRASTUZUMAB], [], NO),
        ([], [], NO),
    ],
)
def test_maintenance_follows_a_first_line_that_still_holds(treatments, progressions, met):
    facts = {"treatments": treatments, "progressions": progressions}

    assert last_criterion(row("palbociclib", first_line="maintenance"), **facts) == (met, ())


PALBOCICLIB = given("palbociclib", "2020-01")
FOUND = gene_test("ESR1", on="2021-05")


@pytest.mark.parametrize(
    ("treatments", "tests", "progressions", "met"),
    [
        ([LETROZOLE, PALBOCICLIB], [FOUND], [], MET),
        ([LETROZOLE, PALBOCICLIB], [gene_test("ESR1", on="2019-12")], [], NO),
        ([LETROZOLE, PALBOCICLIB], [gene_test("ESR1", on="2020-01")], [], MET),
        ([LETROZOLE, PALBOCICLIB], [gene_test("ESR1", "not_detected", "2021-05")], [], NO),
        ([LETROZOLE, PALBOCICLIB], [], [], UNKNOWN),
        ([LETROZOLE, PALBOCICLIB], [FOUND], [progressed("2021-06")], NO),
        ([LETROZOLE, given("palbociclib", "2020-01", "2021-01", "toxicity")], [FOUND], [], NO),
        ([given("fulvestrant", "2020-01"), PALBOCICLIB], [FOUND], [], NO),
        ([LETROZOLE], [FOUND], [], NO),
    ],
)
def test_a_switch_is_for_who_is_on_both_with_esr1_emerged(treatments, tests, progressions, met):
    asks = row("camizestrant", parts="camizestrant + CDK4/6 inhibitor", first_line="on_ai_cdk46")
    facts = {"treatments": treatments, "alterations": tests, "progressions": progressions}

    missing = ("esr1",) if met is UNKNOWN else ()

    assert last_criterion(asks, **facts) == (met, missing)
