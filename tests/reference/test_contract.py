"""What docs/contract promises to outside programs is what the program holds."""

import csv
import re
from pathlib import Path

import pytest

from biomarkers.exchange.answers import answer_of
from biomarkers.exchange.records.columns import CONTRACT
from tests.domain.builders import assessed, her2, row, specimen

from .content import CATALOG, VOCABULARY
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


KEY = (DOCS / "contract" / "clinical-content.md").read_text(encoding="utf-8")
CONTENT = [
    path
    for folder in (CATALOG, VOCABULARY)
    for path in sorted(folder.glob("*.csv"))
    if not re.search(r"-\d+$", path.stem)  # of an earlier version
]


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.name)
def test_the_key_names_every_column_of_the_starting_content(path: Path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    named = re.sub(r"(pfs|os)_\*", " ".join(c for c in columns if c.startswith(("pfs", "os"))), KEY)

    assert not [column for column in columns if not re.search(rf"\b{column}\b", named)]


def _keys(part) -> set[str]:
    match part:
        case dict():
            return set(part).union(*map(_keys, part.values()))
        case list():
            return set().union(*map(_keys, part))
    return set()


def test_the_contract_names_every_key_of_an_answer_and_no_other():
    left = specimen(her2(ihc_score="3+"), tumor="left", site="breast", kind="primary")
    right = specimen(
        her2(ihc_score="1+", reported_as="negative"), tumor="right", site="liver", kind="metastasis"
    )
    answer = answer_of(
        assessed(left, right, catalog=(row("trastuzumab", her2="any"),), metastatic_on="2016")
    )
    promised = PAGE.partition("## 2. ")[2].partition("## 3. ")[0]

    assert _keys(answer) == set(re.findall(r'"(\w+)":', promised))
