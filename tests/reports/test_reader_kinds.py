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


ON_RESECTION = """SPECIAL STUDIES
   Biomarker testing performed on previous biopsy, RR-S24-06201:
      Estrogen Receptor (ER) ............ Positive (95%)
   HER2 testing repeated on this resection, block A5:
      HER2 (by immunohistochemistry) .... Equivocal (Score 2+)
"""
FLIP = """Accession: NP24-0551
Left cerebellar lesion, resection: METASTATIC CARCINOMA. ER negative (0%), HER2 3+.

Previous material, reviewed for comparison:
   SP15-4410  (left breast, core biopsy, 2015):  ER positive 80%, HER2 negative 1+
   SP21-0098  (liver, core biopsy, 2021):        ER positive 30%, HER2 equivocal 2+
"""
BEFORE_AFTER = """Marker        Pre-treatment core        Present specimen
ER            positive 40%              positive 15%
HER2          3+                        1+
"""
BLOCKS = """A  Breast, left, 10 o'clock, core bx          Invasive ductal carcinoma
C  Breast, left, 5 o'clock, core bx           Invasive ductal carcinoma

Block | ER  | HER2 IHC
A1    | 90% | 1+
C1    | 75% | 2+
"""


@pytest.mark.parametrize(
    ("text", "this", "earlier"),
    [
        (ON_RESECTION, {"ihc_score": "2+", "er_percent": None}, {"er_percent": "95"}),
        (FLIP, {"er_percent": "0", "ihc_score": "3+"}, {"er_percent": "80, 30"}),
        (BEFORE_AFTER, {"er_percent": "15", "ihc_score": "1+"}, {"er_percent": "40"}),
        (BLOCKS, {"er_percent": "90, 75", "ihc_score": "1+, 2+"}, {}),
        ("HER2: score 1+.\nThe mastectomy of 2019 (19/0031190) had been HER2 score 0.",
         {"ihc_score": "1+"}, {"ihc_score": "0"}),
        ("lt breast core; idc g2 -- er+ 99%, her2 1+\nrt breast core; idc g3 -- er neg, her2 3+",
         {"ihc_score": "1+, 3+", "er_status": "positive, negative"}, {}),
        ("ER  H-score 270 (10% x 0, 0% x 1+, 0% x 2+, 90% x 3+), i.e. 90% of nuclei: POSITIVE",
         {"er_percent": "90"}, {}),
        ("ER positive in 40%.\nFor PR no internal control is present. The tumor appears negative.",
         {"er_status": "positive", "pr_status": None}, {}),
        ("ER 55%. Receptors are positive if 1% or more stain; 1 to 10% ER is low positive.",
         {"er_percent": "55"}, {}),
    ],
)  # fmt: skip
def test_which_specimen(text, this, earlier):
    for specimen, right in ((THIS, this), (EARLIER, earlier)):
        values = said(text, specimen)
        assert {name: values.get(name) for name in right} == right


def genes(text):
    rows = [row for proposal in read_report(text) for row in proposal.alterations]
    return {row[0].value: row[1].value for row in rows}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("NGS. GENES TESTED WITHOUT PATHOGENIC ALTERATION: AKT1, PTEN",
         {"AKT1": "not_detected", "PTEN": "not_detected"}),
        ("NGS. Wild type (no variant detected): ESR1", {"ESR1": "not_detected"}),
        ("DNA panel\nPERTINENT NEGATIVES:  PIK3CA", {"PIK3CA": "not_detected"}),
        ("DNA panel. ERBB2 mutation is a finding distinct from amplification.", {}),
    ],
)  # fmt: skip
def test_what_a_list_of_genes_says(text, right):
    assert genes(text) == right


TURNED = """  80 %  positive     oestrogen receptor (6F11)
  40 %  positive     progesterone receptor (16)
  1+    negative     HER2 protein (Oracle)
"""
SUPPLEMENT = """Hollin Bank Breast Pathology -- supplementary 2 to HB23-7714 (left breast, excision)

On the needle core (HB23-6840) ER had been low positive (5%), HER2 equivocal (2+).

On the excision, block C5:
  ER    positive, 15%
"""
BOTH = """Left breast 9:00 - invasive lobular carcinoma.
Right breast 2:00 - invasive lobular carcinoma.

Both tumors are ER positive (90%).
HER2, left: negative (1+).
"""
GUIDE = """        Marker        Result       % Positive     Interpretation Guide
        ER            POSITIVE       88.4 %       <1% Neg | 1-10% Low Pos | >10% Pos
        PR            POSITIVE       12.7 %       <1% Neg | >=1% Pos
"""


@pytest.mark.parametrize(
    ("text", "this", "earlier"),
    [
        (TURNED, {"er_percent": "80", "pr_percent": "40", "ihc_score": "1+"}, {}),
        (SUPPLEMENT, {"er_percent": "15"}, {"er_percent": "5", "accession": "HB23-6840"}),
        (BOTH, {"er_percent": "90, 90", "ihc_score": "1+"}, {}),
        (GUIDE, {"er_percent": "88.4", "pr_percent": "12.7"}, {}),
        ("ER +, 90%.\nPR +, 1%.", {"er_status": "positive", "pr_status": "positive"}, {}),
        ("ER/PR/HER2: pos/neg/1+", {"er_status": "positive", "pr_status": "negative"}, {}),
        ("HER2 3+. Albumin ISH positive.", {"ihc_score": "3+", "ish_result": None}, {}),
        ("HER2 1+.\nFDA-APPROVED THERAPIES\n Alpelisib + fulvestrant (HER2 negative)",
         {"reported_as": None}, {}),
    ],
)  # fmt: skip
def test_whose_values_they_are(text, this, earlier):
    for specimen, right in ((THIS, this), (EARLIER, earlier)):
        values = said(text, specimen)
        assert {name: values.get(name) for name in right} == right


