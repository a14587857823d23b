"""The report's words for a result, and for a result that is not there."""

import re

from .context import MARKERS
from .finding import OVERALL, WEAK
from .neutral import is_neutral
from .pattern import compiled
from .said import Said
from .tokens import Token

_BY_ISH = compiled(
    r"\W{0,3}(?:by|on|with|using|via|per) (?:(?:immuno\w{2,20}|ihc) and )?(?:dual )?"
    r"(?:[fcsd]?ish|dd-?ish|fluorescen\w{1,3}|in[\s-]situ)"
)
_HER2_IS = compiled(r"her-?2(?:/neu)?(?: (?:overall|status|final|result|is|was)){0,2}[\s:=]{1,4}$")
_BOTH = compiled(r"(?:immuno\w{2,20}|ihc) and\b")
_FOR = compiled(r"\W{0,3}for\.? (?:both )?(?:the )?")
_BEFORE_FINER = compiled(
    r"(?:her-?2|neu|[0-3]\+?|negative|expression|status|category|interpretation|result"
    r"|staining(?=\s\())"
    r"[\s(,;:=/|-]{0,8}$"
)
_COUNTED_CELLS = compiled(r" (?:tumou?r |carcinoma )?(?:cells|nuclei|staining)\b")
_CELLS_OF_ITEM = compiled(r"\s(?:tumou?r |carcinoma )?(?:cells|nuclei)\s{0,2}[:=|]")
_COUNTED_BEFORE = compiled(r"(?:%\s{0,2}|\b(?:rare|few|scattered|occasional|isolated) )$")
_WORD_OF = {"her2": "reported_as", "ki67": "ki67_percent", "er": "er_status", "pr": "pr_status"}
_BORDER = re.compile(r"[,;:.|]")
_OLD_PLUS = "A plus sign after HER2 can mean positive or be part of a score."


