"""Kinds of faults that reports never seen before have shown, in words of our own."""

import pytest

from biomarkers.reports.reader import EARLIER, THIS, read_report


def said(text, specimen=THIS):
    """The values of the proposals of one kind of specimen; a column with two of them holds both."""
    values: dict[str, str] = {}
    for proposal in read_report(text):
        if proposal.specimen == specimen:
            for one in proposal.fields:
                if one.value:
                    values[one.name] = (
                        f"{values[one.name]}, {one.value}" if one.name in values else one.value
                    )
    return values


TABLE = """TEST                    RESULT    FLAG   REFERENCE           UNITS
PROGNOSTIC PANEL, IMAGE ANALYSIS
 Estrogen Receptor      72        POS    Neg: <1  Pos: >=1   % nuclei
 HER2 IHC (4B5)         0         NEG    Neg: 0-1+           score
                                         Equiv: 2+  Pos: 3+
 Ki-67                  31        HIGH   Low: <14  High: >20  % nuclei
"""
METASTASIS = """Iliac crest, needle biopsy: metastatic carcinoma. ER is positive (80%).
The patient's primary carcinoma of the right breast (our S18-7720, June 2018) was
ER positive (90%)."""


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ER Quick score (0-8): 7 (proportion 4 + intensity 3) POSITIVE",
         {"er_status": "positive", "er_percent": None}),
        ("ER: PS 5 + IS 3 = 8/8, positive", {"er_status": "positive", "er_percent": None}),
        (TABLE, {"er_percent": "72", "er_status": "positive", "ihc_score": "0",
                 "ki67_percent": "31"}),
        ("OUTSIDE SLIDE REVIEW, outside no. 24-NB-771\nL breast bx: IDC.\nER+ (95%), HER2 1+.",
         {"er_percent": "95", "ihc_score": "1+"}),
        ("HER2/CEP17 ratio 1.8, HER2 copies 6.3. Ratio is under 2.0 but copies are 6.0 or more.",
         {"ish_ratio": "1.8", "her2_copies": "6.3"}),
        ("HER2 FISH: amplified. The IHC (4B5) of the same block is scored 2+.",
         {"ihc_score": "2+", "ish_result": "positive"}),
        ("ER: positive. Acid can lead to false negative results of hormone receptors.",
         {"er_status": "positive", "pr_status": None}),
        (METASTASIS, {"er_percent": "80", "accession": None}),
        ("CORRECTION: In the report of 04/18/2025 the ER percentage was given as 9%. This was a\n"
         "typing error.\n\nER: positive, 90% of nuclei.", {"er_percent": "90"}),
        ("Submitted diagnosis: ER+ / HER2 neg breast cancer\nPIK3CA E545K  VAF 28.4%",
         {"er_status": None, "reported_as": None}),
    ],
)  # fmt: skip
def test_of_this_specimen(text, right):
    values = said(text)

    assert {name: values.get(name) for name in right} == right


def test_a_primary_that_is_quoted_with_its_number_is_an_earlier_specimen():
    earlier = said(METASTASIS, EARLIER)

    assert (earlier["er_percent"], earlier["accession"]) == ("90", "S18-7720")
