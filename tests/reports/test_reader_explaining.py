"""What explains, controls or compares is no result of the tumor, and takes none away."""

import pytest

from biomarkers.reports.reader import read_report

RESULTS = "ER: negative, 0%\nPR: negative, 0%\nHER2: negative, score 1+\n"


def values_of(text: str) -> dict[str, str]:
    (proposal,) = read_report(text)
    return {one.name: one.value for one in proposal.fields}


@pytest.mark.parametrize(
    "line",
    [
        "Normal duct ER: positive.",
        "Benign glands on the slide are positive for estrogen receptor.",
        "Internal control epithelium: present, ER positive.",
        "   Internal control  |  Present and positive",
        "Entrapped normal ducts are ER positive, but the tumor is ER negative.",
    ],
)
def test_what_normal_tissue_shows_is_no_result_of_the_tumor(line):
    assert values_of(RESULTS + line)["er_status"] == "negative"


@pytest.mark.parametrize(
    "line",
    [
        "Benign breast tissue with invasive carcinoma, ER positive (90%).",
        "Benign ducts, and a carcinoma that is ER positive (90%).",
    ],
)
def test_a_tumor_named_beside_normal_tissue_keeps_its_result(line):
    assert values_of(line)["er_percent"] == "90"


@pytest.mark.parametrize(
    "legend",
    [
        "Amplified: ratio >= 2.0, or average HER2 >= 6.0\nNot amplified: ratio < 2.0",
        "positive = ratio of 2.0 or more; negative = ratio below 2.0",
        "Ratio <1.8 not amplified; 1.8-2.2 borderline; >2.2 amplified.",
    ],
)
def test_a_word_beside_its_painted_limit_is_no_result(legend):
    text = f"HER2 FISH: not amplified, ratio 1.4\n\n{legend}"

    assert values_of(text)["ish_result"] == "negative"


@pytest.mark.parametrize(
    "line", ["HER2 FISH: amplified: ratio 3.4", "HER2 FISH amplified, ratio 3.4"]
)
def test_a_word_beside_its_own_ratio_is_the_result(line):
    assert values_of(line)["ish_result"] == "positive"


EXPLAINED = [
    "HER2 is scored as in the guideline (0 / 1+ negative, 2+ equivocal, 3+ positive).\n"
    "ER positive >= 1%. PD-L1 was approved for this use.",
    "Per ASCO/CAP 3+ is positive (complete staining in >10%), 2+ equivocal, 0 and 1+ negative.\n"
    "HER2 1+ and 2+ are included in HER2-low.",
    "Tumors with >= 1% of nuclei staining are ER positive.\nER low positive category: 1-10%.",
]


@pytest.mark.parametrize("paragraph", EXPLAINED)
def test_a_paragraph_that_begins_with_a_legend_goes_on_with_it(paragraph):
    said = values_of(f"{RESULTS}\nNotes on scoring of stains\n\n{paragraph}")

    assert (said["er_status"], said["er_percent"]) == ("negative", "0")
    assert (said["reported_as"], said["ihc_score"]) == ("negative", "1+")


def test_what_only_such_a_paragraph_tells_is_read():
    text = (
        "Diagnosis: carcinoma, ER positive, HER2 negative\n\n"
        "Reference: ER positive >= 1%; HER2 3+ positive, 2+ equivocal, 0/1+ negative.\n"
        "ER 80%\nHER2 1+\n"
    )

    assert (values_of(text)["er_percent"], values_of(text)["ihc_score"]) == ("80", "1+")


def test_scores_of_several_tumors_are_no_scale():
    text = "HER2: right 3+ positive, left 2+ equivocal, node 1+ negative"

    assert read_report(text)


def test_a_rule_for_a_score_above_a_legend_is_no_result():
    text = "ER: 90%\nHER2: 1+\n\nHER2 2+: reflex ISH.\nER/PR: positive if >= 1%. HER2: ASCO/CAP."

    assert values_of(text)["ihc_score"] == "1+"


def test_a_score_that_labels_its_line_is_a_result_elsewhere():
    assert values_of("HER2 2+: FISH was sent\nER 90%")["ihc_score"] == "2+"


@pytest.mark.parametrize(
    "line",
    [
        "HER2 0 includes null and ultralow.",
        "Note that HER2 IHC 0 tumors, and 2+ tumors that are amplified, are not HER2-low.",
        "Cut-offs used in this laboratory: ER positive from 1%; HER2 positive 3+ or amplified.",
    ],
)
def test_what_a_score_or_a_limit_stands_for_is_no_result(line):
    said = values_of(f"{RESULTS}\n{line}")

    assert (said["er_percent"], said["reported_as"], said["ihc_score"]) == ("0", "negative", "1+")
    assert "ish_result" not in said


def test_what_a_score_means_in_this_case_is_its_result():
    said = values_of("ER 95%\nHER2 score 0 means no staining was seen in this case.")

    assert (said["ihc_score"], said["zero_staining"]) == ("0", "absent")


def test_a_row_of_results_below_limits_is_read():
    text = """ER 95%, HER2 2+

FISH criteria
Positive        ratio >= 2.0 with copies >= 4.0
Negative        ratio < 2.0 with copies < 4.0
Result          ratio 1.3, copies 2.6: NEGATIVE
"""

    assert (values_of(text)["ish_result"], values_of(text)["ish_ratio"]) == ("negative", "1.3")
