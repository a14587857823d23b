"""Headings, and what stands below them: sections, addenda, parts, tumors and components."""

from biomarkers.reports.reader import EARLIER, Proposal, read_report


def said(text: str) -> Proposal:
    (proposal,) = read_report(text)
    return proposal


def test_an_addendum_with_its_date_beside_it_is_no_part_of_the_gross_section():
    text = """BREAST, RIGHT, LUMPECTOMY: Invasive ductal carcinoma.

Clinical Diagnosis & History:
Right breast mass, biopsied at an outside facility.

Gross Description:
A lumpectomy of 7 cm.

ADDENDUM 1                Date Ordered: 8/24/2012   Date Complete: 8/28/2012

Estrogen receptor (SP1):  POSITIVE, 90%.
Her-2/neu:  2+, EQUIVOCAL."""
    proposal = said(text)
    assert proposal.specimen != EARLIER
    assert proposal.value("er_percent") == "90"
    assert proposal.value("ihc_score") == "2+"


def test_the_lines_below_reference_ranges_are_no_results():
    text = """HER2 FISH: POSITIVE
HER2/CEP17 ratio 2.44

REFERENCE RANGES (ASCO/CAP 2007):
  Not amplified    ratio < 1.8
  Equivocal        ratio 1.8 - 2.2
  Amplified        ratio > 2.2"""
    proposal = said(text)
    assert proposal.value("ish_result") == "positive"
    assert proposal.value("ish_ratio") == "2.44"


def test_a_number_with_its_gene_is_no_ratio_that_is_described_elsewhere():
    text = """HER2 FISH: POSITIVE
Average HER2 signals/nucleus     6.6
Average CEP 17 signals/nucleus   2.7

The ratio of HER2 to chromosome 17 signals is above the cutoff."""
    proposal = said(text)
    assert proposal.value("her2_copies") == "6.6"
    assert proposal.value("ish_ratio") == ""


def test_a_day_is_read_as_the_report_writes_its_other_days():
    text = "Collected: 10/02/2008   Reported: 10/13/2008\nRight breast core: ER positive 90%."
    assert said(text).value("collected_on") == "2008-10-02"
    both = text + "\nReceived 13/10/2008"
    assert said(both).value("collected_on") == ""


def test_the_strength_of_formalin_is_no_percentage_of_cells():
    text = "ER and PR were studied on block 1D (fixed in 10% neutral buffered formalin). ER: 90%."
    assert said(text).value("er_percent") == "90"


def test_a_line_that_names_a_marker_and_a_block_heads_what_is_below_it():
    text = """A. Left breast, core biopsy: Invasive carcinoma.
B. Right breast, core biopsy: Invasive carcinoma.
ADDENDUM
HER2 in situ hybridization, block A3
Ratio: 1.1
Not amplified"""
    proposal = next(one for one in read_report(text) if one.value("ish_ratio"))
    assert proposal.value("laterality") == "left"


def test_two_tumors_of_one_breast_do_not_make_the_other_breast_unclear():
    text = """A. Right breast, mastectomy: Invasive carcinoma, two tumors.
Tumor 1: ER positive 95%. HER2 2+.
Tumor 2: ER negative 0%. HER2 3+.
B. Left breast, core biopsy: Invasive carcinoma.
Specimen B: ER positive 60%. HER2 1+."""
    left = next(one for one in read_report(text) if one.value("er_percent") == "60")
    assert (left.specimen, left.value("laterality")) == ("this", "left")


def test_a_title_of_a_guide_says_that_what_is_below_it_are_no_results():
    text = """ER: Negative, 0%
HER2: 1+, Negative

REFERENCE TABLE
Stain     Positive      Negative
ER, PR    1% or more    less than 1%
HER2      3+            0 or 1+     (2+ : equivocal)"""
    proposal = said(text)
    assert (proposal.value("er_status"), proposal.value("ihc_score")) == ("negative", "1+")


def test_a_guideline_that_is_cited_by_its_label_is_no_result():
    text = "ER: Negative, 0%.\n\nNational guideline: ER is reported in percent; positive is >= 1 %."
    assert said(text).value("er_status") == "negative"


def test_a_control_that_reacted_is_no_result():
    text = "ER: Negative, 0%.\nInternal control (normal ducts) was positive for ER."
    assert said(text).value("er_status") == "negative"


