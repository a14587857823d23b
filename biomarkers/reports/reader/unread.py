"""Nothing named is silent: a marker that is named with a value and was not read says so."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .assembling import Key
from .context import MARKERS
from .earlier import Earlier
from .finding import WEAK, Finding, marker_of
from .naming import VALUES, Name
from .pattern import compiled
from .spot import Spot
from .tokens import Token, tokens

_FIELDS = {
    "er": ("er_status", "er_percent"),
    "pr": ("pr_status", "pr_percent"),
    "ki67": ("ki67_percent",),
    "her2": ("reported_as",),
    "ish": ("ish_ratio",),
}
_OF_ISH = {"ish_ratio"}
_OF_SCALES = {"er", "pr"}  # Allred and H-scores
_CALLED = {"er": "ER", "pr": "PR", "ki67": "Ki-67", "her2": "HER2", "ish": "ISH"}
_IN_HISTORY = "It is told in the clinical information, and is no result of this report."
_APART = "It stands in a section on methods, definitions or the gross specimen, which is not read."
_SHARES = compiled(
    r"(?<![\w.])0(?:\+| \([^()]{1,30}\))?[\s:=]{1,3}\d{1,3}\s?%[^\n.;]{1,6}"
    r"1\s?\+[^\n.;]{0,40}\d\s?%"
    r"[^\n.;]{1,6}2\s?\+[^\n.;]{0,40}\d\s?%(?:[^\n.;]{1,6}3\s?\+[^\n.;]{0,40}\d\s?%)?"
)
_TRIPLE_NEGATIVE = compiled(r"\btriple[\s-]{1,3}negative\b")
_SUMMARIZED = ("er_status", "pr_status", "reported_as")
_SUMMARY = "“Triple negative” is a summary, not a result of this specimen."


_NEAR = 80  # characters between a name and its value
_CAN_BE_VALUE = compiled(
    r"(?<![\w.-])\d{1,3}(?![\w/-])|\d\s?[%+]|\+{1,3}(?=[\s),;/|]|$)",
    r"\b(?:strong|weak|moderate|high|low|intermediate|intense|absent|present|expressed|lost|retained"
    r"|over~express\w{0,4}|amplif\w{1,7}|pos|neg|positive|negative|equivocal|one|two|three|five|ten"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)\b",
)
_RESULT = compiled(
    r"[\s:=|(-]{0,60}(?:(?:is|was|score|ihc|status) ){0,2}[(]?"
    r"(?:positive|negative|equivocal|\d{1,3}\s?%|[0-3]\s?\+)"
)


def not_understood(
    names: list[Name], tokens: list[Token], read: list[Finding]
) -> Iterator[Finding]:
    """Empty fields for a marker that a sentence names with a value of which it read nothing, and
    for a percent that it read not. They count only where nothing else is told."""
    for number, name in enumerate(names):
        upto = names[number + 1].start if number + 1 < len(names) else name.end + _NEAR
        values = list(_values(tokens, name.end, min(upto, name.end + _NEAR)))
        scale = None if values else _scale(tokens, name, upto)
        if scale:
            yield from (_of_scale(marker, scale) for marker in _without(name.markers, read))
        for marker in name.markers if values else ():
            columns = {one.name for one in read if marker_of(one.name) == marker}
            percent = next((one for one in values if one.kind == "percent"), None)
            if not columns:
                yield from (_empty(field, marker, values[0]) for field in _FIELDS[marker])
            elif percent and marker != "her2" and f"{marker}_percent" not in columns:
                yield _empty(f"{marker}_percent", marker, percent)


def _values(tokens: list[Token], start: int, end: int) -> Iterator[Token]:
    """Up to the name of something else."""
    for token in tokens:
        if start <= token.start < end:
            if token.kind in ("foreign", "benign", "counted"):
                return
            if token.kind in VALUES:
                yield token


def _scale(tokens: list[Token], name: Name, upto: int) -> Token | None:
    """“ER Allred 7/8”, right behind the name."""
    after = next((token for token in tokens if name.end <= token.start < upto), None)
    return after if after and after.kind == "other_scale" else None


def _without(markers: tuple[str, ...], read: list[Finding]) -> list[str]:
    """Those of ER and PR of which nothing was read."""
    told = {marker_of(one.name) for one in read}
    return [marker for marker in markers if marker in _OF_SCALES - told]


def _of_scale(marker: str, scale: Token) -> Finding:
    because = f"{_CALLED[marker]} is “{scale.written}”: neither a word nor a percent is understood."
    return Finding(f"{marker}_status", "", scale.start, scale.end, because, WEAK)


def _empty(field: str, marker: str, value: Token) -> Finding:
    because = f"{_CALLED[marker]} is named with “{value.written}”, which is not understood."
    return Finding(field, "", value.start, value.end, because, WEAK)


def value_follows(words: str, name_end: int, upto: int) -> bool:
    """Whether something that can be a value stands within reach after a name: a number, a plus, a
    word of result or of intensity, whether or not it is understood."""
    return bool(_CAN_BE_VALUE.search(words, name_end, min(upto, name_end + _NEAR)))


_VAGUE = {
    "er": compiled(r"\bo?estrog\w{0,8}-?"),
    "pr": compiled(r"\bprogest\w{0,12}-?"),
    "ki67": compiled(r"\bki\W{0,3}67\b|\bproliferat\w{2,6}"),
}


def vaguely_named(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Words that can only be of the name of a marker, as it is torn or written nowhere else."""
    for marker, pattern in _VAGUE.items():
        yield from ((marker, found) for found in pattern.finditer(words))


