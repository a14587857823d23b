"""Nothing named is silent: a marker that is named with a value and was not read says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .earlier import Earlier
from .finding import Finding, marker_of
from .pattern import compiled
from .placement import Spot

_FIELDS = {
    "er": ("er_status", "er_percent"),
    "pr": ("pr_status", "pr_percent"),
    "ki67": ("ki67_percent",),
    "her2": ("reported_as",),
}
_CALLED = {"er": "ER", "pr": "PR", "ki67": "Ki-67", "her2": "HER2"}
_IN_HISTORY = "It is told in the clinical information, and is no result of this report."
_TRIPLE_NEGATIVE = compiled(r"\btriple[\s-]{1,3}negative\b")
_SUMMARY = "“Triple negative” is a summary, no reading of this specimen."


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
