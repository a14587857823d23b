"""Tables of a page of docs, written between their marks; explanations are kept.

    <!-- State: written by make reference -->
    | code | … |
    <!-- end -->

The first column is asked of the code. The last one of an explained table is prose: it is written
by hand on the page, and belongs to its code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BLOCK = re.compile(r"<!-- (.+?): written by make reference -->\n(.*?)<!-- end -->", re.DOTALL)
_BORDER = re.compile(r"(?<!\\)\|")  # of a cell; inside one it is escaped


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    explained: bool = False  # the last column of the head is kept from the page

    def markdown(self, explanations: Mapping[str, str]) -> str:
        rows = [
            (*row, explanations.get(row[0], "")) if self.explained else row for row in self.rows
        ]
        ruled = [self.head, ("---",) * len(self.head), *rows]
        return "".join(f"| {' | '.join(row)} |\n" for row in ruled)


def blocks_of(page: str) -> dict[str, str]:
    """By its mark, each table as it is on the page."""
    return dict(_BLOCK.findall(page))


def explanations_of(table: str) -> dict[str, str]:
    """By the first cell, the last one: of a table as it is on the page."""
    rows = [_BORDER.split(line)[1:-1] for line in table.splitlines()[2:]]
    return {row[0].strip(): row[-1].strip() for row in rows if row}


def written(page: str, tables: Mapping[str, Table]) -> str:
    """The page with each table as it is to be. Raises KeyError for a mark without a table."""

    def block(match: re.Match[str]) -> str:
        mark, now = match.groups()
        table = tables[mark].markdown(explanations_of(now))
        return f"<!-- {mark}: written by make reference -->\n{table}<!-- end -->"

    return _BLOCK.sub(block, page)