@dataclass(frozen=True)
class Mention:
    """A marker (or `ish`, or none for “triple negative”) that is named with a value."""

    marker: str
    start: int
    end: int
    spot: Spot
    is_apart: bool = False  # in a section that holds no results
    column: str = ""  # of a value that no rule has used
    written: str = ""


@dataclass
class Unread:
    """What is named while a report is read."""

    mentions: list[Mention] = field(default_factory=list)
    in_history: list[Finding] = field(default_factory=list)

    def triple_negative(self, words: str, start: int, spot: Spot) -> None:
        if found := _TRIPLE_NEGATIVE.search(words):
            self.mentions.append(Mention("", start + found.start(), start + found.end(), spot))

    def shares(self, words: str, start: int, spot: Spot) -> None:
        """“0 (none) 65% / 1+ (faint) 35% / 2+ 0% / 3+ 0%”: how many cells are stained how is no
        one number."""
        if found := _SHARES.search(words):
            at = start + found.start(), start + found.end()
            self.mentions.append(
                Mention("her2", *at, spot, column="percent_stained", written=found[0])
            )

    def apart(self, words: str, start: int, spot: Spot) -> None:
        """Of a section on methods, definitions or the gross specimen, which is not read: a marker
        with its result."""
        named = [token for token in tokens(words, 0, len(words)) if token.kind in MARKERS]
        for token in named:
            if _RESULT.match(words, token.end):
                at = start + token.start, start + token.end
                self.mentions += [Mention(m, *at, spot, True) for m in MARKERS[token.kind]]

    def tried(self, could_be: list[Finding], start: int, spot: Spot) -> None:
        """Of such a section, what would be a result elsewhere."""
        for one in could_be:
            if one.is_sure:
                at, marker = (start + one.start, start + one.end), marker_of(one.name)
                self.mentions.append(Mention(marker, *at, spot, True, column=one.name))

    def findings(
        self, read: list[tuple[Finding, Spot]], key_of: Callable[[Spot], Key]
    ) -> Iterator[tuple[Finding, Spot]]:
        """Empty fields that say why, for every marker of which nothing was found where it is
        named: `key_of` tells of which specimen or part that is."""
        columns = {(finding.name, key_of(spot)) for finding, spot in read}
        for mention in self.mentions:
            at = mention.column, key_of(mention.spot)
            if mention.column and at not in columns:
                columns.add(at)
                yield (
                    Finding(mention.column, "", mention.start, mention.end, _because(mention)),
                    mention.spot,
                )
        listed = {(_kind_of(column), key) for column, key in columns}
        anywhere = {marker for marker, _ in listed}
        for mention in (one for one in self.mentions if not one.column):
            marker, key = mention.marker, key_of(mention.spot)
            if not marker:
                yield from self._summary(mention, {column for column, _ in columns})
                continue
            is_of_part = key.part and not mention.is_apart
            if (marker, key) in listed or (marker in anywhere and not is_of_part):
                continue
            listed.add((marker, key))
            anywhere.add(marker)
            for name in _FIELDS[marker]:
                yield (
                    Finding(name, "", mention.start, mention.end, _because(mention)),
                    mention.spot,
                )
        for name in dict.fromkeys(finding.name for finding in self.in_history):
            first = next(one for one in self.in_history if one.name == name)
            yield Finding(name, "", first.start, first.end, _IN_HISTORY), Spot(earlier=Earlier())

    def _summary(self, mention: Mention, read: set[str]) -> Iterator[tuple[Finding, Spot]]:
        """“Triple negative” stands for a word of each that the report says nowhere else."""
        for name in _SUMMARIZED:
            if name not in read:
                yield Finding(name, "", mention.start, mention.end, _SUMMARY, WEAK), mention.spot


def _kind_of(name: str) -> str:
    return "ish" if name in _OF_ISH else marker_of(name)


def _because(mention: Mention) -> str:
    if mention.is_apart:
        return _APART
    if mention.column:
        return (
            f"{_CALLED[mention.marker]} is named with “{mention.written}”, which is not understood."
        )
    return f"{_CALLED[mention.marker]} is named, and no result is understood."
