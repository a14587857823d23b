"""The rows of another's table, kept on disk: read again as often as they are asked for."""

import pickle
import weakref
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from .text import Line

IN_MEMORY = 2_000_000  # bytes of a small table, such as the mapping page shows
_AT_A_TIME = 500


@dataclass(frozen=True)
class WideRow:
    table: str
    line: int
    cells: dict[str, str]


class WideRows(Collection[WideRow]):
    """Filled with `add` line by line, then `end`; the file has no name and goes with the rows."""

    def __init__(self, table: str, names: list[str]):
        self.table, self.names = table, names
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._places: list[int] = []  # where each part begins
        self._waiting: list[Line] = []
        self._count = 0

    def add(self, line: Line) -> None:
        self._waiting.append(line)
        self._count += 1
        if len(self._waiting) == _AT_A_TIME:
            self.end()

    def end(self) -> None:
        if self._waiting:
            self._places.append(self._file.tell())
            pickle.dump([(line.number, line.cells) for line in self._waiting], self._file)
            self._waiting = []

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[WideRow]:
        for place in self._places:
            self._file.seek(place)
            for number, cells in pickle.load(self._file):  # only `end` writes it
                yield WideRow(self.table, number, dict(zip(self.names, cells, strict=True)))

    def __contains__(self, row: object) -> bool:
        return any(row == each for each in self)
