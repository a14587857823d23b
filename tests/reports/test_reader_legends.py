"""Passages that explain scores and words are no results, whatever stands above them."""

import pytest

from biomarkers.reports.reader import read_report

FOOT = """HER2 by IHC: Negative, score 1+
ER: Positive, 80%

"""
LEGENDS = [
    # a key by its shape, under a heading that no list knows
    """Reader's aid
  ER   Positive          more than 10% of nuclei
       Low positive      1-10% of nuclei
       Negative          less than 1% of nuclei
  HER2 Negative (0)      no membrane staining
       Negative (0+)     faint, incomplete membrane staining in 10% or less of tumor cells
       Negative (1+)     faint, incomplete membrane staining in more than 10% of tumor cells
       Equivocal (2+)    weak to moderate complete membrane staining in more than 10%
       Positive (3+)     intense complete membrane staining in more than 10% of tumor cells
""",
    "HER2 scores: 0 = no staining or faint incomplete staining in <=10 %; 1+ = faint incomplete in"
    " >10 %; 2+ = weak/moderate complete in >10 %; 3+ = intense complete in >10 %.",
    """Read by a pathologist (ASCO/CAP 2007): 3+ uniform intense membrane
staining of >30 % of invasive tumor cells, POSITIVE; 2+ EQUIVOCAL; 0 and 1+ NEGATIVE.""",
    """3+: intense complete staining
2+: weak to moderate complete staining
1+: faint incomplete staining
0: no staining""",
    "ER|80||POSITIVE: 1% OR MORE|",
    "(Ratio below 1.8 not amplified, 1.8 - 2.2 equivocal, above 2.2 amplified.)",
    """B) ER / PR
   Positive      : 1 - 100% of tumour nuclei positive
   Low positive  : 1 - 10% of tumour nuclei positive (ER only)
   Negative      : < 1% of tumour nuclei positive""",
    """REFERENCE TABLE (dual-probe ISH)
  Group 1   ratio >= 2.0   and   HER2 copy >= 4.0             Positive
  Group 5   ratio <  2.0   and   HER2 copy <  4.0             Negative""",
]


def _values(text: str) -> dict[str, str]:
    [proposal] = read_report(text)
    return {one.name: one.value for one in proposal.fields}


@pytest.mark.parametrize("legend", LEGENDS)
@pytest.mark.parametrize("first", [True, False], ids=["behind", "before"])
def test_a_legend_says_nothing_of_this_specimen(legend, first):
    text = f"{FOOT}{legend}\n" if first else f"{legend}\n\n{FOOT}"

    said = _values(text)

    assert (said["ihc_score"], said["reported_as"]) == ("1+", "negative")
    assert (said["er_status"], said["er_percent"]) == ("positive", "80")


@pytest.mark.parametrize(
    "text",
    [
        "ER Status: Low Positive (1-10%), 3% of nuclei\nPR Status: Negative (<1%)",
        "ER  positive, 100%, 3+ intensity\nPR  positive, 85%, 2+ intensity\nHER2  0, negative",
        "ER: Positive, >95%\nPR: Negative, <1%",
    ],
)
def test_results_of_several_markers_in_a_row_are_no_legend(text):
    said = _values(text)

    assert said["er_status"] in ("positive", "low_positive")
    assert said["pr_status"] in ("positive", "negative")


def test_results_of_three_parts_in_a_row_are_no_legend():
    text = """Specimens: A. Left breast, core biopsy. B. Right breast, core biopsy.
A. Left breast, core biopsy: invasive carcinoma
B. Right breast, core biopsy: invasive carcinoma
HER2, part A: Negative (0), no membrane staining
HER2, part B: Equivocal (2+), weak complete membrane staining"""

    scores = [one.value for p in read_report(text) for one in p.fields if one.name == "ihc_score"]

    assert scores == ["0", "2+"]


@pytest.mark.parametrize(
    "passage",
    [
        "HER2 scoring criteria (ASCO/CAP 2018): IHC 3+ positive, IHC 2+ equivocal.\n"
        "ISH positive: ratio of 2.0 or more.\n"
        "ISH equivocal: ratio less than 2.0 with copies of 4.0 to less than 6.0.",
        "HER2 FISH CRITERIA (2013): Amplified: ratio >= 2.0. Not amplified: ratio < 2.0.",
        "ER and PR interpretation criteria according to the ASCO/CAP 2020 guideline: Positive: 1%"
        " or more. Negative: 0%.",
        "A copy number between 4 and 6 with a ratio below 2.0 is equivocal by the guideline.",
    ],
)
def test_criteria_with_their_guideline_open_a_legend(passage):
    text = f"ER: 80%, positive\nHER2 IHC: score 1+\nHER2 FISH: ratio 1.5, copies 3.1\n\n{passage}\n"

    fields = read_report(text)[0].fields

    assert {one.name: one.value for one in fields if one.name in ("ihc_score", "ish_ratio")} == {
        "ihc_score": "1+",
        "ish_ratio": "1.5",
    }
    assert not [one.name for one in fields if one.unclear]
