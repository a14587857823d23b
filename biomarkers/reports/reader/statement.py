"""One sentence, read from label to value: words between that are unknown are passed over, but never
another label."""

import re

from .context import MARKERS, Context
from .doubt import doubts
from .finding import OVERALL, PLAIN, WEAK, Finding
from .ish_numbers import IshNumbers
from .naming import VALUES, Name, claims, names, other_labels
from .neutral import is_neutral
from .percents import number, written_percent
from .segment import Entry, Segment
from .tokens import Token, tokens

_SCORES = {"zero_plus": "0", "oh": "0", "one": "1+", "two": "2+", "three": "3+"}
_OF_ANOTHER = re.compile(
    r"\W{0,3}(?:for\b(?!\s{1,3}(?:(?:her-?2|gene|neu)\W{1,3}){0,2}(?:over-?express|amplif|protein|expression))"
    r"|(?:controls?|margins?|nodes?|lymph|therap\w{1,4}|targeted|breast)\b)",
    re.IGNORECASE,
)
_BY_ISH = re.compile(
    r"\W{0,3}(?:(?:by|on|with|using|via|per)\s{1,3}(?:(?:immuno\w{2,20}|ihc)\s{1,3}and\s{1,3})?)"
    r"(?:dual\s)?(?:[fcsd]?ish|dd-?ish|fluorescen\w{1,3}|in[\s-]situ)",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(?:immuno\w{2,20}|ihc)\s{1,3}and\b", re.IGNORECASE)
_UNIT = re.compile(r"\s{0,3}(?:signals?|cop|her|cep|cen|/)", re.IGNORECASE)
_IHC_AND = re.compile(r"(?:ihc|chem\w{2,7})\s?(?:/|and|&)\s?$", re.IGNORECASE)
_BEFORE_FINER = re.compile(
    r"(?:her~?-?2|neu|[0-3]\+?|negative|expression|status|category|interpretation|result)[\s(,;:=/|-]{0,8}$"
)
_COUNTED_CELLS = re.compile(
    r"\s{1,3}(?:tumou?r\s|carcinoma\s)?(?:cells|nuclei|staining)\b", re.IGNORECASE
)
_LIMITS = {">1", ">=1", ">10", ">=10", "1-10"}
_OF_CELLS = re.compile(r"\s{0,3}(?:of|invasive|tumou?r|carcinoma)\b", re.IGNORECASE)
_SEQUENCED = re.compile(
    r"\b(?:ngs|next[\s-]generation|sequencing|mutations?|variants?|vaf|exon|cfdna|ctdna|oncotype|mrna|rt-?pcr)\b",
    re.IGNORECASE,
)


class Statement:
    """Reads text[start:end]; the findings are then in `found`, and `context` goes on."""

    def __init__(self, text: str, start: int, end: int, context: Context):
        self.text, self.start, self.end, self.context = text, start, end, context
        self.tokens = list(tokens(text, start, end))
        self.names = list(names(text, self.tokens))
        self.found: list[Finding] = []
        self.segment = Segment(context.markers)
        self.ish = IshNumbers()
        self.scores: list[Entry] = []
        self.rank = PLAIN
        self.sequenced = bool(_SEQUENCED.search(text, start, end))
        self.strongest = self.fits_either = False
        self.notes: list[tuple[str, int, int]] = []

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
                    self._turn_to(())
            if place in claimed:
                self._claim(claimed[place], token)
            elif place in named:
                self._turn_to(named[place].markers, token)
            elif place not in inside:
                self._take(place, token)
        self._close()
        return self._without_doubt()

    # Whether anything is said

    def _speaks_of_something(self) -> bool:
        if self.names:
            return True
        if not self.tokens:
            return self._passed_over()
        if not self.context.markers and not self._speaks_of_ish():
            return False
        return self._goes_on()

    def _speaks_of_ish(self) -> bool:
        if any(t.kind == "pair" for t in self.tokens) and not self._is_of_dna():
            self.context.her2_is_named = True
        if not self.context.her2_is_named:
            return False
        ish = next((t for t in self.tokens if t.kind in ("ish", "pair", "cep17")), None)
        if ish is None or re.search(
            r"\b(?!HER)[A-Z][A-Z0-9]{2,5}\s$", self.text[self.start : ish.start]
        ):
            return False
        if self.context.markers != ("her2",):
            self._turn_to(("her2",))
        return True

    def _goes_on(self) -> bool:
        """A sentence without a name goes on with the one before if it has no other label."""
        value = next((t for t in self.tokens if t.kind in VALUES or t.kind in _ALSO_VALUES), None)
        upto = value.start if value else self.end
        head = self._rest(self.start, upto)
        is_item = any(t.kind in _ITEMS for t in self.tokens if t.start < upto) or (
            value is not None and value.kind == "score_word"
        )
        if any(t.kind in ("foreign", "benign") for t in self.tokens if t.start < upto):
            self.context.forget()
            return False
        if is_neutral(head):
            after = self._rest(upto, self._clause_end(value.end if value else self.end))
            bare = not is_item and not re.search(r"[A-Za-z]", head)
            if bare and (self.context.suspended or not is_neutral(after)):
                return False
            return value is not None and self._is_free(value)
        if value is not None and value.kind in VALUES:
            self.context.forget()
        else:
            self.context.suspended = True
        return False

    def _passed_over(self) -> bool:
        if not is_neutral(self.text[self.start : self.end]):
            self.context.suspended = True
        return False

    def _rest(self, start: int, upto: int) -> str:
        """What is said besides the tokens."""
        said, place = [], start
        for token in self.tokens:
            if start <= token.start < upto:
                said.append(self.text[place : token.start])
                place = token.end
        return " ".join([*said, self.text[place:upto]])

    def _clause_end(self, place: int) -> int:
        stop = re.compile(r"[;,.()|]").search(self.text, place, self.end)
        return stop.start() if stop else self.end

    def _is_free(self, token: Token) -> bool:
        """Whether the value is not of something that is named right after it."""
        return not _OF_ANOTHER.match(self.text, token.end, self.end)

    # Of what is spoken

    def _turn_to(self, markers: tuple[str, ...], token: Token | None = None) -> None:
        if markers == ("her2",) and self._is_her2 and self.ish.held:
            self.ish.of("her2")  # “8.4 HER2 signals”
            return
        self._close()
        context = self.context
        if markers == ("her2",):
            self.ish.of("her2")
            if context.markers == markers and token and self._counts_on(token):
                self.segment = Segment(markers)
                return
            context.by_ish = context.ihc_is_named = False
        context.turn_to(markers)
        self.segment = Segment(markers)
        self.strongest = False
        self.rank = OVERALL if self._is_overall(token) else PLAIN

    def _counts_on(self, token: Token) -> bool:
        """HER2 named within a count: “average HER2 signals per cell”."""
        near = self.text[token.end : token.end + 30]
        before = self.text[max(self.start, token.start - 12) : token.start]
        return self.context.by_ish and bool(
            re.match(
                r"\W{0,3}(?:gene\s)?(?:cop|signal|amplif|per\b|/|average|mean)|\s?[:=]?\s?\d",
                near,
                re.IGNORECASE,
            )
            or re.search(r"(?:average|mean|avg\.?|\d)\s{1,3}$", before, re.IGNORECASE)
        )

    def _is_overall(self, token: Token | None) -> bool:
        if token is None:
            return False
        near = self.text[max(self.start, token.start - 40) : token.end + 12]
        return bool(
            re.search(
                r"\b(?:overall|final|conclusion|summary|corrected|revised)\b", near, re.IGNORECASE
            )
        )

    def _claim(self, name: Name, token: Token) -> None:
        kept = self.segment, self.context.markers, self.context.by_ish
        self.segment = Segment(name.markers)
        self.context.markers, self.context.by_ish = name.markers, False
        self._take(-1, token)
        self._close()
        self.segment, self.context.markers, self.context.by_ish = kept

    def _close(self) -> None:
        self.ish.settle()
        self.found += self.segment.findings()
        self.found += [
            Finding("ihc_score", e.value, e.start, e.end, e.unclear, e.rank) for e in self.scores
        ]
        self.segment.entries, self.scores = [], []

    # What is said

    def _take(self, place: int, token: Token) -> None:
        take = getattr(self, f"_{token.kind}", None)
        if take is not None:
            take(token)

    @property
    def _is_her2(self) -> bool:
        return "her2" in self.context.markers

    def _say(
        self, name: str, value: str, token: Token, unclear: str = "", rank: int | None = None
    ) -> None:
        self.found.append(
            Finding(
                name, value, token.start, token.end, unclear, self.rank if rank is None else rank
            )
        )

    def _foreign(self, token: Token) -> None:
        self._turn_to(())

    _benign = _foreign

    def _overall(self, token: Token) -> None:
        self.rank = OVERALL

    def _ihc(self, token: Token) -> None:
        if not self.context.markers and self.context.her2_is_named and not self.names:
            self._turn_to(("her2",))
        if self._is_her2 or not self.context.markers:
            self.context.by_ish, self.context.ihc_is_named = False, True

    def _ish(self, token: Token) -> None:
        if self.context.her2_is_named or self._is_her2:
            if not self._is_her2:
                self._turn_to(("her2",))
            self.context.by_ish = True
            self.context.ihc_is_named = bool(_IHC_AND.search(self.text, self.start, token.start))

    def _intensity(self, token: Token) -> None:
        self.context.item = "intensity"

    def _percentage(self, token: Token) -> None:
        self.context.item = "percentage"

    def _other_scale(self, token: Token) -> None:
        """Allred, H-score and the like are told in a note; no column holds them."""
        said = re.fullmatch(r"(.*?)[\s:=|(of]*(\d[\d/\s]*)", token.written, re.DOTALL)
        for marker in self.context.markers:
            if said and marker in ("er", "pr"):
                scale = " ".join(said[1].split())
                self.notes.append((f"{marker.upper()}: {scale} {said[2]}.", token.start, token.end))

    def _strongest(self, token: Token) -> None:
        self.strongest = True

    # results in words

    def _status(self, value: str, token: Token, unclear: str = "") -> None:
        if not self._is_free(token) and token.kind not in ("low",):
            claimed = re.match(r"\W{0,3}for\b", self.text[token.end : token.end + 8], re.IGNORECASE)
            if not (
                claimed and self.segment.markers != self.context.markers
            ) and not self._is_claim(token):
                return
        if self._is_her2 and (self.context.by_ish or _BY_ISH.match(self.text, token.end, self.end)):
            if value in ("positive", "negative", "equivocal") and not self._is_of_dna():
                self._say("ish_status", "done", token)
                self._say("ish_result", value, token)
            if not _BOTH.search(self.text, token.end, min(self.end, token.end + 40)):
                return
        self.segment.entries.append(
            Entry("status", value, token.start, token.end, unclear, self.rank)
        )

    def _is_claim(self, token: Token) -> bool:
        """“negative for PR”: the name of the marker follows."""
        after = next((n for n in self.names if n.start >= token.end), None)
        return bool(after) and bool(
            re.fullmatch(
                r"\W{0,3}for\.?\s{1,3}(?:both\s{1,3})?(?:the\s{1,3})?",
                self.text[token.end : after.start],
                re.IGNORECASE,
            )
        )

    def _positive(self, token: Token) -> None:
        before = self.text[max(self.start, token.start - 3) : token.start]
        if "%" in before and _COUNTED_CELLS.match(self.text, token.end):
            return  # “90 % positive cells” says how many
        self._status("positive", token)

    def _negative(self, token: Token) -> None:
        self._status("negative", token)

    def _equivocal(self, token: Token) -> None:
        self._status("equivocal", token)

    def _low_positive(self, token: Token) -> None:
        self._status("low_positive", token)

    def _old_positive(self, token: Token) -> None:
        if self._is_her2:
            self._status("positive", token, f"“{token.written}” is a word of an older scale.")
        else:
            self._status("positive", token)

    def _ultralow(self, token: Token) -> None:
        if self._is_her2:
            self.segment.entries.append(
                Entry("status", "ultralow", token.start, token.end, "", self.rank)
            )

    def _low(self, token: Token) -> None:
        self._right_after_her2("low", token)

    def _null(self, token: Token) -> None:
        self._right_after_her2("null", token)

    def _right_after_her2(self, value: str, token: Token) -> None:
        before = self.text[max(self.start, token.start - 24) : token.start].lower()
        if self._is_her2 and re.search(_BEFORE_FINER, before):
            self.segment.entries.append(
                Entry("status", value, token.start, token.end, "", self.rank)
            )

    def _signs(self, token: Token) -> None:
        signs = re.findall(r"[+-]", token.written)
        for sign in signs:
            value = "positive" if sign == "+" else "negative"
            unclear = ""
            if (
                self.context.markers == ("her2",)
                and sign == "+"
                and not self._others_have_signs(token)
            ):
                unclear = (
                    "A plus right after HER2 can mean positive, or be what is left of a score."
                )
            if self._is_her2 and self.context.by_ish:
                self._status(value, token, unclear)
            else:
                self.segment.entries.append(
                    Entry("status", value, token.start, token.end, unclear, self.rank)
                )
                if unclear:
                    self._say("ihc_score", "", token, unclear)

    def _others_have_signs(self, token: Token) -> bool:
        return any(one.kind == "signs" for one in self.tokens if one is not token)

    # results that are not there

    def _no_result(self, status: str, token: Token) -> None:
        if self._is_her2 and self.context.by_ish:
            self._say("ish_status", status, token)
            return
        for marker in self.context.markers:
            name = (
                "reported_as"
                if marker == "her2"
                else f"{marker}_percent"
                if marker == "ki67"
                else f"{marker}_status"
            )
            self._say(
                name, "", token, f"The report says “{token.written.lower()}” and no result.", WEAK
            )

    def _not_done(self, token: Token) -> None:
        self._no_result("not_done", token)

    def _pending(self, token: Token) -> None:
        self._no_result("pending", token)

    def _failed(self, token: Token) -> None:
        self._no_result("failed", token)

    def _unassessable(self, token: Token) -> None:
        self._no_result("failed", token)

    def _inadequate(self, token: Token) -> None:
        if self.context.markers == ("her2",) and not self.context.by_ish:
            self._say("adequate", "no", token)
        else:
            self._no_result("failed", token)

    # ISH

    def _is_of_dna(self) -> bool:
        """An amplification that sequencing found is no ISH result."""
        named = any(t.kind == "ish" for t in self.tokens) or self.context.by_ish
        return (self.sequenced or self.context.sequencing) and not named

    def _of_ish(self, result: str, token: Token) -> None:
        if not (self._is_her2 or self.context.her2_is_named) or self._is_of_dna():
            return
        if self.context.markers and not self._is_her2:
            return
        self._say("ish_status", "done", token)
        self._say("ish_result", result, token)

    def _amplified(self, token: Token) -> None:
        self._of_ish("positive", token)

    def _not_amplified(self, token: Token) -> None:
        self._of_ish("negative", token)

    def _probe(self, token: Token) -> None:
        if self.context.her2_is_named:
            self._say("ish_probe", token.match["probe"].lower(), token)

    def _pair(self, token: Token) -> None:
        if self._is_of_dna():
            return
        if not self._is_her2:
            self._turn_to(("her2",))
        self.context.by_ish, self.context.her2_is_named = True, True
        self.ish.pair()

    def _ratio(self, token: Token) -> None:
        if self._is_her2:
            self.context.by_ish = True
            self.ish.ratio()

    def _copies(self, token: Token) -> None:
        if self._is_her2 and not self._is_of_dna():
            self.context.by_ish = True
            self.ish.copies()

    def _per_cell(self, token: Token) -> None:
        if self._is_her2 and self.context.by_ish:
            self.ish.copies()

    def _average(self, token: Token) -> None:
        self.ish.average()

    def _cep17(self, token: Token) -> None:
        if self.context.her2_is_named:
            if not self._is_her2:
                self._turn_to(("her2",))
            self.context.by_ish = True
            self.ish.of("cep17")

    # numbers

    def _number(self, token: Token) -> None:
        if self.context.item == "percentage" and not self._is_her2:
            self._bare_percent(token)
        elif self._is_her2 and self.context.by_ish:
            if self.context.ratio_is_described and not _UNIT.match(self.text, token.end):
                self.ish.ratio()
            self.ish.number(token)
        elif self._is_her2 and token.written in ("1", "2", "3") and self._is_next_to_her2(token):
            self._say(
                "ihc_score", "", token, f"“{token.written}” without a plus may be no score.", WEAK
            )

    def _is_next_to_her2(self, token: Token) -> bool:
        return bool(
            re.search(
                r"(?:her-?2|neu|ihc|\))[\s:=(]{1,3}$|(?:negative|positive)\s?\(\s?$",
                self.text[max(self.start, token.start - 12) : token.start],
                re.IGNORECASE,
            )
        )

    def _spaced(self, token: Token) -> None:
        if self._is_her2:
            self.ish.spaced(token)

    def _broken(self, token: Token) -> None:
        if self._is_her2 and self.context.by_ish:
            self.ish.unclear(token, f"“{token.written}” is not legible as one number.")

    def _range(self, token: Token) -> None:
        if self.context.item == "percentage" and not self._is_her2:
            self._bare_percent(token)
        elif self._is_her2 and self.context.by_ish and self.ish.expected:
            self.ish.unclear(token, f"“{token.written}” is a range, no number.")

    def _bare_percent(self, token: Token) -> None:
        value = re.sub(r"\s|to", lambda s: "-" if s[0] == "to" else "", number(token.written))
        self.segment.entries.append(Entry("percent", value, token.start, token.end, "", self.rank))
        self.context.item = ""

    def _percent(self, token: Token) -> None:
        value, unclear = written_percent(token.match)
        if self._is_her2:
            self._stained(value, unclear, token)
            return
        if value in _LIMITS and not unclear and self._restates_the_word(token):
            because = f"“{token.written}” is the limit of the word, no count."
            self._say_percent("", token, because, WEAK)
            return
        if self.context.item == "intensity" and any(
            e.kind == "percent" for e in self.segment.entries
        ):
            return
        self._say_percent(value, token, unclear, self.rank)
        self.context.item = ""

    def _say_percent(self, value: str, token: Token, unclear: str, rank: int) -> None:
        self.segment.entries.append(Entry("percent", value, token.start, token.end, unclear, rank))

    def _restates_the_word(self, token: Token) -> bool:
        """“Positive (greater than 10% of cells …)”: the limit of the word that stands before."""
        before = self.text[max(self.start, token.start - 40) : token.start]
        return self.context.item != "percentage" and bool(
            re.search(
                r"positive\s{0,2}(?:\(|[:=,-])\s{0,2}(?:percentage\s)?$", before, re.IGNORECASE
            )
        )

    def _stained(self, value: str, unclear: str, token: Token) -> None:
        """A percent of HER2: the share of stained cells where it says so, never a score."""
        if self.context.by_ish:
            return
        if self.strongest or self.context.item == "percentage":
            self.context.item = ""
            return
        if (
            _OF_CELLS.match(self.text, token.end)
            and not unclear
            and value.replace(".", "").isdigit()
        ):
            self._say("percent_stained", value, token)
        elif not self.scores and not any(f.name == "ihc_score" for f in self.found):
            self._say("ihc_score", "", token, f"“{token.written}” is a percentage, no score.", WEAK)
        else:
            self._say(
                "percent_stained",
                "",
                token,
                unclear or f"It is not said what “{token.written}” counts.",
                WEAK,
            )

    # IHC

    def _scored(self, value: str, token: Token, unclear: str = "") -> None:
        if not self._is_her2 or self.context.item == "intensity":
            return
        if self.context.by_ish and not self.context.ihc_is_named:
            because = f"“{token.written}” stands beside ISH and may be no score."
            self._say("ihc_score", "", token, because, WEAK)
            return
        self.scores.append(Entry("score", value, token.start, token.end, unclear, self.rank))

    def _score(self, token: Token) -> None:
        match = token.match
        if match["plus"]:
            count = len(match["plus"])
            unclear = "" if count > 1 else "A single plus can mean 1+ or positive."
            self._scored(f"{count}+", token, unclear)
            return
        self._scored(next(v for name, v in _SCORES.items() if match[name]), token)
        if match["zero_plus"] and self._is_her2 and not self.context.by_ish:
            self._say("zero_staining", "0+", token)

    def _score_word(self, token: Token) -> None:
        plain = token.match["plain"]
        self._scored(plain if plain == "0" else f"{plain}+", token)

    def _zero(self, token: Token) -> None:
        if self._is_her2:
            self._scored("0", token)
        elif self.context.item == "percentage":
            self._bare_percent(token)

    def _mixed(self, token: Token) -> None:
        if self._is_her2 and not self.context.by_ish:
            low, high = re.findall(r"[0-3]", token.written)
            self._say("ihc_score_range", f"{low}-{high}+", token)

    def _two_scores(self, token: Token) -> None:
        self._scored("", token, f"“{token.written}” are two scores.")

    def _no_staining(self, token: Token) -> None:
        if self._is_her2:
            self._say("zero_staining", "absent", token)
        else:
            self._status("negative", token)

    def _faint(self, token: Token) -> None:
        if self._is_her2:
            self._say("zero_staining", "present", token)

    def _either(self, token: Token) -> None:
        if self._is_her2:
            self.fits_either = True
            self._say(
                "zero_staining", "", token, "The words fit both no staining and faint staining."
            )

    # Doubt

    def _without_doubt(self) -> list[Finding]:
        self.found += self.ish.found
        if self.ish.found:
            first = self.ish.found[0]
            self.found.append(Finding("ish_status", "done", first.start, first.end))
        if self.fits_either:
            self.found = [f for f in self.found if f.name != "zero_staining" or f.unclear]
        if len({one.value for one in self.found if one.name == "ihc_score"}) > 1:
            self.found = [one for one in self.found if one.name != "percent_stained"]
        known = [(token.start, token.end) for token in self.tokens]
        doubted = doubts(self.text, self.start, self.end, known)
        found = []
        for one in self.found:
            doubt = next((d for d in doubted if d.reaches(one.start, one.value, self.text)), None)
            found.append(
                one.doubted(f"The sentence is hedged or negated: “{doubt.word}”.") if doubt else one
            )
        return found


_ALSO_VALUES = {
    "number", "range", "zero", "score_word", "spaced", "broken", "signs", "pending", "not_done", "failed",
}  # fmt: skip
_ITEMS = {
    "percentage", "ratio", "copies", "pair", "cep17", "ihc", "ish", "intensity", "overall", "average", "no_staining",
    "faint",
}  # fmt: skip
