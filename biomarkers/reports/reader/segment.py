"""The values that are said of one or several markers together, and whose each of them is."""

from dataclasses import dataclass, field

from .finding import PLAIN, Finding

_COLUMN = {
    "status": {"er": "er_status", "pr": "pr_status", "her2": "reported_as"},
    "percent": {"er": "er_percent", "pr": "pr_percent", "ki67": "ki67_percent"},
}


@dataclass
class Entry:
    kind: str  # status, percent
    value: str
    start: int
    end: int
    unclear: str = ""
    rank: int = PLAIN


@dataclass
class Segment:
    """Entries of markers that are named together: as many values as markers are theirs in order."""

    markers: tuple[str, ...]
    entries: list[Entry] = field(default_factory=list)

    def findings(self, *, with_score: bool = False) -> list[Finding]:
        """`with_score`: HER2 has a score, so of “ER/PR/HER2: pos/neg/1+” no word is left for it."""
        return [
            finding
            for kind in _COLUMN
            for finding in self._of_kind(
                kind, [e for e in self.entries if e.kind == kind], with_score
            )
        ]

    def _of_kind(self, kind: str, entries: list[Entry], with_score: bool) -> list[Finding]:
        markers = [marker for marker in self.markers if marker in _COLUMN[kind]]
        others = [marker for marker in markers if marker != "her2"]
        if with_score and len(others) > 1 and len(entries) == len(others) < len(markers):
            markers = others
        if len(markers) > 1 and len(entries) == len(markers):
            pairs = list(zip(markers, entries, strict=True))
        else:
            pairs = [(marker, entry) for entry in entries for marker in markers]
        return [f for marker, entry in pairs if (f := _finding(_COLUMN[kind][marker], entry))]


def _finding(name: str, entry: Entry) -> Finding | None:
    value = entry.value
    if name == "pr_status" and value == "low_positive":
        value = "positive"
    if name in ("er_status", "pr_status") and value in ("equivocal", "low", "ultralow", "null"):
        return None
    if name == "reported_as" and value == "low_positive":
        return None
    return Finding(name, value, entry.start, entry.end, entry.unclear, entry.rank)
