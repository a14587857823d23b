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
