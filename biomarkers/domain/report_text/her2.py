"""One statement on HER2, by IHC, ISH or both: from its label to the first word not understood."""

import re
from dataclasses import dataclass, field

from biomarkers.domain.proposal import Words

from .her2_words import WORDS_OF_HER2
from .statement import Finding, Statement, doubt_before, doubt_in, is_earlier
from .tokens import number, rest_of_sentence, sentence_before

_SCORES = {"zero": "0", "one": "1+", "two": "2+", "three": "3+"}
_NO_RATIO = 10  # as a whole number: 2.1 without its point is 21
_METHODS = {"ihc", "ish", "her2", "pair", "cep17"}
_ANY_SCORE = re.compile(r"(?<![\w.])[0-3]\s?\+")
_SENTENCES_END = re.compile(r"\.\s|\n")  # a semicolon does not end what is said of one test
_REACH = 160
_STATUSES = ("positive", "negative", "equivocal")


@dataclass
class _Reader:
    """The state while one statement is read: by which method, and whose copies are counted."""

    by_ish: bool
    ratio_is_described: bool
    ihc_is_named: bool = False
    copies_of: str = "her2"
    found: list[Finding] = field(default_factory=list)
    doubt: str = ""
    last: int = 0

    def say(self, name: str, value: str, match: re.Match[str], unclear: str = "") -> None:
        self.found.append(Finding(name, value, Words(match.start(), match.end()), unclear))
        self.last = match.end()

    def take(self, kind: str, match: re.Match[str]) -> None:
        getattr(self, f"_{kind}")(match)

    # by which method
    def _ihc(self, match: re.Match[str]) -> None:
        self.by_ish, self.ihc_is_named = False, True

    def _ish(self, match: re.Match[str]) -> None:
        self.by_ish = True

    def _her2(self, match: re.Match[str]) -> None:
        self.copies_of = "her2"

    def _cep17(self, match: re.Match[str]) -> None:
        self.copies_of = "cep17"

    def _pair(self, match: re.Match[str]) -> None:
        self.copies_of = ""

    def _of_three(self, match: re.Match[str]) -> None:
        """“2+ out of 3+” names the scale."""
        self.last = match.end()

    # whether there is a result
    def _inadequate(self, match: re.Match[str]) -> None:
        if self.by_ish:
            self.say("ish_status", "failed", match)
        else:
            self.say("adequate", "no", match)

    def _status_of_ish(self, status: str, match: re.Match[str]) -> None:
        if self.by_ish:
            self.say("ish_status", status, match)
        else:
            words = match[0].lower()
            self.say("reported_as", "", match, f"The report says “{words}” and no result of HER2.")

    def _not_done(self, match: re.Match[str]) -> None:
        self._status_of_ish("not_done", match)

    def _pending(self, match: re.Match[str]) -> None:
        self._status_of_ish("pending", match)

    def _failed(self, match: re.Match[str]) -> None:
        self._status_of_ish("failed", match)

    # ISH
    def _result_of_ish(self, result: str, match: re.Match[str]) -> None:
        self.say("ish_status", "done", match)
        self.say("ish_result", result, match)

    def _not_amplified(self, match: re.Match[str]) -> None:
        self._result_of_ish("negative", match)

    def _amplified(self, match: re.Match[str]) -> None:
        self._result_of_ish("positive", match)

    def _by_ish(self, match: re.Match[str]) -> None:
        self._result_of_ish(_named(match, "ish_"), match)

    def _both(self, match: re.Match[str]) -> None:
        self.say("reported_as", _named(match, "both_"), match)
        self._result_of_ish(_named(match, "both_"), match)

    def _probe(self, match: re.Match[str]) -> None:
        self.by_ish = True
        self.say("ish_probe", match["probe"].lower(), match)

    def _ratio(self, match: re.Match[str]) -> None:
        self.by_ish = True
        self.say("ish_status", "done", match)
        self.say("ish_probe", "dual", match)
        self._say_ratio(match["ratio"], match)

    def _count(self, copies: str, of: str, match: re.Match[str]) -> None:
        self.by_ish = True
        self.say("ish_status", "done", match)
        if of:
            self.say(f"{of}_copies", number(copies), match)
        else:
            self.say("her2_copies", "", match, "It is not said whose copies were counted.")

    def _copies(self, match: re.Match[str]) -> None:
        self._count(match["copies"], self.copies_of, match)

    def _counted(self, match: re.Match[str]) -> None:
        named = ("cep17" if match["of_cep"] else "") or ("her2" if match["of_her2"] else "")
        self._count(match["counted"], named or self.copies_of, match)

    def _bare(self, match: re.Match[str]) -> None:
        if self.by_ish and self.ratio_is_described:
            self._ratio_by_description(match)
        elif self.by_ish or "." in match[0]:
            self.say(
                "ish_ratio", "", match, f"“{match[0]}” is called neither a ratio nor a copy number."
            )
        else:
            self.say("ihc_score", "", match, f"“{match[0]}” without a plus may be no score.")

    def _ratio_by_description(self, match: re.Match[str]) -> None:
        self.say("ish_status", "done", match)
        self.say("ish_probe", "dual", match)
        self._say_ratio(match[0], match)

    def _say_ratio(self, written: str, match: re.Match[str]) -> None:
        if written.isdigit() and int(written) >= _NO_RATIO:
            self.say("ish_ratio", "", match, f"“{written}” may have lost its decimal point.")
        else:
            self.say("ish_ratio", number(written), match)

    def _broken(self, match: re.Match[str]) -> None:
        self.say("ish_ratio", "", match, f"“{match[0]}” is not legible as one number.")

    # IHC
    def _score(self, match: re.Match[str]) -> None:
        if self.by_ish and not (self.ihc_is_named and "+" in match[0]):
            self.say("ihc_score", "", match, f"“{match[0]}” stands beside ISH and may be no score.")
            return
        name = next(name for name in _SCORES if match[name])
        self.say("ihc_score", _SCORES[name], match)
        if match["zero_plus"]:
            self.say("zero_staining", "0+", match)

    def _score_word(self, match: re.Match[str]) -> None:
        plain = match["plain"]
        if self.by_ish:
            self.say("ihc_score", "", match, f"“{match[0]}” stands beside ISH and may be no score.")
            return
        self.say("ihc_score", plain if plain == "0" else f"{plain}+", match)

    def _two_scores(self, match: re.Match[str]) -> None:
        self.say("ihc_score", "", match, f"“{match[0]}” are two scores.")

    def _percent(self, match: re.Match[str]) -> None:
        self.say("percent_stained", "", match, f"It is not said what “{match[0]}” counts.")
        if not any(one.name == "ihc_score" for one in self.found):
            self.say("ihc_score", "", match, f"“{match[0]}” is a percentage, no score.")

    def _cells(self, match: re.Match[str]) -> None:
        if match["cells_inexact"] or match["cells_to"]:
            self.say("percent_stained", "", match, f"“{match[0]}” is no exact percentage.")
        else:
            self.say("percent_stained", number(match["cells"]), match)

    def _either(self, match: re.Match[str]) -> None:
        because = "The words fit both no staining and faint staining."
        self.say("zero_staining", "", match, because)

    def _no_staining(self, match: re.Match[str]) -> None:
        self.say("zero_staining", "absent", match)

    def _faint(self, match: re.Match[str]) -> None:
        self.say("zero_staining", "present", match)

    # the report's word
    def _status(self, match: re.Match[str]) -> None:
        status = _named(match, "")
        if self.by_ish:
            self._result_of_ish(status, match)
        else:
            self.say("reported_as", status, match)

    def _old_positive(self, match: re.Match[str]) -> None:
        because = f"“{match[0]}” is a word of an older scale."
        self.say("reported_as", "", match, because)

    def _low(self, match: re.Match[str]) -> None:
        self.say("reported_as", re.sub(r"[\s-]", "", match["low"].lower()), match)

    def _not_expressed(self, match: re.Match[str]) -> None:
        self.say("reported_as", "negative", match)

    def _expressed(self, match: re.Match[str]) -> None:
        self.say("reported_as", "positive", match)

    def _hedge(self, match: re.Match[str]) -> None:
        self.doubt = self.doubt or match[0]

    _negation = _hedge


