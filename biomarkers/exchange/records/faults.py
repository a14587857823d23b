"""What is wrong with a folder, said so that the person who made it can find the cell."""

from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST_QUOTE = 40


def quoted(cell: str) -> str:
    """The cell in quotation marks, on one line and at most 40 characters long."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in cell)
    if len(shown) > _LONGEST_QUOTE:
        shown = shown[: _LONGEST_QUOTE - 1] + "…"
    return f"“{shown}”"


@dataclass(frozen=True)
class Fault:
    """`line` is the physical line of the file, from 1, on which the row begins."""

    file: str
    line: int | None
    column: str | None
    wrong: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place} {self.column}: {self.wrong}" if self.column else f"{place}: {self.wrong}"


class Refused(Exception):
    """The folder was not taken in: nothing of it is stored. `faults` says why, all in one go."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
