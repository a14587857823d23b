"""What lines, cells and clauses say apart: materials of genes, days of a row, what would be."""

import pytest

from biomarkers.reports.reader import EARLIER, read_report

from .test_reader_kinds import said


def rows_of(text: str) -> list[tuple[str, ...]]:
    fields = [row for proposal in read_report(text) for row in proposal.alterations]
    return [tuple(field.value for field in row if field.name != "tested_on") for row in fields]


def test_the_label_of_a_line_says_of_what_its_genes_were_read():
    text = """Molecular
 tissue (S25-1): PIK3CA H1047L; TMB 5 mut/Mb, and a remark that fills the line to its end here
 plasma 2025-09-02: ESR1 D538G 6.1%
 germline (blood): BRCA1 neg, BRCA2 neg"""

    assert rows_of(text) == [
        ("PIK3CA", "detected", "H1047L", "somatic", "tissue"),
        ("ESR1", "detected", "D538G", "somatic", "ctdna"),
        ("BRCA1", "not_detected", "germline", "blood"),
        ("BRCA2", "not_detected", "germline", "blood"),
    ]


def test_a_row_of_two_days_says_that_its_results_differ():
    text = (
        "cfDNA panel\nESR1 Y537N    5.5 %     not detected\nPIK3CA    not detected   not detected"
    )

    assert rows_of(text) == [
        ("ESR1", "", "Y537N", "somatic", "ctdna"),
        ("PIK3CA", "not_detected", "somatic", "ctdna"),
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("HER2: 2+. Had the stain been 3+ it would have been called positive.", "2+"),
        ("HER2: 2+. If the score is 3+ on the resection, tell us.", "2+"),
    ],
)
def test_what_would_be_is_no_rival_of_what_is(text, read):
    assert said(text)["ihc_score"] == read


def test_a_word_that_is_denied_is_no_rival_of_the_word():
    text = "HER2 (IHC): score 0\n  category: HER2-ultralow, not HER2-low"

    assert said(text)["reported_as"] == "ultralow"


def test_no_staining_of_some_cells_is_not_no_staining():
    text = "HER2 IHC: 1+ negative\nHER2 pattern: 1+ in 90%, no staining in 10%"

    assert said(text)["ihc_score"] == "1+"


def test_the_overall_score_counts_behind_the_reason_for_it():
    text = (
        "HER2 is uneven: a nodule is 3+, the rest is 1+. Since more than 10% of the cells show "
        "intense staining the overall score is 3+."
    )

    assert said(text)["ihc_score"] == "3+"


def test_a_text_of_hl7_has_the_line_ends_that_it_escapes():
    text = (
        r"OBX|1|FT|22637-3^Report^LN|1|LEFT BREAST CORE:\.br\ HER2 IHC: 2+\.br\ Ki-67: 16%||||||F"
    )

    assert (said(text)["ihc_score"], said(text)["ki67_percent"]) == ("2+", "16")


def test_pos_with_a_stop_goes_on_to_its_percent():
    assert said("ER pos. 95 %, PR neg. 0 %")["er_percent"] == "95"


def test_the_item_below_the_letter_of_a_part_is_its_title():
    text = """            Part A                     Part B
Specimen    Left breast, core bx       Right breast, core bx
HER2 IHC    1+                         3+
"""
    first, second = read_report(text)

    assert (first.value("laterality"), first.value("ihc_score")) == ("left", "1+")
    assert (second.value("laterality"), second.value("ihc_score")) == ("right", "3+")


def test_decalcification_and_metastasis_are_of_the_bone_and_not_of_the_breast_beside_it():
    text = """A. Left breast, lumpectomy, block of 2020
ER positive, 75 %

B. Bone, vertebra, biopsy: metastatic breast carcinoma, decalcified in acid
ER positive, 8 %
"""
    breast, bone = read_report(text)

    assert (breast.value("kind"), breast.value("decalcification")) == ("", "")
    assert (bone.value("kind"), bone.value("decalcification")) == ("metastasis", "acid")


def test_the_head_of_a_further_page_does_not_part_a_label_from_its_value():
    text = """Institute of Pathology           Case PA-23-1774
Right breast, biopsy
Estrogen receptor

Page 2/3                    printed 09.11.2023
PA-23-1774                    Institute of Pathology

85 %
Ki-67

Page 3/3                    printed 09.11.2023
PA-23-1774                    Institute of Pathology

28 %
"""

    assert (said(text)["er_percent"], said(text)["ki67_percent"]) == ("85", "28")


def test_a_method_in_the_line_of_its_heading_closes_nothing_below():
    text = """ADDENDUM - HER2 DUAL ISH
Method: Probe Cocktail of a maker with a long name (bright field), block A1, as before
Reader 1, 20 nuclei: HER2 98, Chr17 70. Average HER2 4.9; average Chr17 3.5; HER2/Chr17 1.40
"""

    assert said(text)["ish_ratio"] == "1.40"