FOCI_AS_COLUMNS = """Left mastectomy
Three invasive foci:          Focus A          Focus B
Size (mm)                     18               9
ER                            90% positive     0% negative
HER2 (IHC)                    1+               -
"""
SITES_AS_ROWS = """#  Site                      Dx         ER         HER2 IHC   FISH
1  Breast 9:00               IDC G2     95% pos    1+         n/i
3  Axillary lymph node       mets       85% pos    2+         pending
"""
OVER_THE_PAGE = """Accession: CS-25-002204
Biomarkers (performed on core biopsy CS-25-000317, not repeated):
     Estrogen receptor        positive     70%

MEDICAL GROUP        CS-25-002204                    Page 3 of 3

     HER2 FISH                not amplified, ratio 1.5
"""
MESSAGE = """OBX|1|ST|16112-5^Estrogen receptor^LN||Positive||Negative <1%||||F
OBX|2|NM|85329-1^ER cells %^LN||88|%|>=1||||F
"""


@pytest.mark.parametrize(
    ("text", "this", "earlier"),
    [
        (FOCI_AS_COLUMNS, {"er_percent": "90, 0", "ihc_score": "1+"}, {}),
        (SITES_AS_ROWS,
         {"er_percent": "95, 85", "ihc_score": "1+, 2+", "ish_status": "pending"}, {}),
        (OVER_THE_PAGE, {"er_percent": None}, {"er_percent": "70", "ish_ratio": "1.5"}),
        (MESSAGE, {"er_percent": "88", "er_status": "positive"}, {}),
        ("IHC  Estrogen R.       POS  3+  95%", {"er_status": "positive", "er_percent": "95"}, {}),
        ("ER: positive, 70%. The first ER run, given as negative, was invalid.",
         {"er_status": "positive"}, {}),
        ("HER-2: 2+.\nHER-2 FlSH: Not arnplified, ratio l.1",
         {"ish_result": "negative", "ish_ratio": "1.1"}, {}),
        ("HER2: score 0, no staining. It does not meet the criteria of HER2-low (1+, or 2+ and\n"
         "not amplified).", {"ihc_score": "0", "zero_staining": "absent", "ish_result": None}, {}),
        ("HER2 FISH amplified; ratio 2.4; 6.9 HER2 and 2.9 CEP17 signals per nucleus",
         {"ish_ratio": "2.4", "her2_copies": "6.9", "cep17_copies": "2.9"}, {}),
        ("HER2 FISH\nCount 1: HER2 4.2 per cell, ratio 1.5.\n"
         "Count 2: HER2 3.8 per cell, ratio 1.4.",
         {"ish_ratio": "1.5", "her2_copies": "4.2"}, {}),
    ],
)  # fmt: skip
def test_where_values_stand(text, this, earlier):
    for specimen, right in ((THIS, this), (EARLIER, earlier)):
        values = said(text, specimen)
        assert {name: values.get(name) for name in right} == right


def test_the_variant_that_was_found_of_those_that_were_tested():
    [row] = read_report(
        "PIK3CA mutation analysis by PCR\nRESULT: PIK3CA mutation DETECTED.\n"
        "   E542K   not detected\n   H1047R  DETECTED\n"
    )[0].alterations

    assert [one.value for one in row][:3] == ["PIK3CA", "detected", "H1047R"]


OBSERVERS = """HER2 by FISH
                         Observer 1      Observer 2      Total
HER2 copies/cell         4.4             4.6             4.5
HER2/CEP17               2.00            2.10            2.05
"""


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (OBSERVERS, {"her2_copies": "4.5", "ish_ratio": "2.05"}),
        ("HER2 FISH: 2.9 HER2 and 2.6 CEP17 signals per cell; ratio 1.1.",
         {"her2_copies": "2.9", "cep17_copies": "2.6", "ish_ratio": "1.1"}),
        ("HER2, which you had scored as 3+, is negative.", {"ihc_score": None}),
        ("HER2 shows edge artefact, which mimics 3+ staining.", {"ihc_score": None}),
        ("ER       98%      POSITIVE      [ref <10% = negative, as used in 2008]",
         {"er_percent": "98", "er_status": "positive"}),
    ],
)  # fmt: skip
def test_what_is_told_beside_a_result(text, right):
    values = said(text)

    assert {name: values.get(name) for name in right} == right


