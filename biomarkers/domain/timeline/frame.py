"""The drawing's frame: a label column beside the lanes, or labels above them where it is narrow."""

from dataclasses import dataclass
from datetime import date

from .axis import Axis
from .facts import Facts
from .ink import Sheet, Text
from .look import Look
from .text import HEIGHT, Span, fitted, width_of

COLUMN = 240  # px of the label column
COLUMN_OF_A_TABLET = 216
NARROW = 560  # px below which labels go above their lanes
RADIUS = 14  # px of the largest mark
EDGE = 16  # px kept free at the right, for half a label
GAP = 8  # px between lanes


def column_of(width: int) -> int:
    """What the labels take of the width; nothing where they go above."""
    if width < NARROW:
        return RADIUS
    return COLUMN if width >= 1000 else COLUMN_OF_A_TABLET


@dataclass
class Frame:
    """Where the next lane begins, and everything that a lane needs to draw itself."""

    width: int
    axis: Axis
    facts: Facts
    ends: date  # the last day drawn: today, or death
    last_contact: date | None
    look: Look
    sheet: Sheet
    y: int = 0

    @property
    def column(self) -> int:
        return column_of(self.width)

    @property
    def is_small(self) -> bool:
        """A phone: marks without words, lines of therapy as one ribbon; a list tells the newest."""
        return self.width < NARROW

    @property
    def left(self) -> float:
        return self.axis.left

    @property
    def right(self) -> float:
        """Words may go up to the very edge of the drawing."""
        return self.width - 1

    def shows(self, last: date) -> bool:
        """Whether what lasts until this day is within the period that is looked at."""
        return self.look.since is None or last >= self.look.since

    def lane(self, title: str, sub: str = "") -> int:
        """Write the lane's label; the height that it takes beside the lane."""
        if self.is_small:
            title = fitted(title, self.width, bold=True)
            self.sheet.texts.append(Text(0, self.y + 12, title, style="title"))
            room = self.width - width_of(title, bold=True) - 8
            if sub and width_of(sub) <= room:
                x = round(width_of(title, bold=True) + 8)
                self.sheet.texts.append(Text(x, self.y + 12, sub, style="sub"))
            self.y += HEIGHT + 4
            return 0
        title = fitted(title, self.column - 12, bold=True)
        self.sheet.texts.append(Text(0, self.y + 14, title, style="title"))
        if sub_fitted := fitted(sub, self.column - 12):
            self.sheet.texts.append(Text(0, self.y + 30, sub_fitted, style="sub"))
            return 34
        return 18

    def advance(self, lane_height: int, label_height: int) -> None:
        self.y += max(lane_height, label_height) + GAP

    def centered(self, x: float, words: str, **style: bool) -> tuple[str, Span]:
        """Words around x, moved so that they do not leave the lanes, and where they stand."""
        words = fitted(words, self.right - self.left, **style)
        half = width_of(words, **style) / 2
        return words, Span(x - half, x + half).moved_into(self.left, self.right)

    def beside(self, left: float, right: float, words: str) -> "Beside":
        """Words after a stretch, or before it where they do not fit and there is more room."""
        room_after, room_before = self.right - right - 4, left - 4 - self.left
        if width_of(words) <= room_after or room_after >= room_before:
            words = fitted(words, room_after)
            return Beside(words, round(right) + 4, "start", Span(left, right + 4 + width_of(words)))
        words = fitted(words, room_before)
        return Beside(words, round(left) - 4, "end", Span(left - 4 - width_of(words), right))


@dataclass(frozen=True)
class Beside:
    """Words beside a stretch; `span` is the room of both together."""

    words: str
    x: int
    anchor: str
    span: Span
