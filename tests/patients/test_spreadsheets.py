"""A spreadsheet runs nothing of what we write, and reads the rest as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.spreadsheets import csv_for_spreadsheets
from tests.csv_files import rows_of_file

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
DANGEROUS = st.sampled_from("=+-@\t\r").flatmap(lambda sign: CELLS.map(lambda rest: sign + rest))


@given(cells=st.lists(CELLS | DANGEROUS, min_size=2, max_size=4))
def test_no_cell_begins_as_a_formula_and_the_text_is_kept(cells):
    _, read = rows_of_file(csv_for_spreadsheets(["a"], [cells], made_with="Second Look 1.0"))

    assert not [cell for cell in read if cell.startswith(tuple("=+-@\t\r"))]
    for cell, back in zip(cells, read, strict=True):
        assert back in (cell, f"'{cell}")


def test_a_cell_that_is_not_known_is_empty():
    written = csv_for_spreadsheets(["a", "b"], [[None, "0"]], made_with="Second Look 1.0")

    assert rows_of_file(written) == [["a", "b"], ["", "0"]]


def test_a_table_that_was_cut_off_or_changed_is_found():
    written = csv_for_spreadsheets(["a"], [["1"], ["2"]], made_with="Second Look 1.0")

    for wrong in (written[:-40], written.replace(b"2\r\n", b"3\r\n", 1)):
        with pytest.raises(AssertionError):
            rows_of_file(wrong)