def test_a_letter_before_the_markers_names_the_part():
    proposals = read_report(
        "A - LYMPH NODE, LEFT AXILLA, CORE:  METASTATIC CARCINOMA\n"
        "C - SKIN, RIGHT CHEST WALL, PUNCH:  CARCINOMA IN DERMIS\n\n"
        "A  ER 0%     HER2 1+\nC  ER 50%    HER2 3+\n"
    )

    assert [one.value("laterality") for one in proposals] == ["left", "right"]
    assert [one.value("er_percent") for one in proposals] == ["0", "50"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # counts that stand before their gene, or in cells
        ("HER2 IHC had been 2+. There were on average 4.83 HER2 signals and 2.1 CEP17 signals per "
         "nucleus.", {"her2_copies": "4.83", "cep17_copies": "2.1"}),
        ("HER2 FISH: positive\n   HER2 6.1   CEP17 2.3   ratio 2.65",
         {"her2_copies": "6.1", "cep17_copies": "2.3", "ish_ratio": "2.65"}),
        # ISH by other names, and the result beside a word of doubt
        ("HER2 D-DISH: amplified. Ratio 3.9.", {"ish_result": "positive", "ish_ratio": "3.9"}),
        ("HER2 DDISH: borderline, not amplified (ratio 1.9)", {"ish_result": "negative"}),
        # what waits
        ("HER2 2+ equivocal, sent for FISH", {"ihc_score": "2+", "ish_status": "pending"}),
        ("HER2 2+, forwarded for reflex FISH.", {"ish_status": "pending"}),
        ("HER2 2+. Awaiting FISH.", {"ish_status": "pending"}),
        ("HER2 IHC not performed, FISH amplified", {"ish_result": "positive"}),
        # a heading that ends a legend, and one that is another word for the result
        ("HER2 FISH of the left breast.\nValid result: NOT AMPLIFIED.", {"ish_result": "negative"}),
        ("HER2 IMMUNOHISTOCHEMISTRY\n\nResult categories\n  Positive (Score 3+)  complete\n"
         "  Negative (Score 0)  none\n\nResult in this case\n  Negative (Score 1+)\n",
         {"ihc_score": "1+", "reported_as": "negative"}),
        # legends of percents
        ("ER: positive, 64%\nInterpretation   <1% negative; 1-10% low positive; 11-100% positive",
         {"er_status": "positive", "er_percent": "64"}),
        ("Estrogen Receptor, Paraffin\n  Reference: <1% negative\n  Result:\n    Positive\n"
         "    90% of nuclei", {"er_status": "positive", "er_percent": "90"}),
        # what is told for comparison, and what an amendment replaced
        ("ER (SP1): positive, 80%. ER (6F11, for comparison only): positive, 65%.",
         {"er_percent": "80"}),
        ("History of changes\n 2024-04-26 first report: PR 80%.\n\nValues now in force\n PR   8%",
         {"pr_percent": "8"}),
        # names: extracts of a registry, slips of the keys, abbreviations
        ("ER_STATUS=Positive   ER_PERCENT=80", {"er_status": "positive", "er_percent": "80"}),
        ("Estrogen recptor  : postive 70 %", {"er_status": "positive", "er_percent": "70"}),
        ("Progestrone receptor : negitive 0%", {"pr_status": "negative", "pr_percent": "0"}),
        ("Progest. rec. : Positive, 30 %", {"pr_status": "positive", "pr_percent": "30"}),
        ("ER was done on the node: positive, 90%.", {"er_status": "positive"}),
        ("her2: positive (3+), strong complete staining in 70% of cells",
         {"percent_stained": "70"}),
        ("| Marker | Result | % / score |\n|---|---|---|\n| ER | Positive | 90 |\n"
         "| HER2 | Negative | 0 |", {"er_percent": "90", "ihc_score": "0"}),
    ],
)  # fmt: skip
def test_kinds_of_later_reports(text, right):
    values = said(text)

    assert {name: values.get(name) for name in right} == right


def test_a_specimen_with_two_sets_of_values_is_not_clear():
    text = "Breast cores.\nSample X: ER 95%, PR 50%, HER2 1+.\nSample Y: ER 60%, PR 5%, HER2 0."

    assert {proposal.specimen for proposal in read_report(text)} == {"unclear"}


def test_how_many_cells_are_stained_how_is_not_silent():
    [proposal] = read_report("HER2 IHC: 0 (none) 65% / 1+ (faint) 35% / 2+ 0% / 3+ 0%\nScore: 1+")

    assert "percent_stained" in [one.name for one in proposal.fields if one.unclear]


@pytest.mark.parametrize(
    "told",
    ["codon 273 changed", "a frameshift was seen", "R248", "carrier", "34% of reads"],
)
def test_a_gene_that_is_named_with_a_value_is_not_silent(told):
    rows = [row for one in read_report(f"NGS panel\nTP53: {told}") for row in one.alterations]

    assert [row[0].value for row in rows] == ["TP53"]


@pytest.mark.parametrize(
    "told", ["12, cut-off 10", "absent", "no expression", "TPS 5%", "strongly expressed"]
)
def test_pd_l1_that_is_named_with_a_value_is_not_silent(told):
    rows = [row for one in read_report(f"PD-L1 (22C3): {told}") for row in one.markers]

    assert [row[0].value for row in rows] == ["pdl1_cps"]


def test_the_rest_of_a_cell_below_its_column_does_not_end_the_table():
    text = """ANCILLARY STUDIES
                              TUMOUR 1             TUMOUR 2
ER                            Positive             Negative
HER2 IHC                      Negative             Negative
  Score                       0, no membrane       1+
                              staining
Ki-67 (%)                     5                    20
"""
    both = said(text)

    assert both["ki67_percent"] == "5, 20"
    assert both["zero_staining"] == "absent"


def test_what_was_in_situ_in_one_part_is_not_so_in_the_next():
    text = """A. Left breast, core biopsy: ductal carcinoma in situ
B. Left axillary lymph node, core biopsy: metastatic carcinoma

Biomarkers, part A (DCIS, block A1):
Estrogen receptor: positive, 95%

Biomarkers, part B (metastatic carcinoma, block B1):
Estrogen receptor: positive, 70%
HER2 (IHC): positive, 3+"""

    assert said(text)["er_percent"] == "70"
    assert said(text)["ihc_score"] == "3+"


def test_the_history_names_no_specimen_of_this_report():
    text = """Specimen
Pleural fluid, left, thoracentesis

Clinical Information
Hx right breast ca 2018 (ER+/PR+/HER2-), new left pleural effusion

Ancillary studies
ER  positive, 40%
HER2  positive, score 3+"""

    assert said(text)["site"] == "pleura"
    assert said(text, EARLIER)["laterality"] == "right"


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("•\tER:\tPositive – 70 % of nuclei", "er_status", "positive"),
        ("MIB-1 .................................  30 % (high)", "ki67_percent", "30"),
        ("HER2: pending. FISH will be done if HER2 is 2+.", "ish_status", None),
        ("PR: positive, 5%. PR, reported negative before, is weakly positive.", "pr_status",
         "positive"),
        ("ER 100 %, PR 60 %, both positive", "er_status", "positive"),
    ],
)  # fmt: skip
def test_signs_gaps_and_conditions_are_read_for_what_they_are(text, column, value):
    assert said(text).get(column) == value


