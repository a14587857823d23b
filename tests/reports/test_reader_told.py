"""What the clinical information tells, and sentences that name another place."""

import pytest

from biomarkers.reports.reader import EARLIER, THIS, UNCLEAR, read_report

THIS_ONE = "\n\nDIAGNOSIS: Liver, core biopsy: metastatic carcinoma. HER2: 1+.\n"


def values(text, specimen):
    return [
        {one.name: one.value for one in proposal.fields if one.value}
        for proposal in read_report(text)
        if proposal.specimen == specimen
    ]


@pytest.mark.parametrize(
    "told",
    [
        "CLINICAL HISTORY: Left breast cancer in 2016, ER positive, HER2 3+.",
        "Clinical information: history of carcinoma of the left breast. ER positive, HER2 3+.",
        "Indication: known left breast carcinoma (ER positive, HER2 3+), now with liver lesions.",
        "Clinical details: previous L breast ca, left WLE 2014, ER positive, HER2 3+",
        "Past history: left mastectomy for carcinoma, ER positive and HER2 3+.",
    ],
)
def test_a_known_tumor_that_the_history_tells_is_an_earlier_specimen(told):
    [earlier] = values(told + THIS_ONE, EARLIER)
    [now] = values(told + THIS_ONE, THIS)

    assert (earlier["er_status"], earlier["ihc_score"]) == ("positive", "3+")
    assert earlier["laterality"] == "left"
    assert now["ihc_score"] == "1+"
    assert "er_status" not in now


@pytest.mark.parametrize(
    "told",
    [
        "Clinical history: HER2 3+.",
        "CLINICAL HISTORY: breast cancer, HER2 3+.",
        "Indication: HER2 IHC 2+ at referring site",
        "Clinical information: sister with breast cancer in 2016, ER positive, HER2 3+.",
        "Clinical details: previous breast cancer. The current biopsy is HER2 3+.",
        "Clinical details: previous breast cancer, HER2 possibly 3+.",
    ],
)
def test_what_is_not_plainly_of_an_earlier_specimen_stays_empty(told):
    assert not any("ihc_score" in one for one in values(told + THIS_ONE, EARLIER))
    assert [one["ihc_score"] for one in values(told + THIS_ONE, THIS)] == ["1+"]


def test_two_earlier_specimens_told_apart_by_side_and_year_stay_two():
    text = (
        "History: left breast cancer 2009, ER negative, HER2 3+.\n"
        "Right breast cancer 2019, ER positive, HER2 0." + THIS_ONE
    )

    told = [(one["laterality"], one["ihc_score"]) for one in values(text, EARLIER)]

    assert sorted(told) == [("left", "3+"), ("right", "0")]


@pytest.mark.parametrize(
    "said",
    [
        "The tumor of the right breast was ER negative.",
        "Right breast carcinoma: ER negative.",
        "Receptors of the tumor on the right: ER negative.",
        "In the liver ER is negative.",
        "Right side.\nThe right tumor is ER negative and PR negative.",
    ],
)
def test_a_sentence_that_names_another_place_leaves_it_to_a_person(said):
    text = f"Left breast, core biopsy: invasive carcinoma.\nPR is positive (50%).\n{said}\n"

    assert not any("er_status" in one for one in values(text, THIS))
    assert any(values(text, where) for where in (UNCLEAR, EARLIER)) or len(values(text, THIS)) > 1


def test_what_is_left_where_another_side_was_told_apart_is_of_the_first():
    text = "Bilateral cores.\nLeft: ER 90% positive, HER2 1+.\nRight: ER negative, HER2 3+.\n"

    assert [one["laterality"] for one in values(text, THIS)] == ["left"]
    assert [one["ihc_score"] for one in values(text, UNCLEAR)] == ["3+"]


@pytest.mark.parametrize("signs", ["ER+PR-HER2-", "ER+PR-, HER2-", "ER+ PR- HER2-"])
def test_signs_glued_to_names_are_read(signs):
    [earlier] = values(f"HX: R breast IDC 2014, {signs}. New liver mass." + THIS_ONE, EARLIER)

    assert (earlier["er_status"], earlier["pr_status"]) == ("positive", "negative")


@pytest.mark.parametrize(
    "below",
    [
        "Liver, core biopsy: metastatic carcinoma. HER2 1+.",
        "Lymph node, right axilla: metastatic carcinoma. HER2 1+.",
        "Right breast core. IDC G3. HER2 1+.",
        "Left breast, core biopsy, 12 March 2024. HER2 1+.",
        "Specimen: chest wall punch\nMetastatic carcinoma. HER2 1+.",
    ],
)
def test_the_specimen_below_the_history_is_no_earlier_one(below):
    text = f"Background: right breast cancer 2010 (ER positive, HER2 3+).\n{below}\n"

    assert [one["ihc_score"] for one in values(text, EARLIER)] == ["3+"]
    assert [one["ihc_score"] for one in values(text, THIS)] == ["1+"]


def test_a_line_below_the_history_that_names_no_specimen_is_laid_on_none():
    text = "History: right breast cancer 2010.\nMetastatic carcinoma, HER2 1+.\n"

    assert not any("ihc_score" in one for one in values(text, EARLIER))


@pytest.mark.parametrize(
    "told",
    [
        "The outside pathologist reported: grade 2; ER positive (95%), PR positive (60%), HER2 3+.",
        "The referring laboratory reported ER positive (95%), PR positive (60%) and HER2 3+.",
    ],
)
def test_the_reading_of_others_is_no_result_of_a_consultation(told):
    text = (
        f"CONSULTATION REPORT\nRIGHT BREAST, CORE BIOPSY: invasive carcinoma.\n\n{told}\n\n"
        "Repeated here:\nER: positive, 80%\nPR: positive, 50%\nHER2: 2+\n"
    )

    assert not any(values(text, EARLIER))
    (own,) = values(text, THIS)
    assert (own["er_percent"], own["pr_percent"], own["ihc_score"]) == ("80", "50", "2+")


@pytest.mark.parametrize(
    "heading",
    ["PRIOR VERSION OF THIS REPORT - FOR AUDIT ONLY\n", "Superseded report, not for use:\n\n"],
)
def test_what_stands_below_a_replaced_version_is_no_result(heading):
    text = (
        f"LEFT BREAST: carcinoma.\nHER2: 3+, positive\n\n{heading}Signed 07/17\nHER2: 1+, negative"
    )

    (own,) = values(text, THIS)
    assert (own["ihc_score"], own["reported_as"]) == ("3+", "positive")


def test_a_negative_subpopulation_is_not_the_result():
    text = "LEFT BREAST: carcinoma. HER2: positive (3+), without a negative subpopulation."

    (own,) = values(text, THIS)
    assert own["reported_as"] == "positive"
