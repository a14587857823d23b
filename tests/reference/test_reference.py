"""The pages of reference hold every code and column of the program, each explained."""

import pytest

from . import answers, content
from .page import Table, blocks_of, explanations_of, written
from .write import DOCS, pages

ANSWERS = (DOCS / "answers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["answers.md", "record-format.md", "terms.md"])
def test_the_page_says_what_the_program_says(name):
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[DOCS / name], "make reference"


def test_every_code_list_has_its_table():
    assert sorted(blocks_of(ANSWERS)) == sorted(answers.TABLES | content.TABLES)


def test_every_code_is_explained():
    assert not [
        f"{mark}: {code}"
        for mark, table in blocks_of(ANSWERS).items()
        if mark in answers.TABLES
        for code, meaning in explanations_of(table).items()
        if not meaning
    ]


def test_an_explanation_stays_with_its_code_and_a_new_code_has_none():
    table = Table(("code", "words", "means"), (("`new`", "n"), ("`old`", "o")), explained=True)
    mark = "<!-- X: written by make reference -->"
    page = f"{mark}\n| code | words | means |\n|---|---|---|\n| `old` | was | kept |\n<!-- end -->"

    now = blocks_of(written(page, {"X": table}))["X"]

    assert explanations_of(now) == {"`new`": "", "`old`": "kept"}
    assert "was" not in now