def test_of_an_earlier_core_is_also_what_is_said_of_that_tumor_behind_the_semicolon():
    text = """Liver, core biopsy: metastatic carcinoma. Case: SHS-24-50117
The prior breast core biopsy (right breast, SHS-21-20458) was reviewed; that tumor was ER 5%.

Estrogen receptor: negative, 0%"""

    assert said(text)["er_percent"] == "0"
    assert said(text, EARLIER)["er_percent"] == "5"


def test_a_copied_table_with_a_cell_a_line_is_read_specimen_by_specimen():
    text = """Right total mastectomy

Tumor 1 (upper outer)
Tumor 2 (lower inner)

ER
Positive, 100%
Positive, 60%

Page 3 of 5

HER2 IHC
Negative, score 0
Equivocal, score 2+

Ki-67
9%
40%
"""

    both = said(text)

    assert (both["er_percent"], both["ihc_score"]) == ("100, 60", "0, 2+")
    assert both["ki67_percent"] == "9, 40"


def test_a_second_observers_numbers_below_their_heading_are_the_recount():
    text = """HER2 FISH, first count:
average HER2 copies / nucleus   3.4
HER2 : CEP17   2.3

A second observer, blinded to the first result, counted another 20 nuclei:
average HER2 copies / nucleus   3.3
HER2 : CEP17   2.2

The recount confirms the group."""

    read = said(text)

    assert (read["ish_ratio"], read["her2_copies"]) == ("2.3", "3.4")
    assert read["ish_recount"] == "confirmed"


def test_of_two_observers_without_a_total_the_first_count_is_read():
    text = """HER2 DUAL ISH
\tFirst reader\tSecond reader (blinded)
Average HER2 copies/cell\t4.80\t4.75
HER2/Chr17 ratio\t1.60\t1.59"""

    assert (said(text)["her2_copies"], said(text)["ish_ratio"]) == ("4.80", "1.60")


def test_tissue_is_decalcified_as_was_done_and_not_as_is_advised():
    text = """Bone, biopsy: metastatic carcinoma. HER2: 2+.
The tissue was decalcified in formic acid for 18 hours.
A bone biopsy with EDTA decalcification is suggested."""

    assert said(text)["decalcification"] == "acid"


def test_a_blood_test_has_no_stain_of_its_own():
    text = """Cell-free DNA analysis. Specimen: peripheral blood, plasma
Diagnosis: breast cancer, metastatic (HR+/HER2-)
ESR1 D538G  1.8% cfDNA"""

    assert "reported_as" not in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tumor NGS\nGenes with NO alteration detected:\nAKT1, PTEN",
        "Tumor NGS\nGENES OF INTEREST WITH NO REPORTABLE ALTERATIONS\n AKT1, PTEN",
        "Tumor NGS\nVariants of uncertain significance\nNot detected:  AKT1 mutation | PTEN loss",
    ],
)
def test_genes_below_or_behind_a_denial_are_not_detected(text):
    rows = [row for proposal in read_report(text) for row in proposal.alterations]
    read = {row[0].value: row[1].value for row in rows}

    assert read == {"AKT1": "not_detected", "PTEN": "not_detected"}


@pytest.mark.parametrize(
    "text",
    [
        "Tumor NGS. ERBB2 amplification is called at copy number 5 or more.",
        "HER2 FISH, PathVysion DNA probe kit\nHER2 (ERBB2) gene amplification\nNOT AMPLIFIED",
    ],
)
def test_what_a_test_calls_amplification_is_no_finding(text):
    rows = [row for proposal in read_report(text) for row in proposal.alterations]

    assert not [row for row in rows if row[1].value == "detected"]


def test_a_subtype_is_no_result_of_her2():
    text = """A. Right breast, core biopsy: invasive carcinoma
B. Left breast, core biopsy: invasive carcinoma
HER2, part A: Positive, 3+
HER2, part B: Negative, 1+
Intrinsic subtype (surrogate): A: HER2-positive non luminal. B: luminal A-like."""

    assert said(text)["reported_as"] == "positive, negative"


def test_testing_on_a_previous_biopsy_heads_the_items_below_it():
    text = """Accession: PB-24-11209
A. Right breast, lumpectomy: invasive ductal carcinoma

SPECIAL STUDIES
  Breast biomarker testing performed on previous biopsy:   PB-24-08830 (right breast, 08/02/2024)
    Estrogen Receptor (ER):         Positive (98%, strong)
    HER2 (by immunohistochemistry): Equivocal (Score 2+)"""

    assert "er_percent" not in said(text)
    assert said(text, EARLIER)["er_percent"] == "98"


def test_a_supplement_that_names_its_tumor_first_is_of_that_tumor():
    text = """RECEPTOR STATUS
                    Lesion 1         Lesion 2
HER2 (IHC)          2+ Borderline    1+ Negative

SUMMARY
  LESION 1 - INVASIVE CARCINOMA NST
  LESION 2 - INVASIVE LOBULAR CARCINOMA

HER2 FISH - Lesion 1, block A2
  Mean HER2 signals per cell     6.8
  HER2:CEP17 ratio               2.62"""

    ratios = {
        proposal.component: one.value
        for proposal in read_report(text)
        for one in proposal.fields
        if one.name == "ish_ratio"
    }

    assert ratios == {"Lesion 1": "2.62"}


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("History: right breast cancer 2014 (said to be ER positive), now liver lesions.\n"
         "Liver, core biopsy: metastatic carcinoma. ER is negative.", "positive"),
        ("CLINICAL NOTES:\nL breast ca 2016 (WLE, ER pos), on letrozole since.\n\n"
         "Liver, core biopsy: metastatic carcinoma. ER is negative.", "positive"),
    ],
)  # fmt: skip
def test_what_was_told_or_found_elsewhere_is_of_the_earlier_specimen(text, earlier):
    assert said(text)["er_status"] == "negative"
    assert said(text, EARLIER)["er_status"] == earlier


