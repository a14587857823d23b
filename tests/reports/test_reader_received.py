"""Specimens by number and by row, quotations over lines, and what explains: of reports received."""

import pytest

from biomarkers.reports.reader import EARLIER, THIS, read_report

from .test_reader_kinds import said


def of_numbers(text: str) -> dict[str, dict[str, str]]:
    """What is proposed of each specimen that is named by a number."""
    proposals = [{one.name: one.value for one in p.fields if one.value} for p in read_report(text)]
    return {one["accession"]: one for one in proposals if "accession" in one}


CONFERENCE = """Tumour board, 12 May 2023

 Sample                      Lab no.     Taken       ER       PR       HER2      Remarks
 Left breast, core           B15-10441   2015-02-11  Pos 90%  Pos 70%  Neg (1+)  outside
 Left breast, chest wall bx  B23-20155   2023-04-02  Pos 20%  Neg 0%   2+        FISH below
 Liver, core                 B23-20731   2023-04-20  Neg 0%   Neg 0%   Neg (0)

Dual ISH on B23-20155: HER2/CEP17 ratio 1.4, not amplified.

Discussion: the liver deposit is ER negative and of another kind.
"""


def test_every_row_with_a_number_is_a_specimen_of_its_own():
    found = of_numbers(CONFERENCE)

    assert {
        number: (one["er_percent"], one["pr_percent"], one["ihc_score"])
        for number, one in found.items()
    } == {
        "B15-10441": ("90", "70", "1+"),
        "B23-20155": ("20", "0", "2+"),
        "B23-20731": ("0", "0", "0"),
    }


def test_a_number_that_is_known_says_of_which_specimen_a_later_line_is():
    found = of_numbers(CONFERENCE)

    assert [number for number, one in found.items() if "ish_ratio" in one] == ["B23-20155"]


def test_what_names_no_number_is_of_none_of_the_specimens_that_are_listed():
    assert "er_status" not in said(CONFERENCE, THIS)


def test_the_row_with_the_number_of_the_report_is_of_this_specimen():
    text = """Accession: K24-30911
Receptors over time:

 Specimen                   Case         Year    ER      PR      HER2
 Right breast, core scar    K19-11223    2019    80%     40%     2+
 Right breast, mastectomy   K24-30911    2024    10%     0%      1+
"""

    assert said(text, THIS)["er_percent"] == "10"
    assert said(text, EARLIER)["ihc_score"] == "2+"


def test_lines_that_begin_with_a_place_and_a_number_are_specimens_too():
    text = """Summary for the conference
Right breast core 2018 (P18-44012): ER 95%, PR 80%, HER2 1+
Right axillary node 2022 (P22-50133): ER 60%, PR 0%, HER2 3+
"""

    assert {n: one["ihc_score"] for n, one in of_numbers(text).items()} == {
        "P18-44012": "1+",
        "P22-50133": "3+",
    }


def genes_of(text: str, specimen: str) -> list[tuple[str, ...]]:
    """Gene, result, alteration and material of each row of one kind of specimen."""
    rows = [p.alterations for p in read_report(text) if p.specimen == specimen]
    names = ("gene", "result", "alteration", "material")
    return [
        tuple(field.value for field in row if field.name in names)
        for found in rows
        for row in found
    ]


@pytest.mark.parametrize(
    "quoted",
    [
        "A previous tissue panel (primary of the left breast, 2019) showed PIK3CA H1047L.",
        "PIK3CA H1047L was found in the previous tissue test (2019).",
        "Earlier NGS (tissue, 2019): PIK3CA H1047L detected",
        "Previous results (tumour block, 2019):\nPIK3CA   H1047L   detected",
    ],
)
def test_a_gene_that_is_quoted_is_of_the_earlier_specimen(quoted):
    text = f"Plasma ctDNA panel\nESR1 Y537N detected, VAF 3%\n\n{quoted}\n"

    assert genes_of(text, THIS) == [("ESR1", "detected", "Y537N", "ctdna")]
    assert genes_of(text, EARLIER) == [("PIK3CA", "detected", "H1047L", "tissue")]


@pytest.mark.parametrize(
    "said_of_today",
    [
        "ESR1 Y537N, previously seen in the plasma of 2023, is again detected.",
        "Compared with the previous plasma sample ESR1 Y537N is new.",
    ],
)
def test_a_gene_that_is_compared_with_an_earlier_test_is_of_today(said_of_today):
    text = f"Plasma ctDNA panel\n{said_of_today}\n"

    assert genes_of(text, THIS) == [("ESR1", "detected", "Y537N", "ctdna")]
    assert genes_of(text, EARLIER) == []


