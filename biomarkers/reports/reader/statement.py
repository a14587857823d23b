"""One sentence, read from label to value: words between that are unknown are passed over, but never
another label."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from .context import MARKERS
from .doubt import Doubt, by_others, doubts
from .finding import WEAK, Finding
from .ihc_said import SaysIhc
from .items import HER2
from .naming import VALUES, claims, other_labels
from .neutral import is_neutral, is_place
from .pattern import compiled
from .results import SaysResults
from .said import clause_end, words_between
from .tokens import Token
from .unread import not_understood

_BY_OTHERS = "It is another laboratory's reading, told for comparison."
_HER2 = re.compile(HER2, re.IGNORECASE)
_DONE_ON = compiled(
    r" (?:(?:is|was|were|and|stain\w{0,4}|status|also|only|done|performed|tested|repeated"
    r"|carried out|run"
    r"|determined|evaluated|assessed|measured) ){1,5}(?:on|in|from|at) (?:(?:this|the|an?|same"
    r"|left|right|axillary|sentinel|current) ){0,3}"
)
_OF_HER2 = re.compile(r"\b(?:4b5|hercep\s?test|pathway)\b", re.IGNORECASE)
_OF_ISH = {"ish", "pair", "cep17", "amplified", "not_amplified"}
_STATUS = {"er_status", "pr_status"}
_WORD_OF = {"er": "er_status", "pr": "pr_status", "her2": "reported_as"}
_WORDS = set(_WORD_OF.values())
_PERCENTS = {"er_percent": ("er",), "pr_percent": ("pr",)}
_AND = re.compile(r"\band\s{1,3}$", re.IGNORECASE)
# “positive for ER (95%), PR (20%) and HER2 (3+)”: between the names of such a list.
_ITS_VALUE = r"\s?(?:\([^()]{1,60}\)|\s{0,2}(?:[<>≤≥]=?\s?)?\d{1,3}\s?%)"
_LISTED = re.compile(
    rf"{_ITS_VALUE}\s?(?:,|&|/|\band\b|,\s?and\b)\s{{0,2}}(?:for\s{{1,2}})?", re.IGNORECASE
)
_ARE = re.compile(
    rf"{_ITS_VALUE}\s{{0,3}}(?::|\b(?:are|were)\s|,\s{{0,2}}(?=both|all))\s{{0,3}}(?:both|all)?\s{{0,3}}",
    re.IGNORECASE,
)
_IN = re.compile(r"\s{1,3}in\s{1,3}", re.IGNORECASE)
_OF_COUNT = {"cep17", "copies", "ratio", "pair"}
_SAY_ALL = {"score_word", "amplified", "not_amplified"}
_ANOTHER_GENE = re.compile(
    r"\b(?:ALK|ROS1|MYC|TOP2A|EGFR|FGFR\d|CCND1|MET|RET|NTRK\d|MDM2)\W{1,3}$"
)
# “The receptors have not been repeated on the excision”, below the ISH of the core
_ALL_TESTS = compiled(r"\b(?:receptors|(?:bio)?markers|stains|stud(?:y|ies)|tests)\b")
_VALUES = VALUES | {
    "number", "range", "zero", "score_word", "spaced", "broken", "signs", "pending", "not_done",
    "not_needed", "failed", "faint",
}  # fmt: skip
_ITEMS = {
    "percentage", "ratio", "copies", "pair", "cep17", "ihc", "ish", "intensity", "overall",
    "average", "no_staining", "faint",
}  # fmt: skip


def _doubted(one: Finding, doubt: Doubt) -> Finding:
    doubted = one.doubted(f"The sentence is hedged or negated: “{doubt.word}”.")
    return replace(doubted, rank=WEAK) if doubt.tells_nothing else doubted


class Statement(SaysResults, SaysIhc):
    """`read()` gives the findings of the sentence; its context goes on to the next one."""

    def read(self) -> list[Finding]:
        if not self._speaks_of_something():
            return []
        named = {name.first: name for name in self.names}
        inside = {place for name in self.names for place in range(name.first + 1, name.last + 1)}
        claimed = claims(self.text, self.start, self.names, self.tokens)
        labels = other_labels(self.text, self.start, self.end, self.tokens)
        for place, token in enumerate(self.tokens):
            if labels and token.start >= labels[0][1]:
                labels = [label for label in labels if label[1] > token.start]
                if place not in named:
                    self.turn_to(())
            if place in claimed:
                self.claim(claimed[place], token)
            elif place in named:
                self.turn_to(() if self.is_gene(token) else named[place].markers, token)
                if self._is_percent_of(place):
                    self.context.item = "percentage"
            elif place not in inside:
                self.take(place, token)
        self.close()
        self.context.expected, self.context.gene = self.ish.expected, self.ish.gene
        self.context.counted = self.ish.said
        read = self._without_doubt()
        self.all_read = [*read, *not_understood(self.named, self.tokens, read)]
        return self.all_read

    def _is_percent_of(self, place: int) -> bool:
        """“%ER: 95”, “Percent positive (ER): 95”: the name says of what the percentage is."""
        before = self.tokens[place - 1 : place] if place else []
        if not before or before[0].kind != "percentage":
            return False
        return not self.text[before[0].end : self.tokens[place].start].strip(" (")

    def take_foreign(self, token: Token) -> None:
        if not self._is_where(token):
            self.turn_to(())

    def _is_where(self, token: Token) -> bool:
        """“ER was done on the node: positive”: the place of the test, and no label of its own."""
        before = self.tokens[self.place - 1] if self.place > 0 else None
        if before is None or before.kind not in MARKERS:
            return False
        return bool(_DONE_ON.fullmatch(self.text, before.end, token.start))

    def take_other_ish(self, token: Token) -> None:
        self.turn_to(())

    def take_benign(self, token: Token) -> None:
        if not self.context.by_ish:  # “normal, not amplified” is of the gene
            self.turn_to(())

    # Whether anything is said

    def _speaks_of_something(self) -> bool:
        if self.names:
            return True
        if not self.tokens:
            if not is_neutral(self.text[self.start : self.end]):
                self.context.suspended = True
            return False
        is_count = any(token.kind == "pair" for token in self.tokens)
        if (is_count or self._begins_with_ish()) and self._speaks_of_ish():
            return True
        if self._is_scored_by_ihc() or self._is_scored_overall():
            return True
        if not self.context.markers and not self._speaks_of_ish():
            return False
        return self._goes_on()

    def _is_scored_by_ihc(self) -> bool:
        """“The IHC (4B5) of the same block is scored 2+”, after HER2 was named: a score of the four
        grades is HER2's where the antibody is, or ISH was spoken of."""
        first = self.tokens[0]
        if first.kind != "ihc" or not self.context.her2_is_named:
            return False
        is_hers = _OF_HER2.search(self.text, self.start, self.end) or self.context.markers == (
            "her2",
        )
        scored = any(token.kind in ("score", "score_word", "mixed") for token in self.tokens)
        if is_hers and scored and not self.context.sequencing:
            self.turn_to(("her2",))
            return True
        return False

    def _is_scored_overall(self) -> bool:
        """“Since more than 10% of cells show it, the overall score is 3+”, said of HER2."""
        kinds = [token.kind for token in self.tokens]
        is_hers = self.context.markers == ("her2",) and not self.context.by_ish
        return is_hers and "overall" in kinds and "score" in kinds[kinds.index("overall") :]

    def _begins_with_ish(self) -> bool:
        """“Dual-probe FISH sent, report awaited.”"""
        first = next((token for token in self.tokens if token.kind == "ish"), None)
        return first is not None and is_neutral(words_between(self, self.start, first.start))

    def _speaks_of_ish(self) -> bool:
        """ISH alone is about HER2 once that was named, unless another gene is named with it."""
        if not self.is_of_dna() and any(
            token.kind == "pair" or (token.kind in _OF_ISH and _HER2.search(token.written))
            for token in self.tokens
        ):
            self.context.her2_is_named = True
        ish = next((token for token in self.tokens if token.kind in _OF_ISH), None)
        if ish is None or not self.context.her2_is_named:
            return False
        if _ANOTHER_GENE.search(self.text, self.start, ish.start):
            return False
        self.turn_to(("her2",))
        return True

    def _goes_on(self) -> bool:
        """A sentence without a name goes on with the one before if it has no other label."""
        value = next((token for token in self.tokens if token.kind in _VALUES), None)
        upto = value.start if value else self.end
        kinds = {token.kind for token in self.tokens if token.start < upto}
        if kinds & {"foreign", "benign"}:
            self.context.forget()
            return False
        head = words_between(self, self.start, upto)
        of_place = is_place(head) and not self.context.suspended
        if not (is_neutral(head) or of_place):
            if value is not None and value.kind in VALUES:
                self.context.forget()
            else:
                self.context.suspended = True
            return False
        if value is not None and value.kind == "not_done" and _ALL_TESTS.search(head):
            return False
        if value is None:  # an item of ISH, a label by itself, may have its number on the next line
            is_item_of_count = bool(kinds & _OF_COUNT)
            self.context.suspended &= not is_item_of_count
            return is_item_of_count
        is_item = bool(kinds & _ITEMS) or value.kind in _SAY_ALL or re.search(r"[A-Za-z]", head)
        return self.is_free(value) and (bool(is_item) or self._is_bare(value))

    def _is_bare(self, value: Token) -> bool:
        """A value alone, with nothing said of anything else."""
        after = words_between(self, value.start, clause_end(self, value.end))
        return not self.context.suspended and is_neutral(after)

    # Doubt

    def _without_doubt(self) -> list[Finding]:
        self._settle()
        known = [(token.start, token.end) for token in self.tokens]
        doubted = doubts(self.text, self.start, self.end, known)
        others = by_others(self.text, self.start, self.end)
        found = []
        for one in self.found:
            if any(start <= one.start < end for start, end in others):
                found.append(replace(one, unclear=_BY_OTHERS, rank=WEAK))
                continue
            doubt = next((d for d in doubted if d.reaches(one.start, one.value, self.text)), None)
            found.append(_doubted(one, doubt) if doubt else one)
        return found

    def _shared_word(self) -> Iterator[Finding]:
        """“ER is positive in 90% and PR in 60%”, “expresses ER in 90% …”: the word is of both."""
        for before, name in pairwise(self.named):
            for percent in (f for f in self.found if _PERCENTS.get(f.name) == name.markers):
                between = self.text[before.end : name.start]
                if not _AND.search(between) or not _IN.fullmatch(
                    self.text, name.end, percent.start
                ):
                    continue
                words = [one for one in self.found if one.name in _STATUS and one.is_sure]
                columns = {_WORD_OF.get(marker) for marker in before.markers}
                said = [one for one in words if one.name in columns and one.start < name.start]
                if said and not any(one.start >= name.start for one in words):
                    column = percent.name.replace("percent", "status")
                    yield replace(said[-1], name=column)

    def _word_of_list(self) -> Iterator[Finding]:
        """“Negative for ER (0%), PR (0%) and HER2 (0)”: the word before the first is of all."""
        shared: Finding | None = None
        for before, name in pairwise(self.named):
            words = [one for one in self.found if one.name in _WORDS]
            if shared is None:
                columns = [_WORD_OF[marker] for marker in before.markers if marker in _WORD_OF]
                said = [one for one in words if one.name in columns and one.start < before.start]
                shared = said[-1] if said else None
            if not _LISTED.fullmatch(self.text, before.end, name.start):
                shared = None
            columns = [_WORD_OF[marker] for marker in name.markers if marker in _WORD_OF]
            if shared and not any(one.name in columns for one in words):
                yield from (replace(shared, name=column) for column in columns)
        yield from self._word_behind_list()

    def _word_behind_list(self) -> Iterator[Finding]:
        """“ER (90%) and PR (60%) are positive”, “ER 0%, PR 0%: negative”: the word behind the
        last is of all."""
        shared: Finding | None = None
        for before, name in reversed(list(pairwise(self.named))):
            columns = [_WORD_OF[marker] for marker in name.markers if marker in _WORD_OF]
            said = [one for one in self.found if one.name in columns and one.start >= name.end]
            if said and _ARE.fullmatch(self.text, name.end, said[0].start):
                shared = said[0]
            if not _LISTED.fullmatch(self.text, before.end, name.start):
                shared = None
            columns = [_WORD_OF[marker] for marker in before.markers if marker in _WORD_OF]
            if shared and not any(one.name in columns for one in self.found):
                yield from (replace(shared, name=column) for column in columns)

    def _settle(self) -> None:
        """What holds between the findings of one sentence."""
        self.found += self.ish.found
        if self.ish.found:
            self.found.append(
                replace(self.ish.found[0], name="ish_status", value="done", unclear="")
            )
        self.found += list(self._shared_word())
        self.found += list(self._word_of_list())
        if self.fits_either:
            self.found = [f for f in self.found if f.name != "zero_staining" or f.unclear]
        if len({one.value for one in self.found if one.name == "ihc_score"}) > 1:
            self.found = [one for one in self.found if one.name != "percent_stained"]
