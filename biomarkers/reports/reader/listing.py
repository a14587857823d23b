"""Specimens that are listed by their numbers: each is one of its own."""

import re
from dataclasses import replace

from .anatomy import procedure_in, side_in, site_in
from .earlier import QUOTED, Earlier, earlier_in, is_own
from .entries import number_of_entry, specimen_of_entry
from .items import ER, HER2, KI67, PR
from .pattern import compiled
from .reach import SAYS_RESULT
from .sentences import Sentence

_HEADS = re.compile(rf"(?P<label>[^:\n]{{0,90}}?(?P<number>{QUOTED.pattern})[^:\n]{{0,40}}):")
_MARKER = compiled(ER, PR, KI67, HER2)
_ON = compiled(r"\bon (?:\w{1,12} ){0,2}\(?$")
_LIKE = compiled(
    r"\b(?:(?:compared|similar|identical|relative) (?:with|to)|unlike|than|as (?:in|on|for)"
    r"|cf\.?|versus|vs\.?)"
    r" (?:\w{1,12} ){0,3}\(?$"
)
# The first number of a sentence, and only one before a verb that tells what it showed.
_SUBJECT = re.compile(
    rf"[^\n;]{{0,120}}?\(?(?P<number>{QUOTED.pattern})[^\n;]{{0,40}}?\b(?:was|were|had|has|is|are"
    r"|show(?:s|ed)|gave|demonstrated|expressed|revealed|tested)\b",
    re.IGNORECASE,
)
_SAMPLE = compiled(r"\b(?:metastas[ie]s|recurrence|tumou?r|carcinoma|primary|cancer|disease)\b")
_REFERENCE = compiled(
    r"\b(?:ref(?:erence)?|lab(?:oratory)?|lot|kit|order|request|external|referral|compar\w{2,5}"
    r"|than|unlike|version|report of)\b[^,;(]{0,24}\(?$"
)
_OF_SIDE = re.compile(r"[\W_]{0,6}(?:left|right|lt|rt|[LR])\b[^:.;\n]{0,30}:", re.IGNORECASE)
_ENTRY = re.compile(
    r"[\s*•-]{0,8}(?:\d{1,2}/(?:\d{1,2}/)?(?:\d{4}|\d{2})|\d{4}-\d{2}(?:-\d{2})?"
    r"|[A-Z][a-z]{2,8} \d{4})\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LABEL_GOES_ON = 20  # characters from the number to the colon
_RESULTS = re.compile(rf"\s*(?:$|{_MARKER.pattern})", re.IGNORECASE)
_LEAST, _MANY = 2, 3
OF_OTHERS = "The report lists several specimens by number, and not of which this is."


def number_at(words: str) -> re.Match[str] | None:
    """“Right breast, core of the scar, S20-20816:”: the label with the number of what it heads."""
    found = _HEADS.match(words)
    if found is None or _MARKER.search(found["label"]):
        return None
    place = found["label"]
    return found if site_in(place) or side_in(place) or procedure_in(place) else None


def side_of_entry(words: str) -> str:
    """“- LEFT breast 2:00: IDC”, an entry below a heading that names specimens of both sides."""
    found = _OF_SIDE.match(words)
    return side_in(found[0]) if found else ""


def one_of_list(
    quoted: Earlier | None, words: str, sentence: Sentence, own: set[str]
) -> tuple[Earlier | None, bool]:
    """Of which specimen a sentence is below a heading of earlier ones, and whether it heads the
    lines below it."""
    if quoted is None:
        return None, False
    entry = specimen_of_entry(words, sentence.start, own) if sentence.opens_line else None
    if entry:
        return entry, True
    if QUOTED.search(words):
        return earlier_in(words, 0, sentence.start, own), False
    side = side_of_entry(words) if sentence.opens_line else ""
    return (replace(quoted, side=side), True) if side else (None, False)


class Numbers:
    """The report's own numbers, and those of specimens taken before that are known by them."""

    def __init__(self, own: set[str]) -> None:
        self.own = own
        self.known: set[str] = set()

    @property
    def are_all_listed(self) -> bool:
        """A note of a visit has no specimen of its own: its “repeat” is of the entry."""
        return "" in self.own

    def earlier(self, words: str, cue_at: int, sentence: Sentence) -> Earlier:
        """The specimen that is quoted; what an entry of a note says before its number is of it,
        and so is its year."""
        if not self.begins_entry(words, sentence.opens_line):
            return earlier_in(words, cue_at, sentence.start, self.own)
        found, entry = earlier_in(words, 0, sentence.start, self.own), _ENTRY.match(words)
        year = _YEAR.search(entry[0]) if entry else None
        return replace(found, collected_on=year[0]) if year else found

    def begins_entry(self, words: str, opens_line: bool) -> bool:
        """“08/2021  R chest wall nodule”, in a note that tells its history by days."""
        return self.are_all_listed and opens_line and _ENTRY.match(words) is not None

    def cue(self, words: str) -> re.Match[str] | None:
        """The number of a specimen taken before: of the label or the subject, or known from one."""
        found = number_at(words)
        is_label = found and self.own and not is_own(found["number"], self.own)
        if is_label:
            return found
        entry = number_of_entry(words, self.own)
        return entry or self._of_subject(words) or self._named(words)

    def _of_subject(self, words: str) -> re.Match[str] | None:
        """“The metastasis of 2021 (S21-7765) showed ER 60%”, in a report of another number."""
        found = _SUBJECT.match(words)
        if not found or not self.own or is_own(found["number"], self.own):
            return None
        before = words[: found.start("number")]
        is_sample = site_in(before) or procedure_in(before) or _SAMPLE.search(before)
        told = _MARKER.search(before) or _REFERENCE.search(before)
        return found if is_sample and not told else None

    def heads_own(self, words: str) -> bool:
        """“M24-5120, liver:”"""
        found = number_at(words)
        return found is not None and found["number"] in self.own

    def _named(self, words: str) -> re.Match[str] | None:
        """“FISH on S20-20816: …”: the only number of a sentence, of a specimen known by it."""
        found = list(QUOTED.finditer(words))
        if len(found) != 1 or found[0][0] not in self.known - self.own:
            return None
        before = words[: found[0].start()]
        is_of_it = not SAYS_RESULT.search(before) or _ON.search(before)
        return found[0] if is_of_it and not _LIKE.search(before) else None


def heads_entry(line: str) -> bool:
    """“08/2021  Excision (S21-20965): …”, a line of a history that a note tells by its days."""
    entry = _ENTRY.match(line)
    number = QUOTED.search(line, entry.end()) if entry else None
    return number is not None and ":" in line[number.end() : number.end() + _LABEL_GOES_ON]


def own_of_list(text: str, own: set[str]) -> tuple[set[str], bool]:
    """The report's own numbers, and whether it has none and heads several specimens by theirs; one
    of those that stands above them all is its own. The first of many is none that is its own."""
    if not own and sum(heads_entry(line) for line in text.split("\n")) >= _LEAST:
        return {""}, True
    numbers: set[str] = set()
    above: set[str] = set()
    for line in text.split("\n"):
        found = number_at(line.lstrip(" -*•"))
        if found and _RESULTS.match(line.lstrip(" -*•"), found.end()):
            numbers.add(found["number"])
        elif not numbers:
            above |= {one[0] for one in QUOTED.finditer(line)}
    is_one_of_many = own <= numbers - above and len(numbers) >= _MANY
    if len(numbers) < _LEAST or (own and not is_one_of_many):
        return own, False
    named = numbers & above
    return (named, False) if len(named) == 1 else ({""}, True)
