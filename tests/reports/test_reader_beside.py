"""Results that stand beside headings, controls and guidelines, and are results all the same."""

import pytest

from biomarkers.reports.reader import EARLIER, Proposal, read_report

RECEPTORS = "ER: 90%\nHER2: 3+"


def this_of(text: str) -> Proposal:
    (proposal,) = (one for one in read_report(text) if one.specimen != EARLIER)
    return proposal


@pytest.mark.parametrize(
    "line",
    [
        "Previous biopsy site: identified.",
        "Prior biopsy: none.",
        "Right mastectomy (prior lumpectomy S20-555): recurrent carcinoma, grade 2.",
        "Right breast core (requested by outside hospital): carcinoma.",
    ],
)
def test_a_label_that_tells_of_the_past_heads_nothing_below_it(line):
    text = f"Right breast, lumpectomy: Invasive carcinoma.\n{line}\n{RECEPTORS}"

    assert (this_of(text).value("er_percent"), this_of(text).value("ihc_score")) == ("90", "3+")


@pytest.mark.parametrize(
    "title",
    ["Right breast core biopsy 12 March 2024", "Left breast WLE Feb 2024: carcinoma."],
)
def test_the_day_of_a_specimen_makes_it_no_earlier_one(title):
    assert this_of(f"{title}\n{RECEPTORS}").value("er_percent") == "90"


@pytest.mark.parametrize(
    "item", ["Lymph node metastasis:\nNone (0/3)", "Axillary metastasis\n1/12"]
)
def test_an_item_on_nodes_is_no_specimen(item):
    text = f"Breast, lumpectomy: Invasive carcinoma.\n{item}\n{RECEPTORS}"

    assert this_of(text).value("site") == "breast"


def test_a_comment_on_a_node_moves_nothing_that_is_said_after_it():
    text = """A. Right breast, lumpectomy: invasive carcinoma
B. Right sentinel lymph node: metastatic carcinoma
Part A: ER 90%.
Comment: The node metastasis is 4 mm. HER2 is 3+."""

    assert not any(
        one.value("ihc_score") for one in read_report(text) if one.value("site") == "lymph node"
    )


def test_numbers_of_results_are_no_parts():
    text = """1. Right breast, core: invasive carcinoma
2. Right axillary node, core: benign
Immunohistochemistry:
(1) ER: positive 90%
(2) PR: positive 40%"""

    assert (this_of(text).value("site"), this_of(text).value("pr_percent")) == ("breast", "40")


def test_a_percent_above_a_line_on_formalin_is_read():
    text = "Right breast, core biopsy.\nPR: 10%\nFormalin fixation 12 h"

    assert this_of(text).value("pr_percent") == "10"


@pytest.mark.parametrize(
    "said",
    [
        "Controls are adequate, ER 95%, PR 10%, HER2 3+.",
        "Internal control was positive, but the tumor is ER 95%, PR 10%.",
    ],
)
def test_what_is_said_of_the_tumor_beside_its_controls_is_read(said):
    assert this_of(f"Right breast, core biopsy: carcinoma.\n{said}").value("pr_percent") == "10"


@pytest.mark.parametrize(
    "said",
    [
        "HER2 by ASCO/CAP criteria: Positive (3+)",
        "RECEPTORS BY ASCO/CAP GUIDELINES\nHER2: Positive (3+)",
        "HER2: Positive (3+), anti-HER2 therapy is indicated for this patient.",
        "Tumours 1 and 2 are both HER2 positive (3+).",
    ],
)
def test_a_result_that_names_a_guideline_or_a_therapy_is_one(said):
    assert this_of(f"Right breast, core biopsy: carcinoma.\n{said}").value("ihc_score") == "3+"


def test_what_stands_behind_a_formula_of_cytogenetics_is_read():
    text = "HER2 2+. FISH: nuc ish(HER2x2,CEP17x2)[40], ratio 1.0, not amplified."

    assert (this_of(text).value("ish_ratio"), this_of(text).value("ish_result")) == (
        "1.0",
        "negative",
    )


def test_an_item_on_in_situ_carcinoma_heads_no_receptors():
    text = f"Breast, lumpectomy: Invasive carcinoma.\nDCIS\nNot identified\n{RECEPTORS}"

    assert this_of(text).value("ihc_score") == "3+"


def test_an_addendum_replaces_no_result_that_it_quotes():
    text = """ADDENDUM
Right breast, lumpectomy.
Previous result: ER 90%, PR 40%, HER2 2+
FISH: not amplified"""

    assert any(one.value("er_percent") == "90" for one in read_report(text))


def test_a_day_of_another_matter_orders_no_day_of_the_report():
    text = "Collected: 03/04/2024\nRight breast core: ER 90%.\nReagent lot exp 31/12/2025"

    assert this_of(text).value("collected_on") == ""


def test_a_line_that_says_which_receptors_are_of_the_core_leaves_the_others_here():
    text = """Right breast, mastectomy: Invasive carcinoma.
ER and PR performed on prior biopsy S23-1234
HER2: 3+
Ki-67: 20%"""

    assert (this_of(text).value("ihc_score"), this_of(text).value("ki67_percent")) == ("3+", "20")
