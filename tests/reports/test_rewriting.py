"""The layout of a report, and not its words: what is read of it stays the same."""

import pytest

from biomarkers.reports.reader import EARLIER, THIS, read_report

from .rewrites_of_layout import OF_LAYOUT

REPORT = """Accession: S24-100
Specimens
A. Breast, left, core biopsy: invasive carcinoma
B. Breast, right, core biopsy: invasive carcinoma

Part A (block A1)
Estrogen receptor: Positive (90%)
Progesterone receptor: Negative (0%)
HER2: 2+

Part B (block B1)
Estrogen receptor: Negative (0%)
HER2: 3+
"""
READ = [("A", "90", "0", "2+"), ("B", "0", "", "3+")]
SAME = [  # what a printer, a mail or a typist adds
    "lower case", "upper case", "a blank line after each", "indented", "blanks at line ends",
    "CRLF", "no-break spaces", "quoted", "HTML breaks", "bullets", "paged, one line", 
    "headings marked",
]  # fmt: skip


def read(text):
    columns = ("er_percent", "pr_percent", "ihc_score")
    return [
        (one.component[:1], *(one.value(column) for column in columns)) for one in read_report(text)
    ]


@pytest.mark.parametrize("rewrite", SAME)
def test_the_layout_of_a_report_changes_nothing(rewrite):
    assert read(OF_LAYOUT[rewrite](REPORT)) == READ


def test_an_equals_sign_before_a_bound_is_no_part_of_it():
    (proposal,) = read_report("Breast core\nER = <1%\nPR = > 90%")

    assert proposal.value("er_percent") == "<1"
    assert proposal.value("pr_percent") == ">90"


def test_a_table_with_a_blank_line_after_each_row_is_a_table():
    table = "Marker | Result | Score\n\nER | Positive | 95%\n\nHER2 | Equivocal | 2+\n"
    (proposal,) = read_report(table)

    assert (proposal.value("er_percent"), proposal.value("ihc_score")) == ("95", "2+")


def test_a_gene_in_a_report_in_capitals_is_still_one():
    (proposal,) = read_report("NGS PANEL OF THE LIVER METASTASIS. PTEN: NOT DETECTED. AKT1 E17K")

    assert {row[0].value for row in proposal.alterations} == {"PTEN", "AKT1"}


def test_a_blank_line_right_below_a_heading_ends_nothing():
    text = """Breast, left, lumpectomy
Biomarkers on the pre-treatment core (S25-0101):

ER: positive (80%)

Biomarkers on this specimen, block A5:
ER: negative (0%)
"""
    quoted, own = sorted(read_report(text), key=lambda one: one.specimen)

    assert (quoted.specimen, quoted.value("er_percent")) == (EARLIER, "80")
    assert (own.specimen, own.value("er_percent")) == (THIS, "0")


def test_a_title_of_markers_stays_with_the_part_that_is_headed_above():
    text = """A: Right breast, lumpectomy
B: Left breast, lumpectomy

Synoptic - specimen A
Receptors: ER positive (88%), HER2 1+.

Synoptic - specimen B
Receptors: ER positive (75%), HER2 0.
"""

    assert read(text) == [("A", "88", "", "1+"), ("B", "75", "", "0")]


def test_a_part_headed_within_a_line_begins_its_own():
    text = """Specimen A: Right breast, 10:00, core biopsy
Specimen B: Right breast, 2:00, core biopsy

Markers
Specimen A: ER positive (95%), HER2 negative (0) Specimen B: ER positive (100%), HER2 2+
"""

    assert read(text) == [("A", "95", "", "0"), ("B", "100", "", "2+")]


@pytest.mark.parametrize(
    ("text", "percents"),
    [
        ("90% ER positive. 10% PR positive. 20% Ki-67.", ("90", "10", "20")),
        ("90% ER, 40% PR", ("90", "40", "")),
        ("ER - 90%. PR - 40%.", ("90", "40", "")),
        ("ER positive, 90%\nPR positive, 40%", ("90", "40", "")),
    ],
)
def test_a_percent_is_of_the_name_that_it_leads_or_follows(text, percents):
    (proposal,) = read_report(text)

    columns = ("er_percent", "pr_percent", "ki67_percent")
    assert tuple(proposal.value(column) for column in columns) == percents
    assert proposal.value("er_status") != "negative"


def test_a_value_behind_the_last_box_is_not_ticked_away():
    (proposal,) = read_report("ER: [x] Positive  [ ] Negative  70%\nPR: [ ] Positive  [x] Negative")

    assert (proposal.value("er_percent"), proposal.value("pr_status")) == ("70", "negative")


def test_a_score_that_is_and_makes_negative_is_a_result():
    (proposal,) = read_report("The cells show a HER2 score of 1+ and are therefore negative.")

    assert (proposal.value("ihc_score"), proposal.value("reported_as")) == ("1+", "negative")


def test_a_word_on_controls_paints_nothing_over_in_the_next_line():
    text = "Estrogen receptor stain of the invasive tumor: negative (0%, control positive)\nPR, 5%"
    (proposal,) = read_report(text)

    assert proposal.value("pr_percent") == "5"
