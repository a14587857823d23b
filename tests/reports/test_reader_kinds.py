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


BREAKDOWN = """HER2 IHC (4B5)   SCORE 0 WITH MEMBRANE STAINING
   no staining ............................. 94 %
   faint/barely perceptible, incomplete ....  6 %
   intense, complete .......................  0 %

Key:  "null" - score 0, no staining. "ultralow" - score 0, staining in >0 and <=10% of cells.
"low" - score 1+, or 2+ with negative ISH.
"""
FOCI = """Specimen: Left mastectomy and axillary sampling
Tumour 1:  ER 8/8 positive.  HER2 1+ negative.
Tumour 2:  ER 7/8 positive.  HER2 2+ equivocal, FISH amplified (ratio 3.1).
"""


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (BREAKDOWN, {"ihc_score": "0", "zero_staining": "present", "percent_stained": "6"}),
        ("HER2: 0. Faint staining: 0%. No staining: 100%", {"zero_staining": "absent"}),
        (FOCI.replace("Tumour 2", "Tumour 1"), {"site": "breast"}),
        ("HER2 IHC 0. HER2 FISH: not indicated", {"ish_status": None}),
        ("ADDENDUM\nHER2 FISH ratio 2.2. IHC on the same block was 2+ in the original report.",
         {"ihc_score": "2+", "ish_ratio": "2.2"}),
        ("HER2 equivocal (2+). Reflex FISH has been ordered on this block.",
         {"ish_status": "pending"}),
        ("HER2 ISH\nBlock B1: failed.\nBlock B2: Mean HER2 2.3, mean CEP17 2.0, ratio 1.15.\n"
         "Result: NOT AMPLIFIED.", {"ish_status": "done", "ish_ratio": "1.15"}),
        ("ER: Detected, 90%\nPR | Absent", {"er_status": "positive", "pr_status": "negative"}),
        ("Oestrogen Rec.: pos\nP.R. negative", {"er_status": "positive", "pr_status": "negative"}),
    ],
)  # fmt: skip
def test_of_this_specimen_again(text, right):
    values = said(text)

    assert {name: values.get(name) for name in right} == right


def test_tumors_of_one_part_are_called_by_their_number():
    assert [one.component for one in read_report(FOCI)] == ["Tumour 1", "Tumour 2"]
