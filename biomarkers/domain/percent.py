"""A percentage of cells as reports write it: a number, a bound or a range.

`90`, `<1`, `<=10`, `>95`, `>=90` and `80-90`. What is asked of it is answered by what it can mean
at the least and at the most: `<5` may be 0 or 4, so it is neither surely below 1 nor surely 1.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from patients.language import say

from .once import once

_NUMBER = r"(\d{1,3}(?:\.\d+)?)"
_BOUND = re.compile(rf"(<=|>=|<|>)\s*{_NUMBER}")
_RANGE = re.compile(rf"{_NUMBER}(?:\s*-\s*{_NUMBER})?")

LEAST, MOST = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Span:
    """From lowest to highest, in percent of cells; an open end leaves its own number out."""

    lowest: Decimal
    highest: Decimal
    open_below: bool = False
    open_above: bool = False

    @property
    def is_possible(self) -> bool:
        if self.highest > MOST:
            return False
        if self.lowest == self.highest:
            return not (self.open_below or self.open_above)
        return self.lowest < self.highest


@dataclass(frozen=True)
class Percent:
    """`text` is what was written and comes out again.

    Raises ValueError for a text that is not a percentage between 0 and 100.
    """

    text: str

    def __post_init__(self) -> None:
        span = _read(self.text)
        if span is None:
            wrong = say("“{text}” is not a percentage: write 90, <1, <=10, >95, >=90 or 80-90")
            raise ValueError(wrong.format(text=self.text))
        if not span.is_possible:
            raise ValueError(say("“{text}” is not within 0 to 100").format(text=self.text))

    @once
    def span(self) -> Span:
        span = _read(self.text)
        assert span is not None  # __post_init__ refuses any other text
        return span

    def surely_at_least(self, number: int) -> bool:
        return self.span.lowest >= number

    def surely_below(self, number: int) -> bool:
        highest = self.span.highest
        return highest < number or (highest == number and self.span.open_above)

    def may_lie_within(self, lowest: int, highest: int) -> bool:
        too_high = self.span.lowest > highest or (
            self.span.lowest == highest and self.span.open_below
        )
        return not too_high and not self.surely_below(lowest)

    def lies_within(self, lowest: int, highest: int) -> bool:
        return lowest <= self.span.lowest and self.span.highest <= highest

    def __str__(self) -> str:
        return self.text


class DamagedPercent(Percent):
    """A stored text that is not a percentage: shown, and never reckoned with."""

    def __post_init__(self) -> None:
        """Whatever is stored is kept, so that a person can see and correct it."""


def _read(text: str) -> Span | None:
    if bound := _BOUND.fullmatch(text):
        sign, number = bound[1], Decimal(bound[2])
        is_open = "=" not in sign
        if sign.startswith("<"):
            return Span(LEAST, number, open_above=is_open)
        return Span(number, MOST, open_below=is_open)
    if found := _RANGE.fullmatch(text):
        return Span(Decimal(found[1]), Decimal(found[2] or found[1]))
    return None
