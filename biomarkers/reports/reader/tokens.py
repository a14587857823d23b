"""The items and values of a text in their order; of the patterns that fit at a place the first
counts. Words that are neither are passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .items import ITEMS
from .values import VALUES

_FIRST = (
    "other_ish",
    "counted",
    "cells_counted",
    "other_scale",
    "fraction",
    "not_amplified",
    "amplified",
    "pair",
    "signs",
)
_PATTERNS = {**VALUES, **ITEMS}
_ORDER = [*_FIRST, *(name for name in _PATTERNS if name not in _FIRST)]
_TOKEN = re.compile("|".join(f"(?P<is_{name}>{_PATTERNS[name]})" for name in _ORDER), re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    kind: str
    match: re.Match[str]

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()

    @property
    def written(self) -> str:
        return self.match[0].strip()


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        yield Token((match.lastgroup or "").removeprefix("is_"), match)
