"""From days to pixels. Long stretches in which nothing was given and nothing changed are folded;
a reader opens them and closes them again."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

FOLD_AFTER = timedelta(days=2 * 365)
FOLD_WIDTH, FOLD_WIDTH_OF_A_PHONE = 72, 48  # px, with room for half a mark on either side
FOLDS_AT_MOST = 0.45  # of the width, the longest first
WORTH = 1.5  # a fold takes the place of at least so much more than itself
LEAD = 16  # px before the first day, for half a mark
ALONE = timedelta(days=30)  # shown before today where nothing else is dated

Span = tuple[date, date]


@dataclass(frozen=True)
class Stretch:
    """A stretch of days on a stretch of pixels."""

    begins: date
    ends: date
    left: float
    right: float
    folded: bool = False
    opened: bool = False  # would be folded, had it not been asked for

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

    @property
    def breaks(self) -> list[Stretch]:
        """What is folded, or was and is opened."""
        return [stretch for stretch in self.stretches if stretch.folded or stretch.opened]

    def is_folded(self, day: date) -> bool:
        return any(fold.begins < day < fold.ends for fold in self.folds)


def axis_over(
    days: Iterable[date],
    today: date,
    left: float,
    right: float,
    *,
    given: Sequence[Span] = (),
    since: date | None = None,
    opened: Collection[date] = (),
) -> Axis:
    """From the first day, or from `since`, to today. What is `given` is never folded.

    `opened` are the first days of folds that are shown in full.
    """
    shown = {day for day in days if day <= today and (since is None or day >= since)}
    if since and since < today:
        shown.add(since)
    eventful = sorted(shown | {today})
    if len(eventful) == 1:
        eventful.insert(0, today - ALONE)
    begins = left if since else left + LEAD
    gaps = list(pairwise(eventful))
    fold = FOLD_WIDTH if right - left > 400 else FOLD_WIDTH_OF_A_PHONE
    worth_folding = _folded(gaps, right - begins, fold, given)
    folded = {gap for gap in worth_folding if gap[0] not in opened}
    open_days = sum((ends - starts).days for starts, ends in gaps if (starts, ends) not in folded)
    scale = (right - begins - len(folded) * fold) / max(open_days, 1)
    return Axis(
        tuple(_laid(gaps, folded, worth_folding - folded, begins, scale, fold)), left, right
    )


def _folded(gaps: list[Span], width: float, fold: int, given: Sequence[Span]) -> set[Span]:
    """The longest gaps that are worth it, as many as there is room for."""
    pixels_a_day = width / max((gaps[-1][1] - gaps[0][0]).days, 1)
    worth = [
        (starts, ends)
        for starts, ends in gaps
        if ends - starts > FOLD_AFTER
        and (ends - starts).days * pixels_a_day > fold * WORTH
        and not any(first < ends and last > starts for first, last in given)
    ]
    longest = sorted(worth, key=lambda gap: gap[0] - gap[1])
    return set(longest[: int(width * FOLDS_AT_MOST / fold)])


def _laid(
    gaps: list[Span],
    folded: set[Span],
    opened: set[Span],
    left: float,
    scale: float,
    fold: int,
) -> Iterator[Stretch]:
    for begins, ends in gaps:
        is_folded = (begins, ends) in folded
        width = fold if is_folded else (ends - begins).days * scale
        yield Stretch(begins, ends, left, left + width, is_folded, (begins, ends) in opened)
        left += width
