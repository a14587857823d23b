"""The layout of a report, and not its words: what is read of it stays the same."""

import pytest

from biomarkers.reports.reader import read_report

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
