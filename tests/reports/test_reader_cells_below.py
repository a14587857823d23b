"""Cells of a table that go on in the line below them, and rows that are specimens of their own."""

import pytest

from biomarkers.reports.reader import EARLIER, Proposal, read_report

PARTS = "A. Left breast, core biopsy: carcinoma\nB. Left axillary node, core: carcinoma\n"


def told(proposal: Proposal, *names: str) -> tuple[str, ...]:
    return tuple(proposal.value(name) for name in names)


def test_a_cell_goes_on_below_its_column_in_a_narrow_table():
    text = f"""{PARTS}
Marker      Specimen A              Specimen B
ER          Positive (strong,       Negative (0%)
            95%)
PR          Negative (0%)           Negative (0%)
"""

    first, second = read_report(text)

    assert told(first, "er_status", "er_percent") == ("positive", "95")
    assert told(second, "er_status", "er_percent") == ("negative", "0")


@pytest.mark.parametrize("heads", ["A1                B1", "A                 B"])
def test_cells_of_two_lines_stand_below_lettered_columns(heads):
    text = f"""           {heads}
ER         positive,         positive,
           strong, 95%       weak, 10%
HER2       2+, FISH          1+
           not amplified

{PARTS}"""

    first, second = read_report(text)

    assert told(first, "er_percent", "ihc_score", "ish_result") == ("95", "2+", "negative")
    assert told(second, "er_percent", "ihc_score", "ish_result") == ("10", "1+", "")


def test_a_row_without_a_title_goes_on_with_the_tumor_above_it():
    text = """Tumor    Block   ER               PR            HER2
1        A3      Positive         Negative      2+ (equivocal),
                 (90%)            (0%)          FISH negative
2        A8      Positive (80%)   Negative      1+
"""

    first, second = read_report(text)

    assert told(first, "er_percent", "ihc_score", "ish_result") == ("90", "2+", "negative")
    assert told(second, "er_percent", "ihc_score", "ish_result") == ("80", "1+", "")


def test_many_rows_with_numbers_are_specimens_that_a_person_places():
    text = """Date        No.        Specimen             ER         HER2
2018-02-12  H18-1102   Right breast, core   pos, 90%   1+ (negative)
2020-01-28  H20-0671   Liver, core biopsy   pos, 80%   2+, FISH negative,
                                                       ratio 1.3
2021-06-16  C21-0918   Pleural effusion     pos, 60%   0 (negative)
"""

    found = read_report(text)

    assert [one.specimen for one in found] == [EARLIER] * 3
    assert [told(one, "accession", "er_percent") for one in found] == [
        ("H18-1102", "90"),
        ("H20-0671", "80"),
        ("C21-0918", "60"),
    ]
    assert told(found[1], "ihc_score", "ish_ratio") == ("2+", "1.3")


def test_a_bracket_that_a_row_opens_goes_on_below_it():
    text = """Marker   Result
ER       Negative (0%)
HER2     POSITIVE, score 3+ (complete intense membrane staining in
                   85% of tumor cells)
"""

    (found,) = read_report(text)

    assert told(found, "ihc_score", "percent_stained") == ("3+", "85")


def test_a_percent_that_is_called_stained_counts_cells():
    (found,) = read_report("HER2 (4B5)   POSITIVE   3+   (88 % stained)")

    assert found.value("percent_stained") == "88"


@pytest.mark.parametrize(
    "line",
    [
        "INDICATION\nRequisition form: primary tumor left breast, 2015: ER+ (95%), PR+ (50%).",
        "Clinical history: left breast cancer 2015, ER positive (95%), PR positive (50%).",
        "Primary tumor (left mastectomy 2015): ER positive, 95%; PR positive, 50%.",
    ],
)
def test_receptors_told_beside_a_test_of_plasma_are_of_an_earlier_specimen(line):
    text = f"Plasma NGS\nPIK3CA H1047R 2%\n\n{line}\n"

    (earlier,) = (one for one in read_report(text) if one.specimen == EARLIER)

    assert told(earlier, "er_percent", "pr_percent", "collected_on") == ("95", "50", "2015")


def test_a_condition_beside_a_test_of_plasma_is_of_no_specimen():
    text = "Plasma NGS\nPIK3CA H1047R 2%\nAn option where the primary tumor was ER positive."

    assert not any(one.value("er_status") for one in read_report(text))


@pytest.mark.parametrize(
    "table",
    [
        "Left breast       Right breast\nER 90%            ER 10%\nHER2 1+           HER2 3+\n",
        "| Left breast | Right breast |\n| ER: 90% | ER: 10% |\n| HER2: 1+ | HER2: 3+ |\n",
    ],
)
def test_cells_that_name_their_marker_are_of_the_side_above_them(table):
    first, second = read_report(table)

    assert told(first, "laterality", "er_percent", "ihc_score") == ("left", "90", "1+")
    assert told(second, "laterality", "er_percent", "ihc_score") == ("right", "10", "3+")


def test_a_line_that_may_go_on_with_either_side_leaves_them_unread():
    text = f"""{PARTS}
Specimen A           Specimen B
ER positive 90%      ER negative 0%
HER2 2+, FISH        HER2 1+
not amplified
"""

    assert not any(one.value("er_percent") for one in read_report(text))
