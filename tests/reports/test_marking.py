"""Words marked in a text: nothing of the text is lost, and marks may overlap."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biomarkers.reports.marking import Mark, pieces_of
from biomarkers.reports.reader import read_report

PLACES = st.integers(-5, 60)
MARKS = st.lists(
    st.builds(
        Mark,
        PLACES,
        PLACES,
        key=st.sampled_from(["0-a", "0-b", "1-a"]),
        label=st.just("label"),
        kind=st.sampled_from(["sure", "unclear", "note"]),
    ),
    max_size=8,
)


@given(st.text(max_size=50), MARKS)
def test_the_pieces_are_the_text_and_each_mark_is_covered_once(text, marks):
    pieces = pieces_of(text, marks)

    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        if 0 <= mark.start < mark.end <= len(text):
            marked = "".join(piece.text for piece in pieces if mark in piece.marks)
            assert marked.startswith(text[mark.start : mark.end])
            assert any(mark in piece.begins for piece in pieces)


def test_marks_that_overlap_are_both_named_and_the_unclear_one_shows():
    sure, unclear = Mark(0, 8, "0-a", "A", "sure"), Mark(5, 12, "0-b", "B", "unclear")

    pieces = pieces_of("negative, 1+", [sure, unclear])

    assert [(p.text, p.kind, p.keys) for p in pieces] == [
        ("negat", "sure", "0-a"),
        ("ive", "unclear", "0-a 0-b"),
        (", 1+", "unclear", "0-b"),
    ]


def test_a_site_and_a_side_are_marked_where_the_report_names_them():
    text = (
        "Report No. B22/7714\tSpecimen: core biopsy left breast\n"
        "Oestrogen receptor\tPOSITIVE\t100%\nHER2 IHC\t1+\n\n"
        "Comment: the earlier biopsy of the right axilla in 2019 had been HER2 3+."
    )

    marked = {
        (one.value, text[words.start : words.end])
        for proposal in read_report(text)
        for one in proposal.fields
        if one.name in ("site", "laterality", "collected_on")
        for words in one.words
    }

    assert marked >= {("breast", "breast"), ("left", "left"), ("right", "right"), ("2019", "2019")}


OWN = sorted((Path(__file__).parent / "own" / "second").glob("*.txt"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_no_site_is_marked_on_a_letter_of_another_word(path):
    text = path.read_text()

    for proposal in read_report(text):
        for one in proposal.fields:
            for words in one.words if one.name in ("site", "laterality") else ():
                marked = text[words.start : words.end].strip()
                assert len(marked) > 1 or marked in ("L", "R"), (one.value, marked)
