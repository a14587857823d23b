"""Shapes of tables, messages and sentences that reports never seen before have shown."""

import pytest

from biomarkers.reports.reader import EARLIER, THIS, read_report

INDENTED = """Parts: A. Left breast: carcinoma
C. Right breast: carcinoma

Prognostic markers            Part A (block A6)      Part C (block C4)
  Estrogen receptor           Positive, 95%          Negative, 0%
  HER2 IHC                    Negative, 0            Equivocal, 2+
"""
HEAD_OF_TWO_LINES = """Aldermoor                                   S24-40077
Skin, left chest wall: carcinoma.

              S19-11820              S24-40077
              Left breast, 2019      Skin, left chest wall (current)
ER            positive 80%           positive 30%
HER2 IHC      2+                     3+
"""
MESSAGE = """OBX|6|ST|85319-2^HER2 Ag Tiss Ql ImStn||Equivocal (2+)||||||F
OBX|9|NM|74861-6^HER2 copies/nucleus||2.6||||||F
OBX|10|NM|74862-4^CEP17 copies/nucleus||2.0||||||F
"""
FOCI = """RIGHT BREAST, LUMPECTOMY
Focus 1 expresses ER in 90% of nuclei and PR in 80%; HER2 is 1+.
Focus 2 expresses ER in 70% of nuclei, shows no PR (0%); HER2 is 3+.
"""


def values(text, *columns):
    """Of each proposal in its order: where it belongs, and its values of these columns."""
    return [
        (proposal.specimen, proposal.component, *(proposal.value(name) for name in columns))
        for proposal in read_report(text)
    ]


def test_rows_that_are_indented_below_their_head_are_read_by_columns():
    assert values(INDENTED, "er_percent", "ihc_score") == [
        (THIS, "A. Left breast", "95", "0"),
        (THIS, "C. Right breast", "0", "2+"),
    ]


def test_a_table_whose_cells_would_be_lost_stays_as_it_stands():
    table = "Marker            Part A          Part B\n ER\n   95%             10%\n"

    assert [one.name for proposal in read_report(table) for one in proposal.fields]


def test_a_head_of_two_lines_names_an_earlier_specimen_by_its_number():
    assert values(HEAD_OF_TWO_LINES, "accession", "er_percent", "ihc_score") == [
        (EARLIER, "", "S19-11820", "80", "2+"),
        (THIS, "", "S24-40077", "30", "3+"),
    ]


def test_the_number_of_a_line_in_a_message_is_no_result():
    [read] = values(MESSAGE, "ihc_score", "her2_copies", "cep17_copies")

    assert read == (THIS, "", "2+", "2.6", "2.0")


def test_foci_that_are_told_in_sentences_are_told_apart():
    assert values(FOCI, "er_status", "er_percent", "pr_status", "ihc_score") == [
        (THIS, "Focus 1", "positive", "90", "positive", "1+"),
        (THIS, "Focus 2", "positive", "70", "negative", "3+"),
    ]


@pytest.mark.parametrize(
    ("sentence", "column", "value"),
    [
        ("The cells do not express oestrogen receptor. PR is likewise negative.", "er_status",
         "negative"),
        ("The tumour lacks ER and PR.", "pr_status", "negative"),
        ("ER is positive. No membrane staining is present with HER2 (score 0).", "zero_staining",
         "absent"),
        ("It does not show ER heterogeneity.", "er_status", ""),
    ],
)  # fmt: skip
def test_whose_a_verb_or_a_negation_is(sentence, column, value):
    assert [one[2] for one in values(sentence, column)] in ([value], [])


def test_triple_negative_beside_a_score_is_listed_and_not_taken():
    [proposal] = read_report(
        "ER: negative (0%). PR: 0%. HER2: score 0.\nTriple negative carcinoma."
    )

    listed = {one.name for one in proposal.fields if one.unclear}

    assert {"pr_status", "reported_as"} <= listed