def test_lines_below_previously_reported_are_replaced():
    text = """Left breast, core biopsy. Amended report
Factor        Result       % Positive
ER            POSITIVE     85
PR            POSITIVE     15

PREVIOUSLY REPORTED (09/13/2024) - SUPERSEDED
ER            NEGATIVE     0"""

    assert (said(text)["er_percent"], said(text)["pr_percent"]) == ("85", "15")
    assert said(text, EARLIER) == {}


def test_a_mastectomy_is_of_the_breast_whatever_skin_it_bears():
    text = "A. Right mastectomy bearing an ellipse of skin\nER: positive, 80%"

    assert said(text)["site"] == "breast"


def test_that_tumor_is_the_one_of_the_sentence_before():
    text = """LIVER, CORE BIOPSY: METASTATIC ADENOCARCINOMA.
The patient's prior left breast carcinoma (S19-40712, June 2019) was reviewed.
That tumor was ER positive (90%).

Estrogen Receptor (ER) Status:          Negative (<1%)"""

    assert said(text)["er_status"] == "negative"
    assert said(text, EARLIER)["er_percent"] == "90"


def test_a_history_that_ends_in_a_colon_goes_on_in_the_next_line():
    text = """Clinical history : k/c/o Ca Rt breast. Pre-NACT trucut biopsy dt 02/04/2024:
IDC NOS Gr III, ER positive (80%), HER2/neu 1+.

IHC ON RESIDUAL TUMOUR
ER            Positive     70 %"""

    assert said(text)["er_percent"] == "70"
    assert said(text, EARLIER)["er_percent"] == "80"


def test_one_variant_in_three_notations_is_one_alteration():
    text = "Tumor NGS\nPIK3CA    c.3140A>G p.(His1047Arg) H1047R    31.4%    Pathogenic"

    rows = [row for proposal in read_report(text) for row in proposal.alterations]

    assert [one.value for one in rows[0] if one.name == "alteration"] == ["H1047R"]
    assert len(rows) == 1


def test_what_a_test_cannot_tell_is_no_origin():
    text = "Tumor NGS\nPIK3CA H1047R, VAF 31%\nGermline origin cannot be determined."

    rows = [row for proposal in read_report(text) for row in proposal.alterations]

    assert "germline" not in [one.value for one in rows[0]]


def test_a_place_that_is_free_of_tumor_is_no_specimen():
    text = "Nature of specimen: Rt. Radical Mastectomy\nSkin, nipple : Free\nER: positive"

    assert (said(text)["site"], said(text)["laterality"]) == ("breast", "right")


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("MIB-1 labels 18 % of nuclei", "ki67_percent", "18"),
        ("The Ki-67 labeling index exceeds 50%.", "ki67_percent", ">50"),
        ("HER2 IHC 1+. No FISH done.", "ish_status", "not_done"),
        ("HER2-positive, hormone-receptor negative", "reported_as", "positive"),
        ("ER PERCENT POS 092", "er_percent", "92"),
        ("ER: positive, 70%. The ER stain was reported as negative owing to a slide mix-up.",
         "er_status", "positive"),
        ("PR NEGA-\nTIVE (0%)", "pr_status", "negative"),
        ("| | ER % | HER2 IHC | Ki-67 % |\n|---|---|---|---|\n| Tumor 1 | 90 | 2+ | 22 |\n"
         "| Tumor 2 | 30 | 3+ | 40 |", "ki67_percent", "22, 40"),
    ],
)  # fmt: skip
def test_values_are_read_in_the_words_of_registries_and_faxes(text, column, value):
    assert said(text)[column] == value


def test_a_history_in_parentheses_over_two_lines_heads_nothing():
    text = """A. OVARY, LEFT, SALPINGO-OOPHORECTOMY:
METASTATIC CARCINOMA (HISTORY OF LEFT BREAST CARCINOMA, 20
14). TUMOR 4.2 CM.
B. PERITONEUM, PELVIC, BIOPSY:
METASTATIC LOBULAR CARCINOMA.

A. ER POSITIVE (70%)
B. ER POSITIVE (80%)"""

    assert said(text)["er_percent"] == "70, 80"


def test_in_a_consultation_without_new_stains_the_outside_report_is_of_this_tissue():
    text = """OUTSIDE CONSULTATION
LUNG, LEFT, CORE BX: metastatic carcinoma; agree with the outside diagnosis.
HER2 equivocal (2+). The outside FISH report gives a HER2/CEP17 ratio of 2.9."""

    assert said(text)["ish_ratio"] == "2.9"


def test_a_result_that_only_names_its_method_is_not_silent():
    text = """HER2 immunohistochemistry - RETEST
Reason: possible treatment; the original result was "negative, IHC 0" (2017).
RESULT:  HER2 IHC 1+"""

    reasons = [one.unclear for p in read_report(text) for one in p.fields if one.unclear]

    assert any("negative" in because for because in reasons)


def test_a_row_of_sides_below_numbered_tumors_is_no_head_of_its_own():
    text = """A. Right mastectomy      B. Left mastectomy

                          Tumour R1             Tumour L1               Tumour L2
Breast                    Right                 Left                    Left
ER                        Positive (100%)       Positive (70%)          Positive (90%)
HER2 IHC                  Negative (0, null)    Equivocal (2+)          Negative (1+)
"""

    assert said(text)["er_percent"] == "100, 70, 90"
    assert said(text)["ihc_score"] == "0, 2+, 1+"


