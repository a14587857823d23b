"""What docs/contract promises to outside programs is what the program holds."""

import re

import pytest

from biomarkers.exchange.records.columns import CONTRACT

from .write import DOCS

PAGE = (DOCS / "contract" / "README.md").read_text(encoding="utf-8")
PROMISED = {
    name: (columns, key)
    for name, columns, key in re.findall(
        r"^\| (?:◆ )?(\w+\.csv) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE
    )
}


def _names(columns: str) -> list[str]:
    """The names alone: without the words that a column takes, and without what is said of them."""
    listed = re.sub(r"\([^()]*\)|◆ `.*|◆ A percent.*", "", columns)
    return [re.sub(r"[◆*.\s]", "", name) for name in listed.split(",")]


def test_the_contract_names_the_files():
    assert list(PROMISED) == [file.name for file in CONTRACT]


@pytest.mark.parametrize("file", CONTRACT, ids=lambda file: file.name)
def test_the_contract_names_the_columns_and_the_key(file):
    columns, key = PROMISED[file.name]

    assert _names(columns) == [column.name for column in file.columns]
    assert key == ", ".join(file.key)


@pytest.mark.parametrize("file", CONTRACT, ids=lambda file: file.name)
def test_the_contract_marks_what_is_required(file):
    starred = re.findall(r"(\w+)\*", PROMISED[file.name][0])

    assert starred == [column.name for column in file.columns if column.required]
