"""A spreadsheet runs nothing of what we write, and reads the rest as it was."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from patients.spreadsheets import csv_for_spreadsheets

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
DANGEROUS = st.sampled_from("=+-@\t\r").flatmap(lambda sign: CELLS.map(lambda rest: sign + rest))


@given(cells=st.lists(CELLS | DANGEROUS, min_size=2, max_size=4))
def test_no_cell_begins_as_a_formula_and_the_text_is_kept(cells):
    written = csv_for_spreadsheets(["a"], [cells]).decode("utf-8-sig")

    _, read = csv.reader(io.StringIO(written, newline=""))
    assert not [cell for cell in read if cell.startswith(tuple("=+-@\t\r"))]
    for cell, back in zip(cells, read, strict=True):
        assert back in (cell, f"'{cell}")


def test_a_cell_that_is_not_known_is_empty():
    assert csv_for_spreadsheets(["a", "b"], [[None, "0"]]).endswith(b"\r\n,0\r\n")