def test_a_head_may_name_the_clone_of_its_marker():
    text = """             ER      PgR     Ki67 (MIB-1)     HER2 (HercepTest)
Focus 1      95%     40%     18%              score 0
Focus 2      90%     5%      22%              score 1+
"""

    assert said(text)["ki67_percent"] == "18, 22"


def test_micro_follows_macro():
    text = "Macro: Three cores.\n\nMicro\nRight breast core biopsy.\n\nER   positive, 80%"

    assert said(text)["er_percent"] == "80"


def test_what_follows_a_colon_behind_a_prior_core_is_of_that_core():
    text = """Accession: SA21-6610
LEFT BREAST, LUMPECTOMY: invasive carcinoma

ANCILLARY STUDIES:
Not repeated. On the prior core biopsy (SA21-4902) the tumor was reported as follows:
     ER:      Positive (>95%, strong)
     HER2:    Negative (IHC 0)"""

    assert "ihc_score" not in said(text)
    assert said(text, EARLIER)["ihc_score"] == "0"


def test_the_name_of_a_tumor_is_not_torn_from_its_letter():
    text = "Tumor A: left breast\nHER2: IHC score 1+\n\nTumor B: left breast\nHER2: IHC score 3+\n"

    assert said(text)["ihc_score"] == "1+, 3+"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Tumor NGS\nNo fusions detected\nPTEN   homozygous loss", ("PTEN", "detected")),
        ("Tumor NGS\nNo fusions detected\nERBB2   amplification", ("ERBB2", "detected")),
        ("Tumor NGS\nNo fusions detected\nPIK3CA\nH1047R", ("PIK3CA", "detected")),
    ],
)
def test_a_finding_below_another_denial_is_not_denied(text, read):
    rows = [row for proposal in read_report(text) for row in proposal.alterations]

    assert [(row[0].value, row[1].value) for row in rows] == [read]


def test_an_item_of_the_count_is_a_label_of_its_own_after_any_sentence():
    text = "HER2 FISH\nProbe set of kit X was used.\nAverage CEP17 signals per cell:\n1.4\n"

    assert said(text)["cep17_copies"] == "1.4"


def test_a_comparison_with_an_earlier_core_speaks_of_what_is_now():
    text = "ER: 40%\nPR: <1%, negative\n\nCompared with the prior core the PR is now negative."

    assert said(text)["pr_status"] == "negative"


def test_a_score_that_was_reported_there_is_another_laboratorys():
    text = "HER2  2+ (equivocal)\n\nHER2 was there reported as 3+; in our opinion it is 2+."

    assert said(text)["ihc_score"] == "2+"


def test_a_line_of_detail_goes_on_with_its_score():
    text = "HER2 IHC score: 0\nDetail: faint, incomplete membrane staining in 5 % of tumor cells"

    assert said(text)["percent_stained"] == "5"


@pytest.mark.parametrize(
    "told", ["2+ (equivocal), 2018 algorithm", "2+ (ASCO/CAP 2018)", "2+ by the 2023 CAP update"]
)
def test_the_year_of_a_rule_tells_of_no_earlier_tumor(told):
    text = f"REASON FOR REFERRAL\nDuctal carcinoma. HER2 IHC {told}.\n\nHER2/CEP17 ratio: 1.6"

    assert "ihc_score" not in said(text, EARLIER)


def test_the_year_of_a_tumor_tells_of_an_earlier_one():
    text = "REASON FOR REFERRAL\nCarcinoma in 2018, HER2 IHC 2+.\n\nHER2/CEP17 ratio: 1.6"

    assert said(text, EARLIER)["ihc_score"] == "2+"


@pytest.mark.parametrize(
    "test", ["HER2 gene amplification, dual-probe FISH", "Test: HER2 amplification by FISH"]
)
def test_the_name_of_a_test_for_amplification_is_no_result(test):
    text = f"{test}\n\nIHC 2+.\nHER2/CEP17 ratio 1.7, HER2 copies 6.4\nHER2 is considered POSITIVE."

    assert said(text)["ish_result"] == "positive"


def test_what_a_category_would_mean_is_not_its_result():
    text = "HER2 IHC: score 0, faint staining, ultralow. HER2 null would mean no staining at all."

    assert said(text)["reported_as"] == "ultralow"


def test_null_in_brackets_behind_the_staining_is_the_category():
    assert said("HER2 score 0 without any staining (null).")["reported_as"] == "null"


TWO_CORES = "A. Left breast, core: carcinoma\nB. Right breast, core: carcinoma\n\n"


def test_the_carcinoma_in_a_part_is_of_that_part():
    first, second = read_report(
        f"{TWO_CORES}The carcinoma in A is ER positive (90%). In B, ER is negative."
    )

    assert (first.value("laterality"), first.value("er_status")) == ("left", "positive")
    assert (second.value("laterality"), second.value("er_status")) == ("right", "negative")


def test_a_number_with_a_dot_is_that_of_an_earlier_specimen():
    text = """Lab No: PK24.00915
Skin of left chest wall, punch biopsy: carcinoma. ER: negative.

Review of mastectomy PK19.044210 (left breast): ER positive."""

    assert said(text)["er_status"] == "negative"
    assert said(text, EARLIER)["accession"] == "PK19.044210"


TWO_OBSERVERS = """HER2 FISH
                        Observer 1     Observer 2 (blinded)
Mean HER2 per nucleus   3.70           3.55
Mean CEP17 per nucleus  1.60           1.55
HER2:CEP17 ratio        2.31           2.29
"""