MARKDOWN = """LEFT BREAST, MASTECTOMY
| Marker   | Tumor 1      | Tumor 2        |
|----------|--------------|----------------|
| ER       | Pos / 95%    | Pos / 90%      |
| HER2 IHC | Neg / 1+     | Equivocal / 2+ |
"""
LETTER = """The cores from the left breast contain an invasive lobular carcinoma.
It is oestrogen receptor positive (90%). HER2 is negative with a score of 0.

The cores from the right breast contain an invasive ductal carcinoma.
It is negative for oestrogen receptor (0%). HER2 is positive with a score of 3+.
"""
PANEL = """Genomic findings
  ERBB2   amplification (copy number 18)
Immunohistochemistry
  HER2    3+ (positive)
"""


def test_a_table_with_a_border_before_its_titles_is_read_by_columns():
    assert values(MARKDOWN, "er_percent", "ihc_score") == [
        (THIS, "Tumor 1", "95", "1+"),
        (THIS, "Tumor 2", "90", "2+"),
    ]


def test_sides_that_sentences_name_as_specimens_are_told_apart():
    read = values(LETTER, "laterality", "er_percent", "ihc_score")

    assert [one[2:] for one in read] == [("left", "90", "0"), ("right", "0", "3+")]


def test_copies_of_a_gene_that_was_sequenced_are_no_result_of_ish():
    [read] = values(PANEL, "ihc_score", "her2_copies", "ish_status")

    assert read == (THIS, "", "3+", "", "")


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("HER2 SISH: not amplified (HER2/Chr17 ratio 1,3; gene copy number 2,6)", "her2_copies",
         "2.6"),
        ("ER 0%, PR 0%: negative.", "er_status", "negative"),
        ("HER2   2+ (equivocal) - reflex FISH sent to reference lab, result to follow\n"
         "Control slides appropriate.", "ish_status", "pending"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_value(text, column, value):
    [read] = values(text, column)

    assert read[2] == value


LEFT_AND_RIGHT = """A. Left breast, core biopsy: Invasive ductal carcinoma.
B. Right breast, core biopsy: Invasive lobular carcinoma.
"""


@pytest.mark.parametrize(
    "results",
    [
        "Receptors (block B1, left breast):\nER positive (90%)\nHER2: 1+",
        "A. RIGHT BREAST BIOMARKERS\nER: positive (90%)\nHER2: 1+",
        "          A (right)     B (left)\nER        90%           0%\nHER2      1+            3+",
        "Left: ER positive (90%), HER2 1+ (block B2).",
        "Biomarkers (block A2, axillary lymph node):\n\nER 90%\nHER2 3+",
    ],
)
def test_a_letter_and_a_side_or_site_of_different_parts_leave_the_place_to_a_person(results):
    placed = [one for one in read_report(f"{LEFT_AND_RIGHT}\n{results}") if one.value("ihc_score")]

    assert THIS not in {one.specimen for one in placed}


def test_a_letter_of_a_listed_part_heads_its_diagnosis():
    text = (
        "Specimens: A - Lt breast 2:00, ribbon clip; B - Lt breast 6:00, coil clip\n\n"
        "A. Invasive lobular carcinoma.\n   ER positive (95%), HER2 negative (0).\n"
        "B. Invasive ductal carcinoma.\n   ER negative (0%), HER2 positive (3+).\n"
    )

    assert [one[2:] for one in values(text, "er_percent", "ihc_score")] == [
        ("95", "0"),
        ("0", "3+"),
    ]


def test_a_footnote_on_what_counts_as_positive_is_no_result():
    text = (
        "RECEPTOR      RESULT       % (INTENSITY)\nER*           Positive     99 (3+)\n"
        "HER2          Equivocal    2+\n\n*  Positive: >= 1% of tumor cell nuclei."
    )
    [read] = values(text, "er_percent", "ihc_score", "reported_as")

    assert read[2:] == ("99", "2+", "equivocal")


def test_a_threshold_in_brackets_hides_no_word_before_it():
    [read] = values("ER 90% (positive), PR 5% (negative; threshold here 10%).", "pr_status")

    assert read[2] == "negative"


def test_a_row_with_a_cell_for_each_head_is_read_in_order_wherever_its_cells_stand():
    table = (
        "Left breast, core biopsy\n\n"
        "Block    Estrogen receptor (ER)      Progesterone receptor (PR)      HER2    Ki-67\n"
        "A3       100%    90%    1+      9%\n"
    )
    [read] = values(table, "er_percent", "pr_percent", "ihc_score", "ki67_percent")

    assert read[2:] == ("100", "90", "1+", "9")


@pytest.mark.parametrize(
    "text",
    [
        "1. ER - positive; proportion 90 percent; intensity 3/3\n2. PR - negative",
        "  > Breast, core: carcinoma. ER\n  > positive (90% of\n  > nuclei). HER2 is\n  > 1+.",
        "  80 per cent  positive     PR\n  90 per cent  positive     ER",
    ],
)
def test_a_percent_is_the_same_however_it_is_written(text):
    [read] = values(text, "er_percent")

    assert read[2] == "90"


def test_a_bound_behind_a_number_is_its_reference():
    [read] = values("HER2 FISH\nHER2 signals per nucleus\t4.9\t<4.0", "her2_copies")

    assert read[2] == "4.9"


def test_a_column_that_an_amended_one_replaces_is_not_read():
    table = (
        "Left breast, core biopsy\n\n"
        "             Previous report      Amended result\n"
        "ER           Positive, 90%        Positive, 90%\n"
        "PR           Positive, 7%         Positive, 70%\n"
    )

    assert values(table, "er_percent", "pr_percent") == [(THIS, "", "90", "70")]


def test_a_sign_alone_in_its_cell_is_read_as_plus_and_listed_as_minus():
    [proposal] = read_report("ER       +     80 %\nPR       -      0 %")

    assert proposal.value("er_status") == "positive"
    assert "pr_status" in {one.name for one in proposal.fields if one.unclear}


def test_a_label_of_the_component_in_situ_holds_for_the_lines_below_it():
    text = (
        "Right breast, excision\n\nInvasive component: ductal, grade 1.\n  ER positive (95%).\n"
        "In situ component: DCIS, intermediate grade.\n  ER positive (100%).\n"
    )

    assert "95" in [one[2] for one in values(text, "er_percent")]


def test_a_line_with_a_result_of_elsewhere_heads_nothing():
    [_, read] = values("L breast bx (HER2 2+ elsewhere)\nHER2 FISH: amplified.", "ish_result")

    assert read[0] == THIS


TWO_BREASTS = """SPECIMENS
A: Right breast, 9:00, core biopsy
B: Left breast, 2:00, core biopsy

A. Right breast: invasive ductal carcinoma.
B. Left breast: invasive ductal carcinoma.

BIOMARKERS
"""


@pytest.mark.parametrize(
    "head",
    [
        "                A            B",
        "                A1           B2",
        "Marker          A            B",
        "Block           A1           B1",
        "                Rt breast    Lt breast",
        "                R breast     L breast",
        "                A1           B1\n                Rt 9:00      Lt 2:00",
    ],
)
def test_letters_or_short_sides_head_the_columns_of_parts(head):
    rows = "ER              95%          0%\nHER2 IHC        1+           3+\n"

    found = {one.value("laterality"): one for one in read_report(f"{TWO_BREASTS}{head}\n{rows}")}

    assert found["right"].value("er_percent") == "95"
    assert found["left"].value("ihc_score") == "3+"


@pytest.mark.parametrize(
    "table",
    [
        "           RESULT      VALUE     FAVORABLE    BORDERLINE    UNFAVORABLE\n"
        "ER         Positive    92 %      >= 1 %       --            < 1 %\n"
        "HER2 IHC   Negative    1+        0, 1+        2+            3+\n",
        "| Test | Result | Value | Negative | Positive |\n"
        "| ER | Positive | 92% | <1% | >=1% |\n| HER2 IHC | Negative | 1+ | 0, 1+ | 3+ |\n",
    ],
)
def test_columns_of_limits_hold_no_results(table):
    proposal = read_report(table)[0]

    assert (proposal.value("er_percent"), proposal.value("ihc_score")) == ("92", "1+")
