"""What to mind about an option beside its criteria: each caution, and where it does not stand."""

import pytest

from biomarkers.domain.catalog import PriorTerm

from .builders import event, given, her2, option, receptors, row, specimen

TDXD, SACITUZUMAB = "trastuzumab deruxtecan", "sacituzumab govitecan"
PROGRESSED = ("2022", "2023", "progression")
PNEUMONITIS = event("paclitaxel", "pneumonitis", grade=1, resolved_on="2024-05")
GOSERELIN = given("goserelin", "2020")
AFTER_CHEMOTHERAPY = (PriorTerm("chemotherapy", at_least=1),)
AFTER_LETROZOLE = (PriorTerm("agent", name="letrozole"),)


def adjuvant(agent: str):
    return given(agent, "2010", "2011", "completed", setting="adjuvant")


CAUTIONS = [
    ("given_before", row("capecitabine"), {"treatments": [adjuvant("capecitabine")]}),
    ("given_before", row("letrozole", first_line="endocrine"),
     {"treatments": [adjuvant("letrozole"), given("letrozole", "2022")]}),
    ("line_under_way", row(prior_all=AFTER_CHEMOTHERAPY),
     {"treatments": [given("capecitabine", "2024")]}),
    ("line_under_way", row(prior_any=AFTER_CHEMOTHERAPY + AFTER_LETROZOLE),
     {"treatments": [given("letrozole", "2024")]}),
    ("label_says_women", row("letrozole", patient="postmenopausal"), {"sex": "male"}),
    ("ovarian_suppression", row("letrozole", patient="postmenopausal"),
     {"menopausal_status": "pre", "treatments": [GOSERELIN]}),
    ("ild_history", row(), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("datopotamab deruxtecan"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("trastuzumab emtansine"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("palbociclib"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("camizestrant", parts="camizestrant + CDK4/6 inhibitor"),
     {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("exemestane", parts="exemestane + everolimus"),
     {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("lapatinib"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("alpelisib"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("pembrolizumab"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("dostarlimab"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("selpercatinib"), {"adverse_events": [PNEUMONITIS]}),
    ("same_payload", row(), {"treatments": [given(SACITUZUMAB, *PROGRESSED)]}),
    ("same_payload", row(SACITUZUMAB), {"treatments": [adjuvant(TDXD)]}),
    ("same_class", row("ribociclib"), {"treatments": [given("palbociclib", *PROGRESSED)]}),
    ("same_class", row("olaparib"), {"treatments": [given("talazoparib", *PROGRESSED)]}),
    ("same_class", row("dostarlimab"), {"treatments": [given("pembrolizumab", *PROGRESSED)]}),
]  # fmt: skip
NO_CAUTION = [
    ("given_before", row("capecitabine"), {"treatments": [given("capecitabine", *PROGRESSED)]}),
    ("given_before", row("capecitabine"), {"treatments": [given("capecitabine", "2024")]}),
    ("line_under_way", row(prior_all=AFTER_CHEMOTHERAPY),
     {"treatments": [given("capecitabine", *PROGRESSED), given("eribulin", "2024")]}),
    ("line_under_way", row(prior_any=AFTER_CHEMOTHERAPY + AFTER_LETROZOLE),
     {"treatments": [given("letrozole", *PROGRESSED), given("capecitabine", "2024")]}),
    ("line_under_way", row(prior_all=AFTER_CHEMOTHERAPY),
     {"treatments": [given("letrozole", "2024")]}),
    ("label_says_women", row("elacestrant", patient="postmenopausal_or_male"), {"sex": "male"}),
    ("ovarian_suppression", row("letrozole", patient="postmenopausal"),
     {"menopausal_status": "post", "treatments": [GOSERELIN]}),
    ("ild_history", row("capecitabine"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row("trastuzumab"), {"adverse_events": [PNEUMONITIS]}),
    ("ild_history", row(), {"adverse_events": [event("paclitaxel", "pneumonia", grade=2)]}),
    ("same_payload", row(), {"treatments": [given(TDXD, *PROGRESSED)]}),
    ("same_payload", row(), {"treatments": [given("trastuzumab emtansine", *PROGRESSED)]}),
    ("same_payload", row("trastuzumab emtansine"), {"treatments": [given(TDXD, *PROGRESSED)]}),
    ("same_class", row("ribociclib"), {"treatments": [given("ribociclib", *PROGRESSED)]}),
    ("same_class", row("ribociclib"),
     {"treatments": [given("palbociclib", "2022", "2023", "toxicity")]}),
    ("same_class", row("docetaxel"), {"treatments": [given("paclitaxel", *PROGRESSED)]}),
]  # fmt: skip


@pytest.mark.parametrize(("caution", "asks", "facts"), CAUTIONS)
def test_a_caution_stands_beside_an_option(caution, asks, facts):
    assert caution in option(asks, **facts).cautions


@pytest.mark.parametrize(("caution", "asks", "facts"), NO_CAUTION)
def test_a_caution_stands_only_where_it_is_meant(caution, asks, facts):
    assert caution not in option(asks, **facts).cautions


@pytest.mark.parametrize(
    ("asks", "warned"),
    [
        (row(her2="positive"), True),
        (row(her2="low"), True),
        (row(her2="low|ultralow"), False),
        (row(her2="negative"), False),
        (row(), False),
    ],
)
def test_lost_her2_is_a_caution_on_rows_for_positive_and_low(asks, warned):
    before = specimen(her2("2016-05-12", ihc_score="3+"))
    now = specimen(her2("2022-01-20", ihc_score="1+"), collected_on="2022-01-10")

    assert ("her2_lost" in option(asks, before, now).cautions) is warned
    assert "her2_lost" not in option(asks, now).cautions


@pytest.mark.parametrize(
    ("asks", "er", "warned"),
    [
        (row(hormone_receptor="positive"), 10, True),
        (row(hormone_receptor="er_positive"), 1, True),
        (row(hormone_receptor="negative"), 5, True),
        (row(hormone_receptor="positive"), 11, False),
        (row(), 5, False),
    ],
)
def test_a_faint_estrogen_receptor_is_a_caution_where_receptors_are_asked_for(asks, er, warned):
    sample = specimen(receptor_readings=(receptors(er_percent=er),))

    assert ("er_low" in option(asks, sample).cautions) is warned
