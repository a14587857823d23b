"""Tables that copying took apart, lists of what was not found, and notes with a line a finding."""

import pytest

from biomarkers.reports.reader import EARLIER, THIS, Proposal, read_report

PARTS = """A. Right breast, 10:00, core: Invasive ductal carcinoma
B. Left breast, 4:00, core: Invasive lobular carcinoma

"""


def of(text: str, specimen: str = THIS) -> list[Proposal]:
    return [one for one in read_report(text) if one.specimen == specimen]


def alterations_of(text: str) -> list[dict[str, str]]:
    rows = (row for one in read_report(text) for row in one.alterations)
    return [{cell.name: cell.value for cell in row} for row in rows]


def genes_of(text: str) -> dict[str, str]:
    return {row["gene"]: row["result"] for row in alterations_of(text)}


@pytest.mark.parametrize("corner", ["Part", "Specimen", "Marker", "Test"])
@pytest.mark.parametrize("lead", ["", "Biomarker table\n"])
def test_a_table_with_a_cell_a_line_is_read_by_its_columns(corner, lead):
    table = (
        "A (R 10:00)\nB (L 4:00)\nER\n95%\n10%\nPR\n40%\n0%\nHER2 IHC\n1+\n3+\nKi-67\n12%\n55%\n"
    )
    right, left = of(f"{PARTS}{lead}{corner}\n{table}")

    assert [right.value(name) for name in ("er_percent", "ihc_score", "ki67_percent")] == [
        "95", "1+", "12"
    ]  # fmt: skip
    assert [left.value(name) for name in ("pr_percent", "ihc_score", "ki67_percent")] == [
        "0", "3+", "55"
    ]  # fmt: skip


def test_lines_below_one_specimen_are_no_such_table():
    (proposal,) = of("Specimen\nRight breast, core\nER\n95%\nPR\n40%\nHER2 IHC\n1+\n")

    assert proposal.value("er_percent") == "95"
    assert proposal.value("ihc_score") == "1+"


@pytest.mark.parametrize("heading", ["Not detected", "Not detected:", "PERTINENT NEGATIVES"])
@pytest.mark.parametrize("sought", ["BRCA1 pathogenic variant", "BRCA1 / BRCA2 mutation"])
def test_what_a_test_did_not_find_is_not_detected_whatever_it_looked_for(heading, sought):
    text = "Plasma ctDNA sequencing\n\nDetected\nESR1 Y537S 2%\n\n"
    found = genes_of(f"{text}{heading}\n{sought}\nPTEN loss-of-function\n")

    assert found["ESR1"] == "detected"
    assert found["BRCA1"] == found["PTEN"] == "not_detected"


def test_a_gene_below_a_heading_of_variants_found_stays_detected():
    found = genes_of(
        "Tumor NGS panel\n\nDetected variants\nBRCA1 pathogenic variant c.68_69delAG\n"
    )

    assert found["BRCA1"] == "detected"


@pytest.mark.parametrize(
    "sentence",
    [
        "ESR1 mutations such as D538G are acquired under endocrine therapy.",
        "ERBB2 amplification may be missed when the tumor fraction is low.",
    ],
)
def test_what_is_known_of_a_gene_is_no_result_of_this_test(sentence):
    found = genes_of(f"Plasma ctDNA sequencing\n\nPIK3CA H1047R 3%\n\nComment\n{sentence}\n")

    assert found == {"PIK3CA": "detected"}


def test_a_variant_with_and_without_its_protein_is_one():
    text = "Germline panel, blood\nBRCA2 c.5946delT (p.Ser1982fs) PATHOGENIC\n\n"
    found = alterations_of(f"{text}BRCA2 c.5946delT creates a stop.\n")

    assert [row["alteration"] for row in found] == ["c.5946delT (p.Ser1982fs)"]


@pytest.mark.parametrize("hour", ["2:00", "10:30"])
def test_the_hour_of_a_mass_is_not_its_number(hour):
    (proposal,) = of(f"Left breast, mass {hour}, core biopsy: Invasive carcinoma.\nER 90%\nHER2 1+")

    assert "Mass" not in proposal.component


@pytest.mark.parametrize("between", [":  ", "     ", " - ", " | "])
def test_categories_with_their_meaning_beside_them_are_no_results(between):
    terms = ["null", "ultralow", "low"]
    meanings = [
        "IHC 0, no staining",
        "IHC 0 with staining in up to 10%",
        "IHC 1+ or 2+ without ISH",
    ]
    key = "\n".join(f"HER2-{a}{between}{b}" for a, b in zip(terms, meanings, strict=True))
    (proposal,) = of(f"Right breast core: IDC.\nHER2 IHC: 1+\n\nTerms used here\n{key}\n")

    assert proposal.value("ihc_score") == "1+"
    assert proposal.value("ish_result") == ""


