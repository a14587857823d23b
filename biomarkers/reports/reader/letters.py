"""Characters: plain ones for ligatures, dashes and full-width signs, and where each of them came
from.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from .proposal import Words

BORDER = "|"

_PLAIN = {
    odd: plain
    for plain, odds in {
        "-": "‐‑‒–—−",
        " ": "\f\v\u00a0\u2007\u2009\u202f\ufeff",
        "%": "٪％",
        "'": "‘’",
        '"': "“”",
        "ti": "Ɵ",  # ligatures as fonts of PDFs name them
        "tt": "Ʃ",
        "i": "İı",  # lower-casing the first would make two characters of one
        BORDER: "\t│┃¦‖",
        "": "\u00ad\u200b\u200c\u200d",
    }.items()
    for odd in odds
}


@dataclass(frozen=True)
class Letters:
    """Readable text; origin[i] is the offset in the report of its character i."""

    text: str
    origin: list[int]

    def words(self, start: int, end: int) -> Words:
        """The place in the report that text[start:end] came from."""
        places = self.origin[start:end] or self.origin[start - 1 : start] or [0]
        return Words(min(places), max(places) + 1)

    def part(self, start: int, end: int) -> "Letters":
        return Letters(self.text[start:end], self.origin[start:end])

    def replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> "Letters":
        """Each match replaced; a replacement of another length lies where the match lay."""
        texts: list[str] = []
        origin: list[int] = []
        place = 0
        for match in pattern.finditer(self.text):
            start, end, new = match.start(), match.end(), by(match)
            texts += (self.text[place:start], new)
            origin += self.origin[place:start]
            last = end - start - 1
            origin += [self.origin[start + min(step, last)] for step in range(len(new))]
            place = end
        return Letters("".join([*texts, self.text[place:]]), origin + self.origin[place:])


def joined(pieces: list[Letters]) -> Letters:
    origin = [place for piece in pieces for place in piece.origin]
    return Letters("".join(piece.text for piece in pieces), origin)


def plain(report: str) -> Letters:
    """The report in plain characters; every line ends alike."""
    text: list[str] = []
    origin: list[int] = []
    for place, odd in enumerate(report):
        if odd == "\r":  # before a line end, or one itself
            odd = "" if report[place + 1 : place + 2] == "\n" else "\n"
        seen = odd if odd.isascii() and odd not in _PLAIN else _PLAIN.get(odd)
        if seen is None:
            seen = unicodedata.normalize("NFKC", odd)
        text.append(seen)
        origin += [place] * len(seen)
    return Letters("".join(text), origin)
