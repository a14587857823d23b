"""What to mind about an option beside its criteria: each caution, and where it does not stand."""

import pytest

from biomarkers.domain.catalog import PriorTerm
from biomarkers.domain.cautions import cautions_of
from biomarkers.domain.safety import Safety

from .builders import given, her2, option, receptors, row, specimen

TDXD, SACITUZUMAB = "trastuzumab deruxtecan", "sacituzumab govitecan"
PROGRESSED = ("2022", "2023", "progression")
GOSERELIN = given("goserelin", "2020")


def adjuvant(agent: str):
    return given(agent, "2010", "2011", "completed", setting="adjuvant")


def letrozole_until(ended_on: str | None):
    """Metastases came in June 2019: on it, or 12 months after it."""
    reason = "completed" if ended_on else None
    return given("letrozole", "2014", ended_on, reason, setting="adjuvant")


CAUTIONS = [
    ("given_before", row("capecitabine"), {"treatments": [adjuvant("capecitabine")]}),
    ("given_before", row("letrozole", first_line="endocrine"),
     {"treatments": [adjuvant("letrozole"), given("letrozole", "2022")]}),
    ("label_says_women", row("letrozole", patient="postmenopausal"), {"sex": "male"}),
    ("ovarian_suppression", row("letrozole", patient="postmenopausal"),
     {"menopausal_status": "pre", "treatments": [GOSERELIN]}),
    ("same_payload", row(), {"treatments": [given(SACITUZUMAB, *PROGRESSED)]}),
    ("same_payload", row(SACITUZUMAB), {"treatments": [adjuvant(TDXD)]}),
    ("same_class", row("ribociclib"), {"treatments": [given("palbociclib", *PROGRESSED)]}),
    ("same_class", row("olaparib"), {"treatments": [given("talazoparib", *PROGRESSED)]}),
    ("same_class", row("dostarlimab"), {"treatments": [given("pembrolizumab", *PROGRESSED)]}),
    ("same_class", row("docetaxel"), {"treatments": [given("paclitaxel", *PROGRESSED)]}),
    ("same_class", row("exemestane"), {"treatments": [given("letrozole", *PROGRESSED)]}),
    ("same_class", row("vepdegestrant"), {"treatments": [given("elacestrant", *PROGRESSED)]}),
    ("same_class", row("alpelisib"), {"treatments": [given("capivasertib", *PROGRESSED)]}),
    ("same_class", row("neratinib"), {"treatments": [given("lapatinib", *PROGRESSED)]}),
    ("same_class", row("anastrozole"), {"treatments": [letrozole_until("2018-06-10")]}),
    ("same_class", row("anastrozole"), {"treatments": [letrozole_until(None)]}),
    ("backbone_progressed", row("capivasertib", parts="capivasertib + fulvestrant"),
     {"treatments": [given("fulvestrant", *PROGRESSED)]}),
    ("backbone_progressed", row("palbociclib", parts="palbociclib + aromatase inhibitor"),
     {"treatments": [given("letrozole", *PROGRESSED)]}),
    ("backbone_progressed", row("abemaciclib", parts="abemaciclib + endocrine"),
     {"treatments": [given("tamoxifen", *PROGRESSED)]}),
    ("backbone_progressed", row("tucatinib", parts="tucatinib + trastuzumab + capecitabine"),
     {"treatments": [given("capecitabine", *PROGRESSED)]}),
]  # fmt: skip
NO_CAUTION = [
    ("given_before", row("capecitabine"), {"treatments": [given("capecitabine", *PROGRESSED)]}),
    ("given_before", row("capecitabine"), {"treatments": [given("capecitabine", "2024")]}),
    ("label_says_women", row("elacestrant", patient="postmenopausal_or_male"), {"sex": "male"}),
    ("ovarian_suppression", row("letrozole", patient="postmenopausal"),
     {"menopausal_status": "post", "treatments": [GOSERELIN]}),
    ("same_payload", row(), {"treatments": [given(TDXD, *PROGRESSED)]}),
    ("same_payload", row(), {"treatments": [given("trastuzumab emtansine", *PROGRESSED)]}),
    ("same_payload", row("trastuzumab emtansine"), {"treatments": [given(TDXD, *PROGRESSED)]}),
    ("same_class", row("ribociclib"), {"treatments": [given("ribociclib", *PROGRESSED)]}),
    ("same_class", row("ribociclib"),
     {"treatments": [given("palbociclib", "2022", "2023", "toxicity")]}),
    ("same_class", row("eribulin"), {"treatments": [given("paclitaxel", *PROGRESSED)]}),
    ("same_class", row("pertuzumab"), {"treatments": [given("trastuzumab", *PROGRESSED)]}),
    ("same_class", row("anastrozole"), {"treatments": [letrozole_until("2018-06-09")]}),
    ("backbone_progressed", row("capivasertib", parts="capivasertib + fulvestrant"),
     {"treatments": [given("fulvestrant", "2022", "2023", "toxicity")]}),
    ("backbone_progressed", row("capivasertib", parts="capivasertib + fulvestrant"),
     {"treatments": [given("capivasertib", *PROGRESSED)]}),
    ("backbone_progressed", row("capivasertib", parts="capivasertib + fulvestrant",
                                partner_may_have_failed=True),
     {"treatments": [given("fulvestrant", *PROGRESSED)]}),
    ("backbone_progressed", row("tucatinib", parts="tucatinib + trastuzumab + capecitabine"),
     {"treatments": [given("trastuzumab", *PROGRESSED)]}),
    ("backbone_progressed", row("pembrolizumab", parts="pembrolizumab + chemotherapy"),
     {"treatments": [given("capecitabine", *PROGRESSED)]}),
]  # fmt: skip