def test_an_indication_of_a_drug_is_no_result():
    text = "ER: Positive, 90%.\nThe drug is indicated for ER-negative, HER2-positive breast cancer."
    proposal = said(text)
    assert proposal.value("er_status") == "positive"
    assert proposal.value("reported_as") == ""


def test_a_test_that_was_not_repeated_was_not_done_on_this_specimen():
    text = """Lab No: H19/12096
Core biopsy (H19/07741, taken 12/03/2019):
  HER2 IHC 2+. HER2 FISH not amplified.
Repeated on excision:
  HER2 IHC 1+, negative.
HER2 FISH was not repeated."""
    this = next(one for one in read_report(text) if one.specimen != EARLIER)
    assert this.value("ish_status") == "not_done"


def test_a_day_of_a_specimen_that_is_quoted_is_not_of_this_one():
    text = """Lab No: H19/12096   Date taken: 30/04/2019
Core biopsy (H19/07741, left breast, taken 12/03/2019): ER positive.
Excision of the left breast: ER positive 90%."""
    this = next(one for one in read_report(text) if one.specimen != EARLIER)
    assert this.value("collected_on") == "2019-04-30"


def test_what_was_found_at_that_time_is_of_the_specimen_just_named():
    text = """Liver biopsy: metastatic carcinoma. ER negative 0%.
Slides of the 2016 left breast lumpectomy (S16-10442) were compared; the pattern is similar.
At that time the tumor was reported as ER positive (80%)."""
    this, earlier = sorted(read_report(text), key=lambda one: one.specimen == EARLIER)
    assert this.value("er_percent") == "0"
    assert (earlier.value("er_percent"), earlier.value("accession")) == ("80", "S16-10442")


def test_a_component_alone_on_its_line_heads_its_receptors():
    text = """Left breast, wide excision: Invasive carcinoma, and DCIS.
RECEPTORS AND HER2
Invasive carcinoma (block A5)
  ER: Positive (80%)
  HER2: 1+
DCIS (block A9)
  ER: Negative (0%)
  HER2: 3+"""
    invasive, in_situ = read_report(text)
    assert (invasive.value("er_percent"), invasive.value("ihc_score")) == ("80", "1+")
    assert in_situ.value("ihc_score") == ""


def test_a_letter_with_its_component_heads_the_receptors_beside_it():
    text = """A.  Left breast, stereotactic biopsy: Ductal carcinoma in situ.
B.  Right breast, core biopsy: Invasive ductal carcinoma.
Addendum #1 (12/12/2016): hormone receptors
   A (DCIS), block A3.  ER positive, 100%.
   B (invasive), block B1.  ER positive, 90%."""
    right = next(one for one in read_report(text) if one.value("laterality") == "right")
    assert right.value("er_percent") == "90"


def test_a_node_metastasis_has_its_own_receptors_beside_two_tumors():
    text = """A. Right breast, mastectomy: two invasive carcinomas.
B. Additional axillary fat
TUMOR 1 (block A3)
  ER: Positive, 95%
TUMOR 2 (block A9)
  ER: Negative, 0%
LYMPH NODE METASTASIS (block A15)
  ER: Positive, 5%"""
    sites = {one.value("er_percent"): one.value("site") for one in read_report(text)}
    assert sites == {"95": "breast", "0": "breast", "5": "lymph node"}


def test_a_needle_that_localizes_takes_no_core():
    text = "BREAST, RIGHT, NEEDLE-LOCALIZED LUMPECTOMY: Carcinoma. ER positive 90%."
    assert said(text).value("procedure") == "excision"


def test_a_gene_is_one_row_also_where_it_is_spoken_of_again():
    text = """Cell-free DNA sequencing of plasma
ESR1 D538G detected, 6.1%
The ESR1 variant is present at low level."""
    rows = [row for one in read_report(text) for row in one.alterations]
    assert [[f.value for f in row if f.name == "alteration"] for row in rows] == [["D538G"]]


def test_an_addendum_above_the_parts_that_it_names_is_laid_on_them():
    text = """ADDENDUM #1
Part A, block A1: ER negative 0%. HER2 3+.
Part B, block B1: ER positive 98%. HER2 1+.

FINAL DIAGNOSIS:
A.  LEFT BREAST, 2:00, CORE BIOPSY: Invasive ductal carcinoma.
B.  RIGHT BREAST, 10:00, CORE BIOPSY: Invasive lobular carcinoma."""
    sides = {one.value("er_percent"): one.value("laterality") for one in read_report(text)}
    assert sides == {"0": "left", "98": "right"}


