"""What is said by IHC: scores, staining, and percents of stained cells and nuclei."""

import re

from .finding import WEAK
from .ish_said import SaysIsh
from .pattern import compiled
from .percents import number, written_percent
from .tokens import Token

_SCORES = {"zero_plus": "0", "oh": "0", "one": "1+", "two": "2+", "three": "3+"}
_LIMITS = {">1", ">=1", ">10", ">=10", "1-10"}
_RESTATED = compiled(r"positive\s{0,2}(?:\(|[:=,-])\s{0,2}(?:percentage )?$")
_OF_CELLS = compiled(
    r"\s{0,3}(?:of|invasive|tumou?r|carcinoma)\b|\s{0,3}(?:stained|staining)(?=\s{0,3}(?:[),;.|]|$))"
)
_NEXT_TO_HER2 = compiled(r"(?:her-?2|neu|ihc|\))[\s:=(]{1,3}$|(?:negative|positive)\s?\(\s?$")
_THE_REST = compiled(
    r"\s{0,2}(?:of (?:\w{2,12} ){1,4})?(?:(?:do|does|did) not\b|(?:are|is|were|was) (?:negative"
    r"|unstained|not stained|non~reactive))"
)
_TO_COUNT = compiled(r"[\s:=|(.]{1,40}")
_GRADE = compiled(
    r"\W{0,6}(?:(?:cells with|faint\w{0,2}|barely perceptible|barely visible|weak|moderate"
    r"|incomplete"
    r"|partial|complete|membran\w{1,4}|staining|to|and|or)[\s,/&-]{0,3}){1,6}[\s:=|(.]{1,40}"
)
_ROW_COUNT = re.compile(
    r"[^\n\d;.()]{0,50}[|:=.]{1,30}[\s|]{0,30}(?P<count>\d{1,3}(?:[.,]\d)?)\s?%"
)
_ALL_STAINED = compiled(
    r"\b(?:staining|positivity|reactivity) (?:(?:is|was|seen|present|noted|observed) ){0,2}in "
    r"(?:(?:about|approximately|approx\.?|some|circa|ca\.?) )?$"
)
_IN_SOME = compiled(r" (?:in|of) (?:the )?(?:remaining |other )?[1-9]\d?(?:\.\d)?\s?%")
# “35% (average of the tumor; hot spot 50%)”: from the percent to the bracket, and what is in it
_OF_DETAIL = compiled(
    r"(?:(?: of)?(?: the)?(?: (?:invasive|tumou?r|carcinoma|cells|nuclei)){0,3})\s{0,2}"
    r"\((?![^()]{0,60}\b(?:part|specimen|block|left|right|nod(?:es?|al)|(?:tumou?r|lesion) \d"
    r"|prior|previous\w{0,2}|earlier|original|initial|primary|was|were|biopsy|bx|core|(?:19|20)\d\d"
    r"|(?-i:[A-H])\d?)\b)[^()]{0,80}"
)
_STAINING = compiled(r"\bstain(?:ing|ed)\b")
_EITHER = "The wording could mean no staining or faint staining."


