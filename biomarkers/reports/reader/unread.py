"""Nothing named is silent: a marker that is named with a value and was not read says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .earlier import Earlier
from .finding import WEAK, Finding, marker_of
from .naming import VALUES, Name
from .pattern import compiled
from .placement import Spot
from .tokens import Token

_FIELDS = {
    "er": ("er_status", "er_percent"),
    "pr": ("pr_status", "pr_percent"),
    "ki67": ("ki67_percent",),
    "her2": ("reported_as",),
}
_CALLED = {"er": "ER", "pr": "PR", "ki67": "Ki-67", "her2": "HER2"}
_IN_HISTORY = "It is told in the clinical information, and is no result of this report."
_TRIPLE_NEGATIVE = compiled(r"\btriple[\s-]{1,3}negative\b")
_SUMMARY = "“Triple negative” is a summary, not a result of this specimen."


_NEAR = 80  # characters between a name and its value


def not_understood(
    names: list[Name], tokens: list[Token], read: list[Finding]
) -> Iterator[Finding]:
    """Empty fields for a marker that a sentence names with a value of which it read nothing, and
    for a percent that it read not. They count only where nothing else is told."""
    for number, name in enumerate(names):
        upto = names[number + 1].start if number + 1 < len(names) else name.end + _NEAR
        values = list(_values(tokens, name.end, min(upto, name.end + _NEAR)))
        for marker in name.markers if values else ():
            told = {one.name for one in read if marker_of(one.name) == marker}
            percent = next((one for one in values if one.kind == "percent"), None)
            if not told:
                yield from (_empty(field, marker, values[0]) for field in _FIELDS[marker])
            elif percent and marker != "her2" and f"{marker}_percent" not in told:
                yield _empty(f"{marker}_percent", marker, percent)


def _values(tokens: list[Token], start: int, end: int) -> Iterator[Token]:
    """Up to the name of something else."""
    for token in tokens:
        if start <= token.start < end:
            if token.kind in ("foreign", "benign", "counted"):
                return
            if token.kind in VALUES:
                yield token


def _empty(field: str, marker: str, value: Token) -> Finding:
    because = f"{_CALLED[marker]} is named with “{value.written}”, which is not understood."
    return Finding(field, "", value.start, value.end, because, WEAK)


@dataclass
class Unread:
    """What is named while a report is read. `mentions`: marker, place, and where it stands."""

    mentions: list[tuple[str, int, int, Spot]] = field(default_factory=list)
    in_history: list[Finding] = field(default_factory=list)

    def triple_negative(self, words: str, start: int, spot: Spot) -> None:
        if found := _TRIPLE_NEGATIVE.search(words):
            self.mentions.append(("", start + found.start(), start + found.end(), spot))

    def findings(self, read: list[tuple[Finding, Spot]]) -> Iterator[tuple[Finding, Spot]]:
        """Empty fields that say why, for every marker of which nothing was found."""
        told = {marker_of(finding.name) for finding, _ in read}
        for marker, start, end, spot in self.mentions:
            if (marker or "her2") in told:
                continue
            told.add(marker or "her2")
            named = _CALLED.get(marker)
            because = f"{named} is named, and no result is understood." if named else _SUMMARY
            for name in _FIELDS[marker or "her2"]:
                yield Finding(name, "", start, end, because), spot
        for name in dict.fromkeys(finding.name for finding in self.in_history):
            first = next(one for one in self.in_history if one.name == name)
            yield Finding(name, "", first.start, first.end, _IN_HISTORY), Spot(earlier=Earlier())