def test_a_comment_on_the_breast_is_of_the_part_that_holds_carcinoma():
    text = """A. Left breast, mastectomy: Invasive ductal carcinoma
B. Left axilla: Metastatic carcinoma in a lymph node
C. Right breast, reduction: Fibrocystic change. No atypia or malignancy.

COMMENT: The carcinoma in the breast is HER2 negative. The node is HER2 positive.
"""
    words = {one.component[:1]: one.value("reported_as") for one in of(text)}

    assert (words["A"], words["B"]) == ("negative", "positive")


def test_a_note_that_lists_both_sides_of_a_biopsy_keeps_them_apart():
    text = """ONCOLOGIC HISTORY
* 03/04/2024 bilateral core biopsies (S24-11870):
   - LEFT breast: IDC. ER neg (0%), HER2 positive (IHC 3+)
   - RIGHT breast: ILC. ER pos (90%), HER2 neg (IHC 1+)
* 09/02/2024 bilateral lumpectomy (S24-40022):
   - LEFT: no residual carcinoma
   - RIGHT: ILC 11 mm. Repeat markers: ER pos (80%), HER2 neg (IHC 0)
"""
    read = {
        (one.value("accession"), one.value("laterality")): one.value("ihc_score")
        for one in of(text, EARLIER)
    }

    assert read[("S24-11870", "left")] == "3+"
    assert read[("S24-11870", "right")] == "1+"
    assert read[("S24-40022", "right")] == "0"


@pytest.mark.parametrize(
    "count",
    [
        "There were on average 8.1 copies of HER2 and 2.9 copies of chromosome 17 per cell",
        "An average of 8.1 signals of the HER2 gene and 2.9 signals of CEP17 were counted",
    ],
)
def test_copies_are_of_the_gene_that_is_named_after_them(count):
    (proposal,) = of(f"Right breast core. FISH for HER2 is amplified. {count}, ratio 2.8.")

    assert proposal.value("her2_copies") == "8.1"
    assert proposal.value("cep17_copies") == "2.9"


def test_what_a_status_has_changed_to_is_no_result_of_the_specimen_before():
    text = """Brain, right frontal: Metastatic carcinoma. HER2 3+. ER 0%.
Comparison with earlier material
The 2018 core (H18/21450) was reported as ER 30%, HER2 2+.
The metastasis has thus changed from HER2 negative to HER2 positive.
"""
    (earlier,) = of(text, EARLIER)

    assert earlier.value("reported_as") != "positive"


def test_a_table_with_a_cell_a_line_may_begin_with_its_specimens_and_tell_more():
    table = "Tumour 1\nTumour 2\nSize\n24 mm\n13 mm\nGrade\n2\n1\nER\n95%\n90%\nHER2 IHC\n2+\n1+\n"
    one, two = of(f"Specimen: Left breast, mastectomy\n\n{table}\nMargins: clear\n")

    assert (one.value("er_percent"), one.value("ihc_score")) == ("95", "2+")
    assert (two.value("er_percent"), two.value("ihc_score")) == ("90", "1+")


def test_a_head_of_three_lines_names_its_columns_by_number_and_day():
    text = """Accession: UP21-31740   Left breast, mastectomy

                 Before therapy              After therapy
                 UP21-04417, core            UP21-31740, block A6
                 left breast, 02/03/2021     left breast, mastectomy
ER               Positive, 80%               Positive, 20%
HER2 IHC         Positive (3+)               Negative (1+)
"""
    (before,), (after,) = of(text, EARLIER), of(text)

    assert (before.value("accession"), before.value("ihc_score")) == ("UP21-04417", "3+")
    assert (after.value("er_percent"), after.value("ihc_score")) == ("20", "1+")


def test_blocks_that_head_columns_are_the_parts_of_their_letters():
    text = """HER2 FISH
                          Block A2           Block C1
                          Left breast        Left axillary node
HER2/CEP17 ratio          1.37               2.24
HER2 signals per cell     4.18               6.45
"""
    ratios = {one.component[:1]: one.value("ish_ratio") for one in of(text)}

    assert ratios == {"A": "1.37", "C": "2.24"}


def test_an_item_with_a_number_as_its_value_heads_no_columns():
    text = """MARKERS OF THE PREVIOUS BIOPSY
  Previous case:       S21-7719 (left breast core biopsy)
  ER:                  Positive, 90%
  HER2/CEP17 ratio:    1.3
"""
    (proposal,) = read_report(f"Case S21-9045. Left breast, mastectomy: IDC.\n\n{text}")

    assert proposal.value("ish_ratio") == "1.3"


def test_a_note_that_tells_its_history_by_days_keeps_each_specimen_to_its_entry():
    text = """PROGRESS NOTE
HISTORY
03/2016   Core bx (S16-7718): IDC, ER 95%, HER2 1+ (negative).
04/2016   Lumpectomy, margins clear.
08/2021   Excision of a nodule (S21-20965): carcinoma in dermis.
          ER 90%, HER2 IHC 2+.
11/12/2024  Liver bx (S24-30551): metastatic carcinoma. ER 60%, HER2 3+.
"""
    read = {one.value("accession"): one.value("ihc_score") for one in of(text, EARLIER)}

    assert read == {"S16-7718": "1+", "S21-20965": "2+", "S24-30551": "3+"}


