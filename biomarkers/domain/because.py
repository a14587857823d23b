"""A sentence that says which datum and which date a statement rests on."""

from dataclasses import dataclass

from patients.dates import PartialDate

from .once import once


@dataclass(frozen=True)
class Because:
    """Words and dates in reading order.

    `str()` writes dates as they were recorded (2024-05-20); `in_words` as people read them.
    """

    parts: tuple[str | PartialDate, ...]

    def __str__(self) -> str:
        return self._text

    @once
    def _text(self) -> str:
        return "".join([p if isinstance(p, str) else p.text for p in self.parts])

    @property
    def in_words(self) -> str:
        return "".join(p.in_words if isinstance(p, PartialDate) else p for p in self.parts)

    def __add__(self, other: "Because | str") -> "Because":
        return Because((*self.parts, *(other.parts if isinstance(other, Because) else (other,))))


def because(*parts: str | PartialDate) -> Because:
    return Because(parts)


def joined(sentences: list[Because], separator: str) -> Because:
    parts: list[str | PartialDate] = []
    for sentence in sentences:
        if parts:
            parts.append(separator)
        parts.extend(sentence.parts)
    return Because(tuple(parts))
