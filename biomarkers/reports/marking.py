"""A text with words marked in it, cut into pieces that a template can write one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """A place in the text. `key` names the field it belongs to, `kind` how sure it is."""

    start: int
    end: int
    key: str
    label: str
    kind: str  # sure unclear note quoted
    is_first: bool = True  # of its key: there a link leads to


@dataclass(frozen=True)
class Piece:
    """`marks` cover all of it; `begins` are those that begin with it, whose labels stand here."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()

    @property
    def keys(self) -> str:
        return " ".join(mark.key for mark in self.marks)

    @property
    def kind(self) -> str:
        """The gravest of those that overlap: what is unclear is never hidden below what is sure."""
        kinds = {mark.kind for mark in self.marks}
        return next((kind for kind in ("unclear", "sure", "note", "quoted") if kind in kinds), "")


def pieces_of(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Cut wherever a mark begins or ends, so that marks may overlap. Joined they are the text."""
    sound = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in sound), *(m.end for m in sound)})
    pieces = []
    for start, end in pairwise(cuts):
        covering = tuple(mark for mark in sound if mark.start <= start and end <= mark.end)
        begins = tuple(mark for mark in covering if mark.start == start)
        pieces.append(Piece(text[start:end], covering, begins))
    return pieces
