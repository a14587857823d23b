"""The sentence that says why: every datum that decided stands in it, with its date."""

import pytest

from biomarkers.domain.catalog import AlterationTerm, PriorTerm
from biomarkers.domain.words import reading_words

from .builders import gene_test, given, her2, marker, option, receptors, row, specimen


def because(asks, *samples, **facts) -> str:
    return str(option(asks, *samples, **facts).criteria[-1].because)


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"ihc_score": "1+"}, "HER2-low: IHC 1+"),
        ({"ihc_score": "1+", "reported_as": "negative"}, "HER2-low: IHC 1+"),
        ({"ihc_score": "0", "zero_staining": "present"},
         "HER2-ultralow: IHC 0, staining present"),
        ({"ihc_score": "0", "percent_stained": 7.5}, "HER2-ultralow: IHC 0, 7.5% stained"),
        ({"ihc_score": "0"}, "HER2 undetermined (IHC 0, staining not stated): IHC 0"),
        ({"ihc_score": "0", "percent_stained": 20},
         "HER2 undetermined (discordant results): IHC 0, 20% stained"),
        ({"ihc_score": "2+", "ish_ratio": 2.4, "her2_copies": 6.10},
         "HER2-positive: IHC 2+, ratio 2.4, 6.1 copies"),
        ({"ihc_score": "2+", "ish_probe": "dual", "her2_copies": 6, "cep17_copies": 2},
         "HER2-positive: IHC 2+, 6 copies, CEP17 2"),
        ({"ihc_score": "2+", "ish_probe": "single", "her2_copies": 5},
         "HER2 equivocal (ISH needed): IHC 2+, single probe, 5 copies"),
        ({"ihc_score": "2+", "ish_ratio": 1.5, "her2_copies": 6, "ish_recount": "confirmed"},
         "HER2-positive: IHC 2+, ratio 1.5, 6 copies, recount confirmed"),
        ({"ihc_score": "2+", "ish_ratio": 1.5, "her2_copies": 6, "ish_recount": "changed",
          "reported_as": "negative"},
         "HER2-low: IHC 2+, ratio 1.5, 6 copies, recount changed, reported negative"),
        ({"ihc_score": "2+", "ish_result": "negative"}, "HER2-low: IHC 2+, ISH negative"),
        ({"ihc_score": "2+", "ish_status": "pending"},
         "HER2 equivocal (ISH pending): IHC 2+, ISH pending"),
        ({"reported_as": "negative"},
         "HER2 undetermined (reported negative, no IHC score on record): reported negative"),
    ],
)  # fmt: skip
def test_the_her2_sentence_names_what_decided(known, sentence):
    sample = specimen(her2("2024-05-20", **known))

    assert because(row(her2="low"), sample) == f"{sentence}, liver, read 2024-05-20"


def test_the_her2_sentence_dates_itself_by_the_newest_part():
    readings = her2("2016-05-12", ihc_score="2+"), her2("2016-06", ish_result="negative")

    assert because(row(her2="low"), specimen(*readings)).endswith("liver, read 2016-06")


@pytest.mark.parametrize(
    ("known", "head"),
    [
        ({"adequate": False}, "HER2 undetermined (indeterminate)"),
        ({"as_written": "see note"}, "HER2 undetermined (no result on record)"),
    ],
)
def test_a_reading_that_says_nothing_leaves_the_day_of_collection(known, head):
    assert because(row(her2="low"), specimen(her2(**known))) == (
        f"{head}: no result reported, liver, collected 2016-05-09, no usable result"
    )


ER_90 = specimen(receptor_readings=(receptors("2016-05-12", er_percent=90),))
BOTH = specimen(receptor_readings=(receptors("2016-05", er_status="low_positive", pr_percent=0.5),))
LETROZOLE = given("letrozole", "2020-01", "2021-03-05", "progression")
TAMOXIFEN = given("tamoxifen", "2010", "2015-06", "completed", setting="adjuvant")


@pytest.mark.parametrize(
    ("asks", "samples", "facts", "sentence"),
    [
        (row(her2="low"), [], {}, "no HER2 reading on record"),
        (row(hormone_receptor="positive"), [ER_90], {},
         "ER 90 %, read 2016-05-12; PR not on record, liver"),
        (row(hormone_receptor="negative"), [BOTH], {},
         "ER low positive, read 2016-05; PR 0.5 %, read 2016-05, liver"),
        (row(hormone_receptor="er_positive"), [], {}, "ER not on record"),
        (row(marker="pdl1_cps>=10"), [], {"markers": [marker("pdl1_cps", "12")]},
         "PD-L1 CPS 12, 2022-01-10"),
        (row(marker="msi=high"), [], {}, "no MSI on record"),
        (row(patient="postmenopausal"), [], {"treatments": [given("goserelin", "2020-01")]},
         "on goserelin since 2020-01"),
        (row(first_line="endocrine"), [], {"treatments": [LETROZOLE]},
         "line 1 letrozole from 2020-01"),
        (row(first_line="endocrine"), [], {}, "none recorded"),
        (row(first_line="endocrine_naive"), [], {"treatments": [TAMOXIFEN]},
         "tamoxifen (adjuvant) from 2010"),
        (row(first_line="maintenance"), [], {"treatments": [given("trastuzumab", "2020-01")]},
         "line 1 trastuzumab from 2020-01 ongoing, no progression recorded"),
    ],
)  # fmt: skip
def test_every_sentence_says_its_datum_or_what_is_absent(asks, samples, facts, sentence):
    assert because(asks, *samples, **facts) == sentence


