"""Tables that are written by hand, because they explain, name what the program has."""

import re

from biomarkers.domain.work import Why
from biomarkers.options.bands import BAND_WORDS
from biomarkers.roles import ROLES

from .write import DOCS


def first_cells(page: str, head: str) -> list[str]:
    """Of the table with this head, the first cell of each row."""
    text = (DOCS / page).read_text(encoding="utf-8")
    rows = text.partition(f"| {head} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [row.strip("| ").split(" | ")[0] for row in rows]


def test_the_page_on_the_worklist_names_the_tasks_in_their_order():
    assert first_cells("use-the-worklist.md", "task") == [why.words for why in Why]


def test_the_page_of_roles_names_every_role():
    assert sorted(first_cells("roles.md", "role")) == sorted(
        re.sub("s$", "", name).lower() for name in ROLES
    )


def test_the_tour_names_the_bands_of_options_in_their_order():
    named = " · ".join(first_cells("tour.md", "band")).split(" · ")

    assert named == [words.partition(":")[0] for words in BAND_WORDS.values()]