def test_a_column_of_an_earlier_test_is_of_the_earlier_specimen():
    text = """Tissue NGS panel

Gene      Current result      Previous result (2021)
ESR1      Y537S detected      not detected
PIK3CA    not detected        E542K detected
"""

    assert genes_of(text, THIS) == [
        ("ESR1", "detected", "Y537S", "tissue"),
        ("PIK3CA", "not_detected", "tissue"),
    ]
    assert genes_of(text, EARLIER)[1][:3] == ("PIK3CA", "detected", "E542K")


def test_a_gene_that_is_told_again_without_its_variant_has_one_row():
    text = """Plasma ctDNA panel
PIK3CA   DETECTED   p.(Glu545Lys)   VAF 6.1%

A mutation of PIK3CA has been detected in plasma.
"""

    assert genes_of(text, THIS) == [("PIK3CA", "detected", "E545K", "ctdna")]


QUOTED = """Bone, core biopsy: metastatic carcinoma.
ER 70%, PR 0%, HER2 1+.

The tumour of 2016 was reviewed again (16-AP-4410, right breast, mastectomy, March 2016:
ductal carcinoma, ER 100%, PR 90%,
HER2 0).
"""


def test_a_bracket_that_closes_in_a_line_below_goes_on_over_a_colon():
    assert said(QUOTED, THIS)["er_percent"] == "70"
    assert (said(QUOTED, EARLIER)["er_percent"], said(QUOTED, EARLIER)["ihc_score"]) == ("100", "0")


@pytest.mark.parametrize(
    "legend",
    [
        "0, no staining = HER2 null\n0 with faint staining = HER2 ultralow\n1+ = HER2 low\n"
        "3+, or 2+ and amplified = HER2 positive",
        "null = IHC 0 without staining\nultralow = IHC 0, up to 10%\nlow = IHC 1+ or 2+",
        "HER2 criteria: positive = 3+ in >10% of cells",
        "Group 1   ratio >=2.0, HER2 >=4.0     Group 2   ratio >=2.0, HER2 <4.0\n"
        "Group 3   ratio <2.0, HER2 >=6.0",
    ],
)
def test_lines_of_two_sides_and_groups_with_limits_explain(legend):
    text = f"ER: 90%\nHER2 (IHC): 2+, equivocal\n\nHow to read it:\n{legend}\n"

    assert (said(text)["ihc_score"], said(text)["reported_as"]) == ("2+", "equivocal")


def test_results_with_an_equals_sign_are_no_legend():
    values = said("ER 3+ = positive\nPR 1+ = positive\nHER2 2+ = equivocal\n")

    assert (values["er_status"], values["ihc_score"]) == ("positive", "2+")


NUMBERED = """Specimen: (1) Right breast lump, trucut
          (2) Right axillary node, trucut
          (3) Left breast lump, trucut
"""


def test_columns_of_numbers_in_brackets_are_the_parts_that_are_listed():
    text = f"""{NUMBERED}
Marker      (1) Right breast      (2) Right node      (3) Left breast
ER          Negative (0%)         Negative (0%)       Positive (90%)
HER2        3+                    3+                  1+
Ki-67       50%                   60%                 8%
"""
    found = {p.component[:2]: p.value("ki67_percent") for p in read_report(text)}

    assert found == {"1.": "50", "2.": "60", "3.": "8"}


def test_lines_that_begin_with_a_key_in_brackets_are_of_its_part():
    text = """Specimens:
  (a) Right breast 9 o'clock, core
  (b) Right breast 12 o'clock, core

IHC:
  (a) ER 90%, PR 50%, HER2 1+.
  (b) ER 100%, PR 10%, HER2 2+.
"""
    found = {p.component[:2]: p.value("pr_percent") for p in read_report(text)}

    assert found == {"A.": "50", "B.": "10"}


def test_columns_of_keys_in_brackets_are_the_parts_that_are_listed():
    text = """Specimen: (A) Left breast 3:00, core biopsy
          (B) Left breast 10:00, core biopsy

Antibody     (A)            (B)
ER           Pos 90%        Neg 0%
HER2         1+             3+
"""
    found = {p.component: p.value("ihc_score") for p in read_report(text)}

    assert found == {
        "A. Left breast 3:00, core biopsy": "1+",
        "B. Left breast 10:00, core biopsy": "3+",
    }


