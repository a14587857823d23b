"""What a sentence has said so far: of which markers, by which method, and with what values."""

import re

from .context import Context
from .finding import OVERALL, PLAIN, Finding
from .ish_numbers import IshNumbers
from .naming import Name, names
from .pattern import compiled
from .segment import Entry, Segment
from .tokens import Token, tokens

_COUNTS_ON = compiled(
    r"\W{0,3}(?:gene\s)?(?:cop|signal|amplif|per\b|/|average|mean)", r"\s?[:=]?\s?\d"
)
_COUNTED = compiled(r"(?:average|mean|avg\.?|\d) $")
_OVERALL = compiled(r"\b(?:overall|final|conclusion|summary|corrected|revised)\b")
_OF_ANOTHER = compiled(
    r"\W{0,3}for\b(?! (?:(?:her-?2|gene|neu)\W{1,3}){0,2}"
    r"(?:over-?express|amplif|protein|expression))",
    r"\W{0,3}(?:controls?|margins?|nodes?|lymph|therap\w{1,4}|targeted|breast|(?:sub~)?populations?|sub~clones?)\b",
)
_SEQUENCED = compiled(
    r"\b(?:ngs|next[\s-]generation|sequencing|mutations?|variants?|vaf|exon|cfdna|ctdna|oncotype"
    r"|mrna|rt-?pcr)\b"
)

_OF = compiled(r" of (?:the )?")


class Said:
    """The sentence text[start:end] while it is read. `found` are its findings."""

    def __init__(self, text: str, start: int, end: int, context: Context) -> None:
        self.text, self.start, self.end, self.context = text, start, end, context
        self.tokens = list(tokens(text, start, end))
        self.names: list[Name] = list(names(text, self.tokens))
        self.found: list[Finding] = []
        self.all_read: list[Finding] = []
        self.notes: list[tuple[str, int, int]] = []
        self.segment = Segment(context.markers)
        self.scores: list[Entry] = []
        self.ish = IshNumbers()
        if not self.names:
            self.ish.expected, self.ish.gene = context.expected, context.gene
            self.ish.said = context.counted
        self.rank, self.place = PLAIN, 0
        self.is_sequenced = bool(_SEQUENCED.search(text, start, end))
        self.is_of_strongest = self.fits_either = False

    @property
    def is_her2(self) -> bool:
        return "her2" in self.context.markers

    @property
    def named(self) -> list[Name]:
        """Without the genes that were sequenced."""
        return [name for name in self.names if not self.is_gene(self.tokens[name.first])]

    def is_of_dna(self) -> bool:
        """An amplification that sequencing found is no ISH result."""
        by_ish = any(token.kind == "ish" for token in self.tokens) or self.context.by_ish
        return (self.is_sequenced or self.context.sequencing) and not by_ish

    def is_gene(self, token: Token) -> bool:
        """ERBB2 as a gene that was sequenced, not HER2 by IHC or ISH."""
        if "erb" not in token.written.lower():
            return False
        stained = any(token.kind in ("ihc", "score", "score_word") for token in self.tokens)
        return self.is_of_dna() and not stained

    def before(self, token: Token, reach: int) -> str:
        return self.text[max(self.start, token.start - reach) : token.start]

    def is_apart(self, token: Token) -> bool:
        """A comma or the like stands between what is named and the number that waits for a unit."""
        held = self.ish.held
        return held is not None and bool(
            re.search(r"[,;/|]|\band\b", self.text[held.token.end : token.start])
        )

    def is_counted(self, token: Token | None) -> bool:
        """“8.1 copies of HER2”"""
        before = self.tokens[self.place - 1] if self.place > 0 else None
        if token is None or before is None or before.kind != "copies":
            return False
        return bool(_OF.fullmatch(self.text, before.end, token.start))

    def is_free(self, token: Token) -> bool:
        """Whether the value is not of something that is named right after it."""
        return not _OF_ANOTHER.match(self.text, token.end, self.end)

    def say(
        self, name: str, value: str, token: Token, unclear: str = "", rank: int | None = None
    ) -> None:
        rank = self.rank if rank is None else rank
        self.found.append(Finding(name, value, token.start, token.end, unclear, rank))

    def enter(
        self, kind: str, value: str, token: Token, unclear: str = "", rank: int | None = None
    ) -> None:
        """A word or a percent, of whichever of the markers it turns out to be."""
        rank = self.rank if rank is None else rank
        self.segment.entries.append(Entry(kind, value, token.start, token.end, unclear, rank))

    def enter_score(self, value: str, token: Token, unclear: str = "") -> None:
        self.scores.append(Entry("score", value, token.start, token.end, unclear, self.rank))

    def turn_to(self, markers: tuple[str, ...], token: Token | None = None) -> None:
        """What follows is of these markers."""
        if markers == ("her2",) and self.is_her2 and self.ish.held:
            self.ish.of("her2", token is not None and self.is_apart(token))  # “8.4 HER2 signals”
            return
        self.close()
        context = self.context
        if markers == ("her2",):
            self.ish.of("her2", is_counted=self.is_counted(token))
            if context.markers == markers and token and self._counts_on(token):
                self.segment = Segment(markers)
                return
            context.by_ish = context.ihc_is_named = False
        elif "her2" in markers:
            context.by_ish = False  # “FISH was not done. … ER/PR/HER2 neg”
        context.turn_to(markers)
        self.segment = Segment(markers)
        self.is_of_strongest = False
        self.rank = OVERALL if token and self._is_overall(token) else PLAIN

    def claim(self, name: Name, token: Token) -> None:
        """A value that stands before the name of its marker."""
        context = self.context
        kept = self.segment, context.markers, context.by_ish
        self.segment = Segment(name.markers)
        context.markers, context.by_ish = name.markers, False
        context.her2_is_named |= "her2" in name.markers
        self.take(-1, token)
        self.close()
        self.segment, context.markers, context.by_ish = kept

    def take(self, place: int, token: Token) -> None:
        self.place = place
        take = getattr(self, f"take_{token.kind}", None)
        if take is not None:
            take(token)

    def close(self) -> None:
        self.ish.settle()
        self.found += self.segment.findings(with_score=bool(self.scores))
        self.found += [
            Finding("ihc_score", one.value, one.start, one.end, one.unclear, one.rank)
            for one in self.scores
        ]
        self.segment.entries, self.scores = [], []

    def _counts_on(self, token: Token) -> bool:
        """HER2 named within a count: “average HER2 signals per cell”."""
        return self.context.by_ish and bool(
            _COUNTS_ON.match(self.text, token.end) or _COUNTED.search(self.before(token, 12))
        )

    def _is_overall(self, token: Token) -> bool:
        near = self.before(token, 40) + self.text[token.start : token.end + 12]
        return bool(_OVERALL.search(near))


def words_between(said: Said, start: int, end: int) -> str:
    """What is said besides items and values."""
    words, place = [], start
    for token in said.tokens:
        if start <= token.start < end:
            words.append(said.text[place : token.start])
            place = token.end
    return " ".join([*words, said.text[place:end]])


def clause_end(said: Said, place: int) -> int:
    stop = re.compile(r"[;,.()|]").search(said.text, place, said.end)
    return stop.start() if stop else said.end