class SaysResults(Said):
    def take_positive(self, token: Token) -> None:
        if not self._counts_cells(token):
            self._status("positive", token)

    def _counts_cells(self, token: Token) -> bool:
        """“90 % positive cells”, “rare positive cells”, “% ER positive: 0” say how many."""
        if _CELLS_OF_ITEM.match(self.text, token.end):
            return True
        if _COUNTED_BEFORE.search(self.before(token, 12)):
            return bool(_COUNTED_CELLS.match(self.text, token.end))
        if self.context.item != "percentage" or self.place < 1:
            return False
        before = self.tokens[self.place - 1]
        return before.kind in MARKERS and not self.text[before.end : token.start].strip()

    def take_negative(self, token: Token) -> None:
        self._status("negative", token)

    def take_expresses(self, token: Token) -> None:
        self._status("positive", token)

    def take_lacks(self, token: Token) -> None:
        self._status("negative", token)

    def take_found(self, token: Token) -> None:
        self._as_value("positive", token)

    def take_not_found(self, token: Token) -> None:
        self._as_value("negative", token)

    def _as_value(self, value: str, token: Token) -> None:
        """“ER: detected”, right behind its label; never of HER2, where staining can be present."""
        before = self.tokens[self.place - 1] if self.place > 0 else None
        if before is None or before.kind not in MARKERS or self.is_her2:
            return
        if not self.text[before.end : token.start].strip(" :=|)"):
            self._status(value, token)

    def take_equivocal(self, token: Token) -> None:
        if not (self.context.by_ish and self._is_beside_result(token)):
            self._status("equivocal", token)

    def _is_beside_result(self, token: Token) -> bool:
        """“borderline, not amplified”: of the two the second is the result."""
        after = self.tokens[self.place + 1 : self.place + 2] if self.place >= 0 else []
        if not after or after[0].kind not in ("amplified", "not_amplified"):
            return False
        return not self.text[token.end : after[0].start].strip(" ,(-")

    def take_low_positive(self, token: Token) -> None:
        self._status("low_positive", token)

    def take_old_positive(self, token: Token) -> None:
        unclear = f"“{token.written}” is a word of an older scale." if self.is_her2 else ""
        self._status("positive", token, unclear)

    def take_ultralow(self, token: Token) -> None:
        if self.is_her2:
            self.enter("status", "ultralow", token)

    def take_low(self, token: Token) -> None:
        self._right_after_her2("low", token)

    def take_null(self, token: Token) -> None:
        self._right_after_her2("null", token)

    def take_signs(self, token: Token) -> None:
        """“ER+”, “ER/PR/HER2: +/+/-”."""
        others = any(one.kind == "signs" for one in self.tokens if one is not token)
        alone = self.context.markers == ("her2",) and not others
        for sign in re.findall(r"[+-]", token.written):
            unclear = _OLD_PLUS if alone and sign == "+" else ""
            self._status("positive" if sign == "+" else "negative", token, unclear)
            if unclear:
                self.say("ihc_score", "", token, unclear)

    def take_overall(self, token: Token) -> None:
        self.rank = OVERALL

    def _status(self, value: str, token: Token, unclear: str = "") -> None:
        if not self.is_free(token) and not self._is_claimed(token):
            return
        if self.is_her2 and (self.context.by_ish or _BY_ISH.match(self.text, token.end, self.end)):
            if not self.is_of_dna() and value != "low_positive":
                self.say("ish_status", "done", token)
                self.say("ish_result", value, token)
            if not _BOTH.search(self.text, token.end, min(self.end, token.end + 40)):
                self._say_of_gene(token)
                return
        self.enter("status", value, token, unclear)

    def _say_of_gene(self, token: Token) -> None:
        """“HER2: POSITIVE by FISH”: HER2 alone is named, and the word is that of ISH."""
        if not self.context.by_ish and _HER2_IS.search(self.before(token, 24)):
            self.say("reported_as", "", token, "The word is said of ISH alone.", WEAK)

    def _is_claimed(self, token: Token) -> bool:
        """“negative for PR”: the name of the marker follows."""
        after = next((name for name in self.names if name.start >= token.end), None)
        return after is not None and bool(_FOR.fullmatch(self.text[token.end : after.start]))

    def _right_after_her2(self, value: str, token: Token) -> None:
        if self.is_her2 and _BEFORE_FINER.search(self.before(token, 24)):
            self.enter("status", value, token)

    # Results that are not there

    def take_not_done(self, token: Token) -> None:
        self._no_result("not_done", token)

    def take_not_needed(self, token: Token) -> None:
        if self.is_her2 and self.context.by_ish:
            because = f"The report says “{token.written.lower()}”, and not whether ISH was done."
            self.say("ish_status", "", token, because, WEAK)
        else:
            self._no_result("not_done", token)

    def take_pending(self, token: Token) -> None:
        self._no_result("pending", token)

    def _is_before_ish(self, token: Token) -> bool:
        """“2+, sent for FISH”, “awaiting reflex FISH”: the test is named after the word."""
        after = self.tokens[self.place + 1 : self.place + 2] if self.place >= 0 else []
        if not after or after[0].kind not in ("ish", "probe"):
            return False
        between = self.text[token.end : after[0].start]
        return is_neutral(between) and not _BORDER.search(between)

    def take_failed(self, token: Token) -> None:
        self._no_result("failed", token)

    def take_unassessable(self, token: Token) -> None:
        self._no_result("failed", token)

    def take_inadequate(self, token: Token) -> None:
        if self.context.markers == ("her2",) and not self.context.by_ish:
            self.say("adequate", "no", token)
        else:
            self._no_result("failed", token)

    def _no_result(self, status: str, token: Token) -> None:
        of_ish = self.context.by_ish or (
            status in ("pending", "not_done") and self._is_before_ish(token)
        )
        if self.is_her2 and of_ish:
            self.say("ish_status", status, token)
            return
        because = f"The report says “{token.written.lower()}” and no result."
        for marker in self.context.markers:
            self.say(_WORD_OF[marker], "", token, because, WEAK)
