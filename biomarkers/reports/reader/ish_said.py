"""What is said by ISH: amplified or not, the probe, the ratio and the copies."""

import re

from .neutral import is_place
from .pattern import compiled
from .said import Said
from .tokens import Token

_UNIT = compiled(r"\s{0,3}(?:signals?|cop|her|cep|cen|/)")
_LENGTH = compiled(r"\s{0,3}[cm]m\b")
# “1.2 | B: 2.8”, “1.2 (A), 2.8 (B)”: between the numbers of two parts, or before one on its line.
_PLACE = r"(?P<place>[A-Za-z][\w ]{0,30})"
_NEXT_PART = re.compile(
    rf"\s{{0,2}}(?:\([^()\n]{{1,30}}\)\s{{0,2}})?[|,;]\s{{0,3}}{_PLACE}?[\s:=(]{{0,4}}"
)
_PART = re.compile(rf"\W{{0,4}}{_PLACE}\s?[:=|]\s{{0,3}}")
_FOR = compiled(r"\b(?:used|cut|needed) for (?:the )?$")  # “IHC (on the section used for ISH): 2+”
_IHC_AND = compiled(r"(?:ihc|chem\w{2,7})\s?(?:/|and|&)\s?$")


class SaysIsh(Said):
    def take_ish(self, token: Token) -> None:
        if not (self.context.her2_is_named or self.is_her2):
            return
        if _FOR.search(self.text, self.start, token.start):
            return
        if not self.is_her2:
            self.turn_to(("her2",))
        self.context.by_ish = True
        self.context.ihc_is_named = bool(_IHC_AND.search(self.text, self.start, token.start))

    def take_amplified(self, token: Token) -> None:
        self._result("positive", token)

    def take_not_amplified(self, token: Token) -> None:
        self._result("negative", token)

    def take_probe(self, token: Token) -> None:
        if self.context.her2_is_named:
            self.say("ish_probe", token.match["probe"].lower(), token)

    def take_pair(self, token: Token) -> None:
        if self.is_of_dna():
            return
        if not self.is_her2:
            self.turn_to(("her2",))
        self.context.by_ish = self.context.her2_is_named = True
        self.ish.pair()

    def take_ratio(self, token: Token) -> None:
        if self.is_her2:
            self.context.by_ish = True
            self.ish.ratio()

    def take_copies(self, token: Token) -> None:
        if self.is_her2 and not self.is_of_dna():
            self.context.by_ish = True
            if self._begins_item(token):
                self.ish.is_unit = False
            self.ish.counts_signals = "signal" in token.written.lower()
            self.ish.copies()

    def _begins_item(self, token: Token) -> bool:
        """“ratio 1.3; gene copy number 2.6”: no unit of the number before."""
        before = self.tokens[self.place - 1 : self.place] if self.place > 0 else []
        is_number = bool(before) and before[0].kind == "number"
        return is_number and bool(re.search(r"[;,|\n]", self.text[before[0].end : token.start]))

    def take_per_cell(self, token: Token) -> None:
        if self.is_her2 and self.context.by_ish:
            self.ish.counts_signals = False
            self.ish.copies()

    def take_average(self, token: Token) -> None:
        self.ish.average()

    def take_cep17(self, token: Token) -> None:
        if self.context.her2_is_named:
            if not self.is_her2:
                self.turn_to(("her2",))
            self.context.by_ish = True
            self.ish.of("cep17", self.is_apart(token), self.is_counted(token))

    def take_spaced(self, token: Token) -> None:
        if self.is_her2:
            self.ish.spaced(token)

    def take_broken(self, token: Token) -> None:
        if self.is_her2 and self.context.by_ish:
            self.ish.unclear(token, f"“{token.written}” is not legible as one number.")

    def number_of_ish(self, token: Token) -> None:
        if self.context.ratio_is_described and self._is_bare_of_ish(token):
            self.ish.ratio()
        if any(one.kind == "per_cell" for one in self.tokens[self.place + 1 : self.place + 2]):
            self.ish.counts_signals = False  # “signals: 12.4 per cell”
        before = self.tokens[self.place - 1 : self.place] if self.place > 0 else []
        if self._is_of_next_part(before, token):
            self.ish.again(token)
            return
        is_next = bool(before) and not self.text[before[0].end : token.start].strip(" :=")
        self.ish.number(token, is_next and before[0].kind in ("her2", "cep17"))

    def _is_bare_of_ish(self, token: Token) -> bool:
        """“FISH = 1.1”; no number that is of a gene or has a unit: “HER2 signals 6.6”."""
        before = self.tokens[self.place - 1 : self.place] if self.place > 0 else []
        of_gene = self.ish.gene and not (before and before[0].kind == "ish")
        return not (self.ish.expected or of_gene or _UNIT.match(self.text, token.end))

    def _is_of_next_part(self, before: list[Token], token: Token) -> bool:
        if _UNIT.match(self.text, token.end) or _LENGTH.match(self.text, token.end):
            return False
        if not before:
            part = _PART.fullmatch(self.text, self.start, token.start)
            return not self.ish.expected and part is not None and is_place(part["place"])
        part = _NEXT_PART.fullmatch(self.text, before[0].end, token.start)
        if part is None or before[0].kind != "number":
            return False
        return not part["place"] or is_place(part["place"])

    def _result(self, result: str, token: Token) -> None:
        is_another = bool(self.context.markers) and not self.is_her2
        if is_another or not self.context.her2_is_named or self.is_of_dna():
            return
        self.say("ish_status", "done", token)
        self.say("ish_result", result, token)
