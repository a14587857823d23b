"""A second observer's count of ISH, which ASCO/CAP asks for in groups 2, 3 and 4.

The first count stays the one that is proposed; of the second it is said whether it confirmed or
changed the category: in the report's words, else by the group of either count.
"""

from dataclasses import replace

from .finding import WEAK, Finding
from .pattern import compiled

COUNTED = {"ish_ratio", "her2_copies", "cep17_copies"}
_RECOUNT = compiled(
    r"\b(?:(?:re~|repeat )count\w{0,3}|second count|(?:observer|reader) 2"
    r"|(?:second|2nd|independent|additional|another)(?:,? \w{4,12}){0,1} (?:observer|reader|counter"
    r"|reviewer|pathologist|technologist|scientist|scorer)"
    r"|(?:count|observer|reader|reading) (?:2|two|b|ii))\b"
)
_CONFIRMED = compiled(
    r"\b(?:unchanged|not changed?|confirm(?:s|ed|ing)?|same (?:category|group|result)|no change"
    r"|agree\w{0,3}|concordant|remain(?:s|ed)?|stands?|stood|upheld|maintain\w{0,3}|same)\b"
)
_CHANGED = compiled(r"\b(?:changed|differ\w{0,4}|discordant|now (?:in )?(?:ish )?group)\b")


class Recount:
    """Reads the report's sentences in their order."""

    def __init__(self) -> None:
        self.told: tuple[int, int] | None = None
        self.outcome = ""
        self.counts: list[Finding] = []  # of the second observer
        self._is_open = False
        self.is_second = False  # whether the numbers of this sentence are of the second observer
        self._heads = False  # the sentence before announced the numbers of the second observer

    def read(self, words: str, start: int, after_gap: bool = False) -> None:
        """Whether the count confirmed the first, where this or the next sentence says so."""
        told = _RECOUNT.search(words)
        self.is_second = bool(told) or (self._heads and not after_gap)
        self._heads = self.is_second if not told else words.rstrip().endswith(":")
        if told and self.told is None:
            self.told = (start + told.start(), start + told.end())
        if self.outcome or not (told or self._is_open):
            return
        if _CONFIRMED.search(words):
            self.outcome = "confirmed"
        elif _CHANGED.search(words):
            self.outcome = "changed"
        self._is_open = bool(told)

    def kept(self, finding: Finding) -> Finding:
        """A number of the second count, which counts only where there is no first."""
        self.counts.append(finding)
        return replace(finding, rank=WEAK)

    def finding(self, first: list[Finding]) -> Finding | None:
        """ish_recount, or nothing where no recount is told."""
        if self.told is None:
            return None
        value = self.outcome or self._by_group(first)
        because = "" if value else "A recount is told, and not whether it changed the category."
        return Finding("ish_recount", value, *self.told, because)

    def _by_group(self, first: list[Finding]) -> str:
        before, after = _group(first), _group(self.counts)
        if before is None or after is None:
            return ""
        return "confirmed" if before == after else "changed"


def _group(counts: list[Finding]) -> int | None:
    """The group of ASCO/CAP 2018, by ratio and copies."""
    values = {one.name: float(one.value) for one in counts if one.is_sure and one.name in COUNTED}
    ratio, copies = values.get("ish_ratio"), values.get("her2_copies")
    if ratio is None or copies is None:
        return None
    if ratio >= 2:
        return 1 if copies >= 4 else 2
    return 3 if copies >= 6 else 4 if copies >= 4 else 5