class SaysIhc(SaysIsh):
    def take_ihc(self, token: Token) -> None:
        if not self.context.markers and self.context.her2_is_named and not self.names:
            self.turn_to(("her2",))
        if self.is_her2 or not self.context.markers:
            self.context.by_ish, self.context.ihc_is_named = False, True

    # Scores

    def take_score(self, token: Token) -> None:
        match = token.match
        if match["plus"]:
            count = len(match["plus"])
            unclear = "" if count > 1 else "A single plus can mean 1+ or positive."
            self._scored(f"{count}+", token, unclear)
            return
        self._scored(next(value for name, value in _SCORES.items() if match[name]), token)
        if match["zero_plus"] and self.is_her2 and not self.context.by_ish:
            self.say("zero_staining", "0+", token)

    def take_score_word(self, token: Token) -> None:
        plain = token.match["plain"]
        self._scored(plain if plain == "0" else f"{plain}+", token)

    def take_zero(self, token: Token) -> None:
        if self._is_count_of_her2():
            self._stained("0", "", token)  # “% complete, intense | 0”
        elif self.is_her2:
            self._scored("0", token)
        elif self.context.item == "percentage":
            self._bare_percent(token)

    def take_mixed(self, token: Token) -> None:
        if self.is_her2 and not self.context.by_ish:
            low, high = re.findall(r"[0-3]", token.written)
            self.say("ihc_score_range", f"{low}-{high}+", token)

    def take_two_scores(self, token: Token) -> None:
        self._scored("", token, f"“{token.written}” are two scores.")

    def _scored(self, value: str, token: Token, unclear: str = "") -> None:
        if not self.is_her2 or self.context.item == "intensity":
            return
        if self.context.by_ish and not self.context.ihc_is_named:
            because = f"“{token.written}” stands beside ISH and may be no score."
            self.say("ihc_score", "", token, because, WEAK)
            return
        self.enter_score(value, token, unclear)

    # Staining

    def take_no_staining(self, token: Token) -> None:
        is_of_some = _IN_SOME.match(self.text, token.end) is not None
        if self.is_her2 and (is_of_some or self._count_after(token) not in (None, 100.0)):
            return  # of some cells, as a row of several; “1+ in 90%, no staining in 10%”
        if self.is_her2:
            self.say("zero_staining", "absent", token)
        if self.context.markers != ("her2",):
            self.enter("status", "negative", token)

    def take_faint(self, token: Token) -> None:
        if self.is_her2 and self._count_after(token) != 0:
            self.say("zero_staining", "present", token)

    def take_either(self, token: Token) -> None:
        if self.is_her2:
            self.fits_either = True
            self.say("zero_staining", "", token, _EITHER)

    def take_strongest(self, token: Token) -> None:
        self.is_of_strongest = True

    # Percents and numbers

    def _is_count_of_her2(self) -> bool:
        """“HER2, % of cells stained | 20”: a bare number below the name of a percentage."""
        is_alone = self.context.markers == ("her2",) and not self.context.by_ish
        return is_alone and self.context.item == "percentage"

    def take_intensity(self, token: Token) -> None:
        self.context.item = "intensity"

    def take_percentage(self, token: Token) -> None:
        self.context.item = "percentage"

    def take_other_scale(self, token: Token) -> None:
        """Allred, H-score and the like are told in a note; no column holds them."""
        said = re.fullmatch(r"(.*?)[\s:=|(of]*(\d[\d/\s]*)", token.written, re.DOTALL)
        for marker in self.context.markers:
            if said and marker in ("er", "pr"):
                scale = " ".join(said[1].split())
                self.notes.append((f"{marker.upper()}: {scale} {said[2]}.", token.start, token.end))

    def take_number(self, token: Token) -> None:
        after = self.tokens[self.place + 1 : self.place + 2]
        if self.is_her2 and after and after[0].kind in ("copies", "per_cell"):
            self.context.by_ish = True  # “HER2 6.4 signals per nucleus”
        if self._counts_next_gene(token):
            self.turn_to(("her2",))
            self.context.by_ish = True
        if self.is_her2 and self.ish.gene == "her2" and self._is_count(token):
            self.context.by_ish = True  # “mean HER2 = 5.1”, “HER2 5.1, CEP17 2.7”
        if self.context.item == "percentage" and not self.is_her2:
            self._bare_percent(token)
        elif self._is_count_of_her2():
            self._stained(number(token.written), "", token)
        elif self.is_her2 and self.context.by_ish:
            self.number_of_ish(token)
        elif self.is_her2 and _NEXT_TO_HER2.search(self.before(token, 12)):
            because = f"“{token.written}” without a plus may be no score."
            self.say("ihc_score", "", token, because, WEAK)

    def _counts_next_gene(self, token: Token) -> bool:
        """“4.83 HER2 signals” where nothing has said before that ISH is spoken of."""
        if self.context.by_ish or self.is_of_dna() or self.place < 0:
            return False
        kinds = [one.kind for one in self.tokens[self.place + 1 : self.place + 3]]
        return kinds == ["her2", "copies"] and "." in token.written

    def _is_count(self, token: Token) -> bool:
        with_cep17 = any(one.kind == "cep17" for one in self.tokens)
        return self.ish.is_average or (with_cep17 and "." in token.written)

    def take_range(self, token: Token) -> None:
        if self.context.item == "percentage" and not self.is_her2:
            self._bare_percent(token)
        elif self.is_her2 and self.context.by_ish and self.ish.expected:
            self.ish.unclear(token, f"“{token.written}” is a range, no number.")

    def take_percent(self, token: Token) -> None:
        if _THE_REST.match(self.text, token.end, self.end):
            return
        value, unclear = written_percent(token.match)
        if self.context.markers == ("her2",):
            self._stained(value, unclear, token)
        elif self._is_detail(token):
            return
        elif value in _LIMITS and self._restates_the_word(token):
            because = f"“{token.written}” is the limit of the word, no count."
            self.enter("percent", "", token, because, WEAK)
        elif self.context.item != "intensity" or not self._has_percent():
            self.enter("percent", value, token, unclear)
            self.context.item = ""

    def _is_detail(self, token: Token) -> bool:
        """“90% (strong in 60%)”: in the brackets behind the percent of the marker."""
        told = next((entry for entry in self.segment.entries if entry.kind == "percent"), None)
        if told is None or not told.value.replace(".", "").isdigit():
            return False
        return bool(_OF_DETAIL.fullmatch(self.text, told.end, token.start))

    def _bare_percent(self, token: Token) -> None:
        value = re.sub(r"\s|to", lambda s: "-" if s[0] == "to" else "", number(token.written))
        self.enter("percent", value, token)
        self.context.item = ""

    def _has_percent(self) -> bool:
        return any(entry.kind == "percent" for entry in self.segment.entries)

    def _restates_the_word(self, token: Token) -> bool:
        """“Positive (greater than 10% of cells …)”: the limit of the word that stands before."""
        return self.context.item != "percentage" and bool(_RESTATED.search(self.before(token, 40)))

    def _is_stained(self) -> bool:
        """“Percent of cells with membrane staining”, and not of all that are invasive."""
        return bool(_STAINING.search(self.text, self.start, self.end))

    def _is_of_unstained(self, token: Token) -> bool:
        """“No staining: 94%” counts what is not stained."""
        before = self.tokens[self.place - 1] if self.place > 0 else None
        return (
            before is not None
            and before.kind == "no_staining"
            and bool(_TO_COUNT.fullmatch(self.text, before.end, token.start))
        )

    def _is_of_grade(self, token: Token) -> bool:
        """“Faint, incomplete: 6%”: a row of how many cells are stained how."""
        row = max(self.start, self.text.rfind("\n", self.start, token.start) + 1)
        return bool(_GRADE.fullmatch(self.text, row, token.start))

    def _count_after(self, token: Token) -> float | None:
        """The percent that a row gives of this staining: “No staining | 94%”."""
        found = _ROW_COUNT.match(self.text, token.end, self.end)
        return float(found["count"].replace(",", ".")) if found else None

    def _stained(self, value: str, unclear: str, token: Token) -> None:
        """A percent of HER2: the share of stained cells where it says so, never a score."""
        if self.context.by_ish or self._is_of_unstained(token):
            return
        if self._is_of_grade(token):
            if float(value.lstrip("<>=").partition("-")[0] or 0):
                self.say(
                    "percent_stained",
                    value if value[0].isdigit() else "",
                    token,
                    "" if value[0].isdigit() else f"“{token.written}” is a bound.",
                )
        elif self.is_of_strongest and _ALL_STAINED.search(self.text, self.start, token.start):
            is_exact = value.replace(".", "").isdigit()
            because = "" if is_exact else f"“{token.written}” is no exact percentage."
            self.say("percent_stained", value if is_exact else "", token, because)
        elif self.is_of_strongest or (self.context.item == "percentage" and not self._is_stained()):
            self.context.item = ""
        elif self.context.item == "percentage" and value.replace(".", "").isdigit():
            self.say("percent_stained", value, token)
            self.context.item = ""
        elif _OF_CELLS.match(self.text, token.end) and value.replace(".", "").isdigit():
            self.say("percent_stained", value, token)
        elif self.scores or any(one.name == "ihc_score" for one in self.found):
            because = unclear or f"It is not said what “{token.written}” counts."
            self.say("percent_stained", "", token, because, WEAK)
        else:
            self.say("ihc_score", "", token, f"“{token.written}” is a percentage, no score.", WEAK)