def test_the_own_number_of_a_table_of_numbers_stands_above_it():
    text = """ACC-NO: M24-55120
Liver, core biopsy: metastatic carcinoma.

With those of earlier specimens:

                 M24-55120        M21-20871
                 Liver            Lymph node
ER               10%              70%
HER2             1+               2+
"""

    assert (said(text, THIS)["er_percent"], said(text, EARLIER)["er_percent"]) == ("10", "70")


def test_clinical_trials_and_what_a_drug_is_aimed_at_are_no_results():
    text = """Tissue NGS panel
PIK3CA H1047R detected, VAF 20%
CCND1 amplification: of no known value for CDK4/6 inhibitors.

Clinical trials
HER2-low breast cancer, antibody-drug conjugates
"""

    assert [row[0] for row in genes_of(text, THIS)] == ["PIK3CA", "CCND1"]
    assert "reported_as" not in said(text)


def test_an_empty_cell_below_a_test_is_no_heading():
    text = """Left breast, mastectomy

Marker       Tumor 1      Tumor 2
ER           95%          90%
HER2 IHC     1+           2+
HER2 FISH    -            Not amplified
Ki-67        10%          20%
"""
    found = {p.component: p.value("ki67_percent") for p in read_report(text)}

    assert found == {"Tumor 1": "10", "Tumor 2": "20"}


def of_parts(text: str, field: str) -> dict[str, str]:
    """The value of a field by the name of its part or tumor."""
    return {p.component: p.value(field) for p in read_report(text) if p.specimen == THIS}


@pytest.mark.parametrize(
    ("places", "first", "second"),
    [
        (
            "A. Left breast, 10:00, core biopsy\nB. Left breast, 2:00, core biopsy",
            "10:00 lesion:",
            "2:00 lesion:",
        ),
        (
            "LEFT BREAST, 10 O'CLOCK, CORE BIOPSY\nLEFT BREAST, 2 O'CLOCK, CORE BIOPSY",
            "Left breast, 10 o'clock:",
            "Left breast, 2 o'clock:",
        ),
    ],
)
def test_parts_of_one_breast_are_told_apart_by_the_hour(places, first, second):
    text = f"{places}\n\n{first} ER 90%, HER2 1+\n{second} ER 40%, HER2 3+\n"

    assert list(of_parts(text, "er_percent").values()) == ["90", "40"]
    assert list(of_parts(text, "ihc_score").values()) == ["1+", "3+"]


def test_an_hour_of_the_day_is_no_place():
    text = "Left breast, core biopsy, taken 10:42 AM\nER 90%\nLeft breast, received 2:15 PM\nPR 40%"

    assert (said(text)["er_percent"], said(text)["pr_percent"]) == ("90", "40")


def test_rows_of_sites_are_parts_whatever_else_their_titles_say():
    text = """Site                   Year    ER     PR     HER2 IHC
Bone, iliac crest      2021    90%    10%    2+
Liver segment VII      2024    60%    0%     0
"""

    assert list(of_parts(text, "pr_percent").values()) == ["10", "0"]


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ("              ER     PR     HER2\nA             90%    60%    2+\n"
         "B             80%    20%    1+", ["A", "B"]),
        ("Tumour        ER     PR     HER2\n1             90%    60%    2+\n"
         "2             80%    20%    1+", ["Tumour 1", "Tumour 2"]),
        ("Marker   I      II\nER       90%    80%\nPR       60%    20%", ["I", "II"]),
        ("IHC markers:   1)     2)\nER             90%    80%\nPR             60%    20%",
         ["1", "2"]),
    ],
)  # fmt: skip
def test_keys_alone_head_rows_and_columns(rows, named):
    found = of_parts(f"Breast cores\n\n{rows}\n", "pr_percent")

    assert found == dict(zip(named, ("60", "20"), strict=True))


def test_roman_numbers_name_specimens():
    text = """Specimen I: Right breast lump
Specimen II: Left breast lump

Specimen I: ER positive 90%, HER2 1+
Specimen II: ER negative, HER2 3+
"""

    assert list(of_parts(text, "ihc_score").values()) == ["1+", "3+"]


def test_a_column_headed_by_a_year_and_a_procedure_is_of_an_earlier_specimen():
    text = """Liver biopsy: metastatic carcinoma.

              Current     2019 lumpectomy
ER            60%         95%
HER2          1+          0
"""

    assert (said(text, THIS)["er_percent"], said(text, EARLIER)["er_percent"]) == ("60", "95")