@pytest.mark.parametrize(
    ("tests", "sentence"),
    [
        ([gene_test("ESR1", alteration="D538G", material="ctdna")],
         "ESR1 D538G detected, ctdna, 2022-01-10"),
        ([gene_test("ESR1", "not_detected", origin="somatic", on="2021-01")],
         "ESR1 not detected, somatic tissue, 2021-01; not tested after letrozole ended by "
         "progression, 2021-03-05"),
        ([], "no ESR1 test on record"),
    ],
)  # fmt: skip
def test_a_gene_is_named_with_its_test(tests, sentence):
    asks = row(alterations=(AlterationTerm("ESR1"),))

    assert because(asks, alterations=tests, treatments=[LETROZOLE]) == sentence


RELAPSE = "relapse_after_adjuvant_endocrine"


@pytest.mark.parametrize(
    ("term", "treatments", "sentence"),
    [
        (PriorTerm("chemotherapy", at_least=1), [LETROZOLE],
         "no chemotherapy for metastatic disease on record"),
        (PriorTerm("endocrine", at_least=2), [LETROZOLE],
         "line 1 letrozole from 2020-01 (1 of 2)"),
        (PriorTerm("endocrine_any", at_least=2), [LETROZOLE, TAMOXIFEN],
         "tamoxifen (adjuvant) from 2010, line 1 letrozole from 2020-01"),
        (PriorTerm("endocrine_progressed", at_least=1), [LETROZOLE],
         "line 1: letrozole ended by progression, 2021-03-05"),
        (PriorTerm("endocrine_failed", at_least=1), [TAMOXIFEN],
         "no progression on endocrine therapy, or relapse on it or within 12 months after it "
         "on record"),
        (PriorTerm("agent", name="letrozole"), [LETROZOLE], "letrozole from 2020-01"),
        (PriorTerm("class", name="taxane"), [LETROZOLE], "no taxane on record"),
        (PriorTerm(RELAPSE, within_months=12), [TAMOXIFEN],
         "metastatic 2019, tamoxifen (adjuvant) until 2015-06"),
        (PriorTerm(RELAPSE, within_months=12), [LETROZOLE],
         "no (neo)adjuvant endocrine therapy on record"),
    ],
)  # fmt: skip
def test_earlier_treatment_is_read_out(term, treatments, sentence):
    assert because(row("vinorelbine", prior_all=(term,)), treatments=treatments) == sentence


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"ihc_score": "1+", "reported_as": "low"}, "IHC 1+, reported low"),
        ({"ish_ratio": 2.40, "her2_copies": 6, "ish_status": "done"},
         "ISH done, ratio 2.4, 6 copies"),
        ({"ihc_score": "0", "adequate": False}, "IHC 0, indeterminate"),
        ({}, "no result stated"),
    ],
)  # fmt: skip
def test_a_reading_is_told_as_it_was_reported(known, words):
    assert reading_words(her2(**known)) == words


@pytest.mark.parametrize(
    ("asks", "words"),
    [
        (row(her2="low|ultralow"), "HER2-low or HER2-ultralow"),
        (row(hormone_receptor="er_positive"), "ER 1% or more"),
        (row(alterations=(AlterationTerm("PIK3CA"), AlterationTerm("BRCA1", "germline"))),
         "PIK3CA or germline BRCA1"),
        (row(alterations=(AlterationTerm("PIK3CA", "absent"),)), "no PIK3CA"),
        (row(alterations=(AlterationTerm("RET", "fusion"),)), "RET fusion"),
        (row(patient="postmenopausal"), "postmenopausal"),
        (row(patient="postmenopausal_or_male"), "postmenopausal woman, or man"),
        (row(prior_all=(PriorTerm("chemotherapy", at_least=1),)),
         "chemotherapy for metastatic disease"),
        (row(prior_all=(PriorTerm("endocrine_any", at_least=2),)),
         "endocrine therapy, 2 or more"),
        (row(prior_any=(PriorTerm("agent", name="tamoxifen"),
                        PriorTerm(RELAPSE, within_months=12))),
         "tamoxifen given or relapse within 12 months of (neo)adjuvant endocrine therapy"),
    ],
)  # fmt: skip
def test_what_a_label_asks_is_said_in_words(asks, words):
    assert option(asks).criteria[-1].asks == words