def test_the_specimens_that_a_consultation_received_are_its_own():
    text = """CONSULTATION REPORT - OUTSIDE MATERIAL         Case: OC12-3390
MATERIAL RECEIVED
  CF12-1087: 8 slides, left breast core biopsy
  CF12-1160: 5 slides, right breast core biopsy

DIAGNOSIS
  CF12-1087, BREAST, LEFT, CORE BIOPSY:
     - Invasive carcinoma. ER positive (70%).
  CF12-1160, BREAST, RIGHT, CORE BIOPSY:
     - Invasive carcinoma. ER positive (95%)."""
    proposals = read_report(text)
    assert not [one for one in proposals if one.specimen == EARLIER]
    sides = {one.value("er_percent"): one.value("laterality") for one in proposals}
    assert sides == {"70": "left", "95": "right"}


def test_no_definition_runs_on_over_the_heading_below():
    text = """Left mastectomy.
TUMOUR 1 (block 5)
   ER positive, 3%
   HER2 ISH     Failed (no signals, see below)

TUMOUR 2 (block 9)
   ER positive, 100%"""
    first, second = read_report(text)
    assert (first.component, first.value("er_percent")) == ("Tumour 1", "3")
    assert (second.component, second.value("er_percent")) == ("Tumour 2", "100")


def test_the_line_below_clinical_details_tells_of_no_specimen():
    text = """CLINICAL DETAILS
Two lesions L breast. Receptors of the core elsewhere.

SPECIMEN
Left mastectomy and sentinel nodes.
ER positive 90%."""
    proposal = said(text)
    assert (proposal.specimen, proposal.value("er_percent")) == ("this", "90")


def test_what_a_result_changed_from_is_no_result():
    text = (
        "PR: negative, 0%.\nThe change of progesterone receptor from positive to negative is noted."
    )
    assert said(text).value("pr_status") == "negative"


def test_the_formula_of_the_h_score_is_no_result():
    text = (
        "PR: negative, 0%.\n"
        "H-score = (1 x % weak) + (2 x % moderate) + (3 x % strong); range 0 to 300."
    )
    assert said(text).value("pr_percent") == "0"


def test_a_personal_history_in_a_germline_report_is_no_result_of_blood():
    text = """GERMLINE TEST REPORT   Specimen: Blood (EDTA)
INDICATION
Personal history: left breast cancer, triple negative (ER negative, PR negative, HER2 negative).

BRCA2   c.5946del (p.Ser1982Argfs*22)   Heterozygous   Pathogenic
Olaparib is approved for HER2 negative breast cancer with a germline BRCA1 or BRCA2 variant."""
    proposals = read_report(text)
    assert not any(one.value("er_status") for one in proposals if one.specimen == "this")
    rows = [row for one in proposals for row in one.alterations]
    assert [(row[0].value, row[1].value) for row in rows] == [("BRCA2", "detected")]


def test_limits_of_two_words_in_a_row_are_no_results():
    text = "ER: 80%. PR: 10%.\nER/PR negative <1%, low positive (ER only) 1-10%."
    proposal = said(text)
    assert (proposal.value("er_percent"), proposal.value("pr_percent")) == ("80", "10")


def test_what_an_amended_report_said_before_is_of_no_specimen():
    text = """*** AMENDED REPORT ***
Left breast core biopsy.
HER2 (IHC): Score 0, faint membrane staining in 5% of the cells (ultralow).

Previously reported (04/14/2025):  HER2 Score 1+, Negative (HER2-low)."""
    assert said(text).value("ihc_score") == "0"


def test_a_variant_that_would_have_been_found_was_not():
    text = """ctDNA sequencing of plasma
ESR1   p.(Asp538Gly)   Detected   2.8%
Other ESR1 variants, for example Y537S, would have been found by this test."""
    rows = [row for one in read_report(text) for row in one.alterations]
    assert [[f.value for f in row if f.name == "alteration"] for row in rows] == [["D538G"]]


def test_blocks_of_two_specimens_are_two_parts():
    text = """SPECIMENS RECEIVED
  Block A2   Breast, left, core biopsy - invasive ductal carcinoma
  Block B1   Lymph node, left axilla, core biopsy - metastatic carcinoma

                      BLOCK A2 (breast)      BLOCK B1 (lymph node)
HER2 gene             Amplified              Not amplified
HER2/CEP17 ratio      4.1                    1.2"""
    sites = {one.value("ish_ratio"): one.value("site") for one in read_report(text)}
    assert sites == {"4.1": "breast", "1.2": "lymph node"}