def test_the_first_of_two_counts_is_proposed_also_where_the_second_is_called_blinded():
    values = said(TWO_OBSERVERS)

    assert (values["her2_copies"], values["ish_ratio"]) == ("3.70", "2.31")


def test_whole_signals_that_are_not_said_to_be_of_each_cell_are_totals():
    values = said("HER2 FISH\nHER2 signals: 39\nCEP17 signals: 26\nRatio: 1.5")

    assert "her2_copies" not in values
    assert "cep17_copies" not in values


@pytest.mark.parametrize(
    "count",
    ["HER2 signals per nucleus: 14", "Mean HER2 signals: 14", "HER2 signals 14 per cell",
     "HER2 copy number: 14"],
)  # fmt: skip
def test_whole_signals_of_each_cell_are_copies(count):
    assert said(f"HER2 FISH\n{count}\nRatio: 7.0")["her2_copies"] == "14"


@pytest.mark.parametrize("heading", ["ADDENDUM - HER2 FISH        3 Mar 2021", "FISH for HER2, A1"])
def test_a_title_that_names_a_test_ends_the_gross_description(heading):
    text = f"GROSS\nThree cores.\n\n{heading}\nMean HER2 per nucleus   3.40\n"

    assert said(text)["her2_copies"] == "3.40"


@pytest.mark.parametrize(
    "head",
    ["% of invasive tumour nuclei/cells", "% positive tumour cell nuclei", "Tumour cells (%)",
     "Staining (% of tumour cells)"],
)  # fmt: skip
def test_a_long_head_of_percents_makes_percents_of_the_numbers(head):
    text = (
        f"Antibody   Result     {head:40}Allred\n"
        f"ER         Positive   {'85':40}8/8\n"
        f"PR         Negative   {'0':40}0/8\n"
        f"HER2       Positive   {'70':40}Score 3+\n"
    )

    values = said(text)

    assert (values["er_percent"], values["pr_percent"]) == ("85", "0")
    assert (values["percent_stained"], values["ihc_score"]) == ("70", "3+")


SCALES = [
    "Proportion score: 0 = none; 1 = <1%; 2 = 1-10%; 3 = 11-33%; 4 = 34-66%; 5 = >66%",
    "Proportion: 1 (<1%), 2 (1-10%), 3 (11-33%), 4 (34-66%), 5 (>66%)",
    "Intensity: 0 = none; 1 = weak; 2 = moderate; 3 = strong\nTotal 0-2 Positive; 3-8 Negative",
    "Ki-67: < 14% Low, 14-20% Borderline, > 20% High",
    "Ki-67: up to 14% low; above 14% high",
]


@pytest.mark.parametrize("scale", SCALES)
def test_what_a_point_or_a_limit_stands_for_is_no_result(scale):
    values = said(f"ER: positive, 85%\nKi-67: 31%\n\nINTERPRETATION OF SCORES\n{scale}\n")

    assert (values["er_percent"], values["er_status"]) == ("85", "positive")
    assert values["ki67_percent"] == "31"


@pytest.mark.parametrize("result", ["Ki-67: 12% low", "Ki-67 12%, borderline"])
def test_a_percent_with_its_word_is_no_scale(result):
    assert said(result)["ki67_percent"] == "12"


def test_what_a_drug_is_licensed_for_is_no_result():
    text = "HER2: 1+, negative\nDrug X is licensed for disease after a HER2 positive core."

    assert said(text)["reported_as"] == "negative"


def test_below_a_submitted_diagnosis_the_name_of_the_specimen_opens_no_results():
    text = """SUBMITTED DIAGNOSIS
Left breast: ductal carcinoma. ER positive (60%), HER2/neu positive (3+).

REVIEW: IMMUNOHISTOCHEMISTRY REPEATED
ER: positive, 75%
HER2: 1+"""

    values = said(text)

    assert (values["er_percent"], values["ihc_score"]) == ("75", "1+")


@pytest.mark.parametrize(
    "told",
    ["We do not agree with the submitted HER2 score of 3+.",
     "We disagree with the original HER2 3+.",
     "The submitted HER2 score of 3+ is not confirmed.",
     "The outside result of HER2 3+ could not be reproduced."],
)  # fmt: skip
def test_what_a_reviewer_does_not_agree_with_is_not_the_score(told):
    assert said(f"HER2: 2+\n{told}")["ihc_score"] == "2+"


def test_what_a_reviewer_agrees_with_is_the_score():
    assert said("Slide review. We agree with the submitted HER2 score of 3+.")["ihc_score"] == "3+"


@pytest.mark.parametrize("told", ["HER2 is 2+, not 3+.", "HER2: 2+ rather than 3+."])
def test_a_score_that_is_denied_contradicts_no_other(told):
    assert said(told)["ihc_score"] == "2+"


def test_a_receptor_by_allred_alone_says_why_it_has_no_status():
    [proposal] = read_report("Carcinoma, grade 3, ER Allred 7/8, HER2 1+ (negative).")

    assert [one.name for one in proposal.fields if "Allred 7/8" in one.unclear] == ["er_status"]
    assert "er_percent" not in [one.name for one in proposal.fields]


@pytest.mark.parametrize("mark", ["A  ", "A. ", "A: ", "A "])
def test_the_letter_of_a_part_before_a_capital_begins_what_is_of_it(mark):
    second = mark.replace("A", "B")
    [proposal] = read_report(
        "Specimens\nA. Core biopsy left breast\nB. Core biopsy left axilla\n\n"
        f"Microscopy\n{mark}Cores with invasive carcinoma.\nER: positive, 80%\n"
        f"{second}Fibrofatty tissue, no lymphoid tissue is seen.\n"
    )

    assert (proposal.value("site"), proposal.value("er_percent")) == ("breast", "80")