def _named(match: re.Match[str], prefix: str) -> str:
    return next(status for status in _STATUSES if match[prefix + status])


def read_her2(
    text: str, start: int, label_end: int, stop: int, *, by_ish: bool, ratio_is_described: bool
) -> Statement:
    """The statement whose label lies between `start` and `label_end`; without findings it says
    nothing, and need not be read again up to its end.

    On a new line a further label begins a statement of its own, and a word alone may belong to
    another test.
    """
    reader = _Reader(by_ish, ratio_is_described)
    if text[label_end : label_end + 1] == "+":
        unclear = "A plus right after HER2 can mean positive, or be what is left of a score."
        finding = Finding("ihc_score", "", Words(start, label_end + 1), unclear)
        return Statement(start, label_end + 1, (finding,))
    read_to = label_end
    for kind, match in WORDS_OF_HER2.read(text, label_end, stop):
        new_line = "\n" in text[reader.last : match.start()]
        if reader.found and new_line and (kind in _METHODS or kind == "status"):
            break
        reader.take(kind, match)
        read_to = match.end()
    if not reader.found:
        return _not_understood(text, start, label_end, stop) or Statement(start, read_to, ())
    end = reader.last + (text[reader.last : reader.last + 1] == ")")
    rest = rest_of_sentence(text, end, stop, text[start:end])
    before = sentence_before(text, start)
    doubt = (
        reader.doubt
        or doubt_before(before)
        or doubt_in(rest)
        or _other_score(reader, text[end:stop])
    )
    found = reader.found
    if doubt:
        found = [one.doubted(f"The sentence is hedged or negated: “{doubt}”.") for one in found]
    return Statement(start, end, tuple(found), earlier=is_earlier(rest) or is_earlier(before))


def _other_score(reader: _Reader, after: str) -> str:
    """A further score in the words that were not understood: “1+ with foci of 2+; overall 1+”."""
    scores = {one.value for one in reader.found if one.name == "ihc_score"}
    rest = _SENTENCES_END.split(after[:_REACH])[0]
    others = (match[0] for match in _ANY_SCORE.finditer(rest))
    return next((one for one in others if one.replace(" ", "") not in scores), "")


def _not_understood(text: str, start: int, label_end: int, stop: int) -> Statement | None:
    """A sentence that names HER2 and a score and could not be read puts the others in doubt."""
    rest = rest_of_sentence(text, label_end, stop)
    match = _ANY_SCORE.search(rest)
    if not match:
        return None
    words = Words(start, label_end + match.end())
    because = f"A sentence with “{match[0]}” is not understood."
    return Statement(start, words.end, (Finding("ihc_score", "", words, because),))