def test_a_comment_on_two_sites_is_laid_on_each():
    text = """A. Left breast, mastectomy: Residual carcinoma.
B. Left axillary lymph node, dissection: Metastatic carcinoma.
Part A: HER2 3+.
Part B: HER2 2+. HER2 ISH not amplified.
COMMENT
The axillary node is HER2 negative; the breast residual is HER2 positive."""
    said_of = {one.value("site"): one.value("reported_as") for one in read_report(text)}
    assert said_of == {"breast": "positive", "lymph node": "negative"}


def test_an_item_of_an_amendment_that_begins_with_its_part_is_all_of_that_part():
    text = """AMENDMENT REASON
1. Part A, HER2: The stain was repeated on a second block. Consensus score is 2+.
2. Part B, progesterone receptor: clerical error. The correct value is Positive, 40%.

FINAL DIAGNOSIS
A. Left breast, needle core biopsy: Invasive ductal carcinoma.
B. Left axillary lymph node, needle core biopsy: Metastatic ductal carcinoma."""
    by_site = {one.value("site"): one for one in read_report(text)}
    assert by_site["breast"].value("ihc_score") == "2+"
    assert by_site["lymph node"].value("pr_percent") == "40"


def test_columns_of_two_components_are_read_apart():
    text = """Left breast wide excision.
RECEPTORS
                  INVASIVE            DCIS
  ER              Positive 100%       Positive 90%
  PR              Positive 20%        Negative 0%

HER2 DUAL ISH, BLOCK 1D (INVASIVE)
  HER2:Chr17 ratio   1.40"""
    invasive = next(one for one in read_report(text) if "In situ" not in one.component)
    assert invasive.value("pr_percent") == "20"
    assert invasive.value("ish_ratio") == "1.40"


def test_a_key_below_its_title_explains_also_what_has_a_label():
    text = """ER: Positive 85%. PR: Positive 30%.

REPORTING CRITERIA
ER/PgR: >=1% positive, 1-10% ER low positive."""
    assert said(text).value("er_percent") == "85"


def test_two_scores_with_their_words_in_one_sentence_are_a_key():
    text = "HER2/neu: NEGATIVE.\n\nHER2 3+ is positive, 2+ is equivocal and is sent for FISH."
    assert said(text).value("reported_as") == "negative"


def test_an_entry_that_names_an_earlier_specimen_heads_the_lines_below_it():
    text = """Specimen ID: SL23-4420
SUBMITTED PATHOLOGY
  02/21/2023, liver, core biopsy (SL23-4420): metastatic carcinoma.
     ER positive (80%). HER2 IHC 1+ (negative).
  06/11/2019, left breast, lumpectomy (SL19-10236): invasive carcinoma, grade 3.
     ER positive (95%). HER2 IHC 2+ (equivocal)."""
    this, earlier = sorted(read_report(text), key=lambda one: one.specimen == EARLIER)
    assert (this.value("er_percent"), this.value("ihc_score")) == ("80", "1+")
    assert (earlier.specimen, earlier.value("er_percent")) == (EARLIER, "95")


def test_cells_that_name_two_parts_lay_nothing_on_the_first():
    text = """Specimen A - Right breast, vacuum biopsy: DCIS
Specimen B - Left breast, core biopsy: invasive lobular carcinoma
RECEPTORS
                     A  Right, DCIS          B  Left, invasive lobular
HER2                 Not requested           1+
                                             NEGATIVE"""
    assert not any(
        one.value("ihc_score") for one in read_report(text) if one.value("laterality") == "right"
    )


def test_a_number_of_a_specimen_may_have_its_whole_year():
    text = """Cytology No : CY/2019/3381    Collected on: 21-08-2019
Pleural fluid: ER positive, 50%.
COMMENT: Mastectomy left, HP/2015/0212, 19-01-2015: carcinoma; ER positive, 90%."""
    earlier = next(one for one in read_report(text) if one.specimen == EARLIER)
    assert (earlier.value("accession"), earlier.value("er_percent")) == ("HP/2015/0212", "90")


def test_a_section_on_the_in_situ_component_ends_where_the_next_one_begins():
    text = """Right breast, excision: Invasive ductal carcinoma, grade 1.

DCIS
  Present within the invasive tumour only; low grade

RECEPTORS AND HER2 (block B, this specimen)
  ER        90% of nuclei      POSITIVE"""
    assert said(text).value("er_percent") == "90"
