"""How much room words take. Estimates are wide rather than narrow: DejaVu Sans, not Inter."""

from dataclasses import dataclass

SIZE = 12  # px; nothing in the drawing is smaller than 11
HEIGHT = 16  # px of one row of words
_ELLIPSIS = "…"

# Advance widths in em.
_NARROW = dict.fromkeys("ijl.,:;'|!·’ ", 0.33)
_SLIM = dict.fromkeys("ftrI()[]/-–", 0.43)
_WIDE = dict.fromkeys("mwMW%@—→✕▲≥…", 0.99)
_WIDTHS = _NARROW | _SLIM | _WIDE
_LETTER, _CAPITAL = 0.64, 0.74
_BOLD = 1.1


def width_of(words: str, *, size: float = SIZE, bold: bool = False) -> float:
    """Pixels."""
    ems = sum(_WIDTHS.get(c, _CAPITAL if c.isupper() else _LETTER) for c in words)
    return ems * size * (_BOLD if bold else 1)


def fitted(words: str, room: float, *, size: float = SIZE, bold: bool = False) -> str:
    """The words, or as many letters of them as fit with an ellipsis, or nothing."""
    if width_of(words, size=size, bold=bold) <= room:
        return words
    for length in range(len(words) - 1, 2, -1):
        shortened = words[:length].rstrip() + _ELLIPSIS
        if width_of(shortened, size=size, bold=bold) <= room:
            return shortened
    return ""


@dataclass(frozen=True)
class Span:
    """A stretch of one row, in pixels."""

    left: float
    right: float

    def overlaps(self, other: "Span", gap: float = 6) -> bool:
        return self.left < other.right + gap and other.left < self.right + gap

    def moved_into(self, left: float, right: float) -> "Span":
        """The same width, moved so that it does not leave the stretch on either side."""
        shift = max(left - self.left, 0) or min(right - self.right, 0)
        return Span(self.left + shift, self.right + shift)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Rows:
    """Rows of one lane, filled from the top: each span takes the first row where it is free."""

    def __init__(self) -> None:
        self._rows: list[list[Span]] = []

    def place(self, *spans: Span) -> int:
        """Put all spans into one row; the number of that row."""
        for number, row in enumerate(self._rows):
            if not any(span.overlaps(taken) for span in spans for taken in row):
                row.extend(spans)
                return number
        self._rows.append(list(spans))
        return len(self._rows) - 1

    def fits_first(self, span: Span) -> bool:
        """Whether the first row has room."""
        return not self._rows or not any(span.overlaps(taken) for taken in self._rows[0])

    def __len__(self) -> int:
        return len(self._rows)