@pytest.mark.parametrize(("caution", "asks", "facts"), CAUTIONS)
def test_a_caution_stands_beside_an_option(caution, asks, facts):
    assert caution in option(asks, metastatic_on="2019-06-10", **facts).cautions


@pytest.mark.parametrize(("caution", "asks", "facts"), NO_CAUTION)
def test_a_caution_stands_only_where_it_is_meant(caution, asks, facts):
    assert caution not in option(asks, metastatic_on="2019-06-10", **facts).cautions


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


@pytest.mark.parametrize(
    ("reason", "weighty"), [("progression", True), ("toxicity", False), ("completed", False)]
)
def test_the_same_payload_weighs_only_where_it_failed(reason, weighty):
    before = [given(SACITUZUMAB, "2022", "2023", reason)]
    (found,) = [w for w in option(row(), treatments=before).warnings if w.code == "same_payload"]

    assert found.weighty is weighty


@pytest.mark.parametrize(
    ("asks", "score", "warned"),
    [
        (row("capecitabine"), "3+", True),
        (row("capecitabine"), "1+", False),
        (row("trastuzumab"), "3+", False),
        (row("capecitabine", parts="capecitabine + anti_her2"), "3+", False),
        (row("capecitabine", setting="adjuvant"), "3+", False),
    ],
)
def test_positive_disease_without_an_anti_her2_drug_is_a_caution(asks, score, warned):
    sample = specimen(her2("2022-01-20", ihc_score=score))
    patient = option(row(), sample).patient
    found = cautions_of(asks, (), patient, Safety(), is_used=False)

    assert ("no_anti_her2" in {warning.code for warning in found}) is warned


def test_weighty_cautions_come_first_and_each_says_because_of_which_datum():
    before = [given("palbociclib", "2022", "2023-05", "progression")]
    treatments = [given("ribociclib", "2020", "2021", "toxicity"), *before]
    found = option(
        row("ribociclib", prior_all=(PriorTerm("chemotherapy", at_least=1),)), treatments=treatments
    ).warnings

    assert found[0].code == "same_class"
    assert str(found[0].because) == "palbociclib ended by progression, 2023-05"