@pytest.mark.parametrize(
    "line",
    [
        "compared to the mastectomy of 2020 (S20-8119): ER 100%, HER2 3+",
        "The 2020 report of the breast tumor (S20-8119) is on file: ER 100%, HER2 3+.",
        "The prior mastectomy (S20-8119) was reviewed. By report that tumor was ER 100%, HER2 3+.",
    ],
)
def test_what_is_only_compared_is_of_the_specimen_before(line):
    text = f"Case S26-714\nLiver, core: Metastatic carcinoma.\nER 20%, HER2 1+.\n\n{line}\n"
    (this,) = of(text)

    assert (this.value("er_percent"), this.value("ihc_score")) == ("20", "1+")
    assert [one.value("ihc_score") for one in of(text, EARLIER)] == ["3+"]


def test_a_borderline_count_that_is_then_called_not_amplified_is_negative():
    text = "Right breast core. HER2 2+. D-DISH: ratio 1.7. Borderline count. "
    (proposal,) = of(f"{text}A second count agreed. Reported as HER2 negative, not amplified.")

    assert proposal.value("ish_result") == "negative"


def test_an_observation_of_a_message_goes_on_in_the_next_of_its_name():
    message = """MSH|^~\\&|LIS|HOSP|EHR|ONC|202305121634||ORU^R01|1|P|2.3
OBX|1|TX|DX^Final diagnosis||Brain, right: METASTATIC CARCINOMA||||||F
OBX|2|TX|HER2^HER2 IHC||Negative, score 1+||||||F
OBX|3|TX|COM^Comment||Prior left breast core biopsy EG19-11273: ER positive 30%,||||||F
OBX|4|TX|COM^Comment||HER2 positive 3+.||||||F
"""
    (earlier,), (this,) = of(message, EARLIER), of(message)

    assert (earlier.value("er_percent"), earlier.value("ihc_score")) == ("30", "3+")
    assert this.value("ihc_score") == "1+"


@pytest.mark.parametrize("title", ["HER2 re-assessment", "HER2 slide review"])
def test_a_score_that_its_category_explains_is_of_her2(title):
    (proposal,) = of(f"{title}\nRight breast, core biopsy\nRe-assessed score: 1+ (HER2-low).\n")

    assert (proposal.value("ihc_score"), proposal.value("reported_as")) == ("1+", "low")


def test_a_label_behind_a_marker_heads_the_lines_below_it():
    text = """A) Breast, Right, core
B) Lymph Node, Left axilla, core

ADDENDUM
HER2 FISH, specimen A (block A1): NEGATIVE (not amplified)
   HER2/CEP17 ratio: 1.31
   Average HER2 copy number per cell: 3.4

FINAL DIAGNOSIS
A. RIGHT BREAST, CORE: INVASIVE DUCTAL CARCINOMA.
B. LEFT AXILLARY LYMPH NODE, CORE: METASTATIC CARCINOMA.
"""
    counted = [one.value("laterality") for one in of(text) if one.value("ish_ratio")]

    assert counted == ["right"]


def test_her2_beside_other_receptors_is_not_the_ish_of_before():
    (proposal,) = of("Left breast core: IDC.\nFISH was not performed.\n\nER/PR/HER2 neg.\n")

    assert proposal.value("ish_result") == ""
    assert proposal.value("er_status") == "negative"


@pytest.mark.parametrize(
    "lines",
    [
        "The previous material (N17-6140, right breast mastectomy) was not available. "
        "According to the report it was ER positive (60%) and HER2 3+.",
        "Previous histology:  H08/21456 - Left breast, WLE: carcinoma, grade 2. ER 60%, HER2 3+.",
    ],
)
def test_what_the_report_of_before_says_is_of_the_specimen_of_before(lines):
    text = f"Accession: KS-21-22093\nBrain: Metastatic carcinoma.\nER 5%. HER2 1+.\n\n{lines}"
    (this,) = of(text)

    assert (this.value("er_percent"), this.value("ihc_score")) == ("5", "1+")
    assert [one.value("er_percent") for one in of(text, EARLIER)] == ["60"]


def test_a_letter_tells_each_specimen_in_a_paragraph_that_its_number_begins():
    text = """Our number: SUC25-0883

SP18-4471, right breast: lobular carcinoma. We see no staining. HER2 score 0. ER positive 80%.

SP24-10932, lung: metastatic lobular carcinoma. HER2 score 1+. ER positive 20%.
"""
    read = {one.value("accession"): one.value("er_percent") for one in of(text, EARLIER)}

    assert read == {"SP18-4471": "80", "SP24-10932": "20"}
