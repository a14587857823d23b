"""What is said by ISH: amplified or not, the probe, the ratio and the copies."""

from .pattern import compiled
from .said import Said
from .tokens import Token

_UNIT = compiled(r"\s{0,3}(?:signals?|cop|her|cep|cen|/)")
_IHC_AND = compiled(r"(?:ihc|chem\w{2,7})\s?(?:/|and|&)\s?$")


class SaysIsh(Said):
    def take_ish(self, token: Token) -> None:
        if not (self.context.her2_is_named or self.is_her2):
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
            self.ish.copies()

    def take_per_cell(self, token: Token) -> None:
        if self.is_her2 and self.context.by_ish:
            self.ish.copies()

    def take_average(self, token: Token) -> None:
        self.ish.average()

    def take_cep17(self, token: Token) -> None:
        if self.context.her2_is_named:
            if not self.is_her2:
                self.turn_to(("her2",))
            self.context.by_ish = True
            self.ish.of("cep17", self.is_apart(token))

    def take_spaced(self, token: Token) -> None:
        if self.is_her2:
            self.ish.spaced(token)

    def take_broken(self, token: Token) -> None:
        if self.is_her2 and self.context.by_ish:
            self.ish.unclear(token, f"“{token.written}” is not legible as one number.")

    def number_of_ish(self, token: Token) -> None:
        if self.context.ratio_is_described and not _UNIT.match(self.text, token.end):
            self.ish.ratio()
        before = self.tokens[self.place - 1 : self.place] if self.place > 0 else []
        is_next = bool(before) and not self.text[before[0].end : token.start].strip(" :=")
        self.ish.number(token, is_next and before[0].kind in ("her2", "cep17"))

    def _result(self, result: str, token: Token) -> None:
        is_another = bool(self.context.markers) and not self.is_her2
        if is_another or not self.context.her2_is_named or self.is_of_dna():
            return
        self.say("ish_status", "done", token)
        self.say("ish_result", result, token)
