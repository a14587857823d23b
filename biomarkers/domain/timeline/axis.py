"""From days to pixels. Long stretches in which nothing happened are folded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

FOLD_AFTER = timedelta(days=4 * 365)
FOLD_FROM_DAYS = 8  # with fewer days on which anything happened nothing needs the room
MARGIN = timedelta(days=120)  # kept open on both sides of a fold, and before the first fact
FOLD_WIDTH = 44  # px


@dataclass(frozen=True)
class Stretch:
    """A stretch of days on a stretch of pixels."""

    begins: date
    ends: date
    left: float
    right: float
    folded: bool = False

    def x(self, day: date) -> float:
        days = (self.ends - self.begins).days or 1
        return self.left + (self.right - self.left) * (day - self.begins).days / days

    @property
    def years(self) -> int:
        return round((self.ends - self.begins).days / 365.25)


@dataclass(frozen=True)
class Axis:
    stretches: tuple[Stretch, ...]
    left: float
    right: float

    def x(self, day: date) -> int:
        """Days before the first and after the last stand at the edges."""
        for stretch in self.stretches:
            if day <= stretch.ends:
                return round(max(self.left, stretch.x(day)))
        return round(self.right)

    @property
    def begins(self) -> date:
        return self.stretches[0].begins

    @property
    def ends(self) -> date:
        return self.stretches[-1].ends

    @property
    def folds(self) -> list[Stretch]:
        return [stretch for stretch in self.stretches if stretch.folded]

    def is_folded(self, day: date) -> bool:
        return any(fold.begins < day < fold.ends for fold in self.folds)


def axis_over(days: Iterable[date], today: date, left: float, right: float) -> Axis:
    """From shortly before the first day to today."""
    eventful = sorted({day for day in days if day <= today} | {today})
    begins = eventful[0] - min(MARGIN, (today - eventful[0]) / 10 + timedelta(days=7))
    pieces = _pieces([begins, *eventful], fold=len(eventful) >= FOLD_FROM_DAYS)
    folds = sum(folded for _, _, folded in pieces)
    open_days = sum((ends - starts).days for starts, ends, folded in pieces if not folded)
    scale = (right - left - folds * FOLD_WIDTH) / max(open_days, 1)
    return Axis(tuple(_laid(pieces, left, scale)), left, right)


def _pieces(eventful: list[date], *, fold: bool) -> list[tuple[date, date, bool]]:
    """Open and folded stretches in turn."""
    pieces: list[tuple[date, date, bool]] = []
    opened = eventful[0]
    for before, after in pairwise(eventful):
        if fold and after - before > FOLD_AFTER:
            pieces.append((opened, before + MARGIN, False))
            pieces.append((before + MARGIN, after - MARGIN, True))
            opened = after - MARGIN
    pieces.append((opened, eventful[-1], False))
    return pieces


def _laid(pieces: list[tuple[date, date, bool]], left: float, scale: float) -> Iterator[Stretch]:
    for begins, ends, folded in pieces:
        width = FOLD_WIDTH if folded else (ends - begins).days * scale
        yield Stretch(begins, ends, left, left + width, folded)
        left += width