def test_an_article_begins_no_part():
    text = (
        "A: Core biopsy left breast\nB: Core biopsy right breast\n\n"
        "B: Lobular carcinoma. ER negative.\nA second look was taken. PR negative."
    )

    [proposal] = read_report(text)

    assert proposal.value("laterality") == "right"


@pytest.mark.parametrize("told", ["Known carcinoma left breast.", "Breast cancer 2019, left."])
def test_a_distant_site_has_no_side_of_the_breast(told):
    values = said(f"Clinical details: {told}\n\nSample: liver core biopsy\nER negative, 0%.")

    assert (values["site"], values.get("laterality")) == ("liver", None)


def test_a_date_is_no_specimen_number():
    values = said("Case No. : HK-2022-3015\nReport : 21/11/2022 15:48\nER: positive")

    assert values["accession"] == "HK-2022-3015"


@pytest.mark.parametrize("label", ["Collected On :", "Collection :", "Collection date:"])
def test_a_collection_is_dated_by_any_of_its_labels(label):
    assert said(f"{label} 22-Nov-2022 11:05\nER: positive")["collected_on"] == "2022-11-22"


def test_a_bare_number_below_a_percentage_of_her2_is_no_score():
    text = "HER2 IHC | Negative\nScore | 1+\n% complete, intense | 0\n"

    assert said(text)["ihc_score"] == "1+"


def test_a_bare_number_of_stained_cells_of_her2_is_their_share():
    text = "HER2 IHC | Negative\nScore | 1+\n% of cells with any staining | 20\n"

    assert said(text)["percent_stained"] == "20"


@pytest.mark.parametrize(
    "line",
    [
        "ER and PR: 1% cut-off",
        "Threshold of ER: 1% positivity threshold",
        "Controls: ducts negative; tissue for ER, PR and HER2 (3+) as expected",
        "External control slides (batch 7): HER2 3+, ER 90%, fine",
    ],
)
def test_a_limit_or_a_control_is_no_second_value(line):
    text = f"ER: 80%, positive\nHER2 IHC: score 1+\n\n{line}\n"

    assert (said(text)["er_percent"], said(text)["ihc_score"]) == ("80", "1+")


@pytest.mark.parametrize("bullet", ["o", "▪", "§", "\uf0b7"])
def test_the_bullets_of_a_word_processor_begin_items(bullet):
    items = (
        "ER: negative, 0%",
        "HER2 (IHC): negative, score 0, no staining",
        "Controls: HER2 (3+)",
    )
    text = "RECEPTORS\n" + "".join(f" {bullet}  {item}\n" for item in items)

    assert said(text)["zero_staining"] == "absent"


def test_the_plasma_of_a_cell_block_is_no_liquid_biopsy():
    text = (
        "Pleural fluid, cell block (plasma-thrombin clot).\n\nHER2 FISH\n"
        "HER2 signals / cell: 2.3\nHER2 : CEN17   1.2\nRESULT: NEGATIVE for HER2 amplification.\n"
    )

    assert said(text)["ish_ratio"] == "1.2"
    assert said(text)["ish_result"] == "negative"


def test_a_hotspot_panel_of_a_tumor_is_not_germline_where_the_history_tells_of_that():
    text = (
        "HOTSPOT PANEL (block A1, tumor content 60%)\nPIK3CA   no variant detected\n"
        "ERBB2   no variant detected; copy number not assessed\n\n"
        "CLINICAL SUMMARY\nGermline testing of blood elsewhere showed nothing."
    )
    rows = [row for proposal in read_report(text) for row in proposal.alterations]

    assert [row[0].value for row in rows] == ["PIK3CA", "ERBB2"]
    assert all("tissue" in [field.value for field in row] for row in rows)


@pytest.mark.parametrize("label", ["Reader 1, 20 nuclei", "Observer 1 (20 nuclei)"])
def test_a_method_that_is_told_in_its_line_ends_at_the_next_label(label):
    text = (
        "HER2 FISH\nMethod: dual probe FISH with the kit of the maker on paraffin sections, A1\n"
        f"{label}: HER2 4.9, CEP17 3.5, ratio 1.4\n"
    )

    assert said(text)["ish_ratio"] == "1.4"


def test_a_number_and_one_blank_list_a_specimen_and_begin_what_is_of_it():
    first, second = read_report(
        "Specimens\n1 Right breast core\n2 Left breast core\n\n"
        "Microscopy\n1 Cores show ductal carcinoma.\n  ER positive, HER2 1+\n"
        "2 Cores show lobular carcinoma.\n  ER negative, HER2 3+\n"
    )

    assert (first.value("laterality"), first.value("ihc_score")) == ("right", "1+")
    assert (second.value("laterality"), second.value("ihc_score")) == ("left", "3+")


@pytest.mark.parametrize("count", ["10 Lymph nodes examined, 2 involved.", "2 of 5 nodes."])
def test_a_number_of_nodes_lists_nothing(count):
    text = f"{count}\nLeft breast core: carcinoma. ER positive, 90%"

    assert (said(text)["site"], said(text)["er_percent"]) == ("breast", "90")


@pytest.mark.parametrize("head", ["Primary (2019):", "Primary:", "Breast primary (2019):"])
def test_a_primary_beside_a_metastasis_heads_what_was_before(head):
    text = (
        f"Liver core: metastatic carcinoma\n{head} ER positive, 90%\nThis biopsy: ER negative, 0%"
    )

    assert said(text)["er_percent"] == "0"
    assert said(text, EARLIER)["er_percent"] == "90"


@pytest.mark.parametrize("whose", ["Received", "Outside", "Accompanying", "Referring"])
def test_the_diagnosis_of_another_house_is_told(whose):
    text = f"{whose} diagnosis: ductal carcinoma, HER2 3+.\n\nReview\nHER2: 1+"

    assert said(text)["ihc_score"] == "1+"