def test_what_would_be_a_result_in_a_section_on_methods_is_told_and_not_taken():
    text = """ER: positive, 80%

METHODS
FISH was read by two. The average number of HER2 signals per cell was 4.9, of CEP17 3.5.
"""
    fields = {one.name: one for proposal in read_report(text) for one in proposal.fields}

    assert fields["her2_copies"].value == ""
    assert "section on methods" in fields["her2_copies"].unclear


@pytest.mark.parametrize(
    "clause",
    [
        "while the primary of the left breast, signed out in 2016 as P16/4402, was",
        "and in the core of 2016 it had been",
        "but the primary of 2016 was",
    ],
)
def test_a_clause_on_an_earlier_specimen_leaves_what_stands_before_it(clause):
    text = f"Lung, right lower lobe, biopsy: metastatic carcinoma.\nHER2 is 1+, {clause} 3+."

    assert said(text)["ihc_score"] == "1+"
    assert said(text, EARLIER)["ihc_score"] == "3+"


def test_lines_of_a_file_of_values_are_rows_and_a_date_is_no_percent():
    text = """accession,collected,source,test,result,unit,status
BX24-90331,2024-08-19,"Breast, right, core",ER interpretation,Positive,,F
BX24-90331,2024-08-19,"Breast, right, core",ER nuclei,92,%,F
BX24-90331,2024-08-19,"Breast, right, core",Ki-67,19,%,F
"""

    assert (said(text)["er_percent"], said(text)["ki67_percent"]) == ("92", "19")


def test_a_heading_ends_the_germline_and_a_drugs_label_denies_no_gene():
    text = """SOMATIC - RELEVANT
    TP53     p.Y220C
GERMLINE - PATHOGENIC
    BRCA2    c.6174del  p.F2016fs
PERTINENT NEGATIVES
    No variants found in: ESR1

FDA-APPROVED THERAPIES, CURRENT DIAGNOSIS
    Alpelisib (HR positive, HER2 negative, PIK3CA mutated)
"""

    somatic, germline, absent = rows_of(text)

    assert (somatic[:2], germline[:2]) == (("TP53", "detected"), ("BRCA2", "detected"))
    assert absent[:2] == ("ESR1", "not_detected")
    assert "germline" in germline
    assert "germline" not in absent


def test_the_title_of_a_part_at_the_top_of_a_page_is_no_running_head():
    text = """Memorial Hospital, case S24-1200
Specimens:
A. Left breast, core biopsy
B. Right breast, core biopsy

A. Left breast, core biopsy
Invasive carcinoma. HER2 IHC: 1+

Page 2 of 3
B. Right breast, core biopsy
Invasive carcinoma. HER2 IHC: 3+
"""
    first, second = read_report(text)

    assert (first.value("laterality"), first.value("ihc_score")) == ("left", "1+")
    assert (second.value("laterality"), second.value("ihc_score")) == ("right", "3+")


def test_the_tissue_of_origin_of_a_plasma_report_is_no_material():
    text = "cfDNA panel\nTissue of origin: breast\nTissue was not sent.\nESR1 Y537N 5.5 %"

    assert rows_of(text)[0][-1] == "ctdna"


def test_what_a_reason_states_stays_a_rival():
    text = "HER2 IHC: 2+. In view of the HER2 3+ staining of block B no ISH was done."

    assert "ihc_score" not in said(text)


def test_the_local_recurrence_beside_a_metastasis_is_of_the_breast():
    text = """A. Left breast, core biopsy
ER positive, 75 %

B. Liver, biopsy
ER positive, 8 %

Comment: local recurrence in A.
"""
    breast, liver = read_report(text)

    assert (breast.value("kind"), liver.value("kind")) == ("local_recurrence", "")


def test_a_drugs_label_denies_no_gene_under_the_heading_of_the_germline():
    text = """SOMATIC - RELEVANT
    TP53     p.Y220C
GERMLINE - PATHOGENIC
    BRCA2    c.6174del  p.F2016fs
Approved: alpelisib (HER2 negative with a PIK3CA variant)
"""

    assert ("PIK3CA", "not_detected") not in [row[:2] for row in rows_of(text)]


def test_the_number_of_an_item_belongs_to_its_line():
    text = """DIAGNOSIS
1. BREAST, RIGHT, CORE BIOPSY:
   Invasive carcinoma. ER positive 90%.
2. BREAST, LEFT, CORE BIOPSY:
   Invasive carcinoma. ER negative 0%."""
    right, left = read_report(text)
    assert (right.value("laterality"), right.value("er_percent")) == ("right", "90")
    assert (left.value("laterality"), left.value("er_percent")) == ("left", "0")
    assert left.component.startswith("2.")