def test_a_tumor_with_a_word_right_behind_its_number_is_named():
    text = """Tumour   ER     HER2 IHC
1        90%    2+
2        80%    1+

HER2 overall: Tumour 1 EQUIVOCAL. Tumour 2 NEGATIVE.
"""

    assert of_parts(text, "reported_as") == {"Tumour 1": "equivocal", "Tumour 2": "negative"}


def test_a_number_in_the_subject_says_that_its_sentence_is_of_another_specimen():
    text = """Report no: HX25-10331
Brain, resection: metastatic breast carcinoma. ER 0 %, HER2 3+.
The bone metastasis of 2021 (HX21-07765) showed ER 60 %, HER2 2+.
"""

    assert (said(text, THIS)["er_percent"], said(text, EARLIER)["er_percent"]) == ("0", "60")
    assert said(text, EARLIER)["accession"] == "HX21-07765"


@pytest.mark.parametrize(
    "sentence",
    [
        "The carcinoma in block S24-9981 showed ER 60 %.",
        "The carcinoma was tested in the reference laboratory (lab no. G24-5561): ER was 60 %.",
    ],
)
def test_the_own_number_and_that_of_a_laboratory_name_no_other_specimen(sentence):
    text = f"Accession No: 24-9981\nLeft breast, core biopsy: carcinoma.\n{sentence}\n"

    assert said(text, THIS)["er_percent"] == "60"


@pytest.mark.parametrize(
    "table",
    [
        "Marker    Liver (current)    Breast 2017    Bone 2021\n"
        "ER        80 %               100 %          90 %\n"
        "HER2      1+                 0              2+",
        "Specimen           Date          ER        HER2\n"
        "Segment 7 (this)   11.03.2024    80 %      1+\n"
        "Breast left        04.06.2017    100 %     0\n"
        "T10                02.09.2021    90 %      2+",
    ],
)
def test_beside_what_is_called_current_the_others_are_of_earlier_specimens(table):
    text = f"Liver, core biopsy: metastatic carcinoma.\n\n{table}\n"

    assert said(text, THIS)["er_percent"] == "80"
    assert said(text, EARLIER)["er_percent"] == "100, 90"


def test_blocks_of_parts_whose_letter_stands_behind_them_and_counts_by_block():
    text = """Left breast core (A): invasive carcinoma
Left axillary node core (B): metastatic carcinoma

Block     ER        HER2
A1        95 %      2+
B1        85 %      1+

HER2 FISH
Block     Ratio     HER2/cell     CEP17/cell     Result
A1        1.2       3.0           2.5            not amplified
"""

    assert list(of_parts(text, "ihc_score").values()) == ["2+", "1+"]
    counts = ("ish_ratio", "her2_copies", "cep17_copies", "ish_result")
    assert [next(iter(of_parts(text, name).values())) for name in counts] == [
        "1.2",
        "3.0",
        "2.5",
        "negative",
    ]


def test_columns_of_specimens_whose_name_is_cut_short():
    text = """1. Right breast, core
2. Right axillary lymph node, core

Test        Spec 1         Spec 2
ER          Positive       Positive
  % cells   95             85
"""

    assert list(of_parts(text, "er_percent").values()) == ["95", "85"]


def test_the_title_of_a_row_goes_on_in_the_line_below():
    text = """Specimen                        ER          PR          HER2
A. Left breast, 3 o'clock,      95%         40%         2+
   core biopsy
B. Left axillary node,          85%         10%         1+
   core biopsy
"""

    assert list(of_parts(text, "er_percent").values()) == ["95", "85"]


@pytest.mark.parametrize("second", ["B. Left node", "B. Sentinel", "B) Second focus"])
def test_a_column_with_the_letter_of_a_part_is_of_it_whatever_its_name(second):
    text = f"""Marker                    A. Left breast        {second}
Estrogen receptor         95%                   85%
  (clone SP1)
HER2                      2+                    1+
"""

    assert list(of_parts(text, "ihc_score").values()) == ["2+", "1+"]


@pytest.mark.parametrize(
    "sample",
    [
        "Sample: archival tissue of the primary of 2019",
        "The original tumour block was sequenced.",
        "The initial test failed, the repeat sequencing is reported.",
    ],
)
def test_old_tissue_that_is_tested_now_is_of_this_report(sample):
    text = f"Tissue NGS panel\n{sample}\nPIK3CA E545K detected, VAF 20%\n"

    assert [row[0] for row in genes_of(text, THIS)] == ["PIK3CA"]
