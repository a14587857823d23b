"""What one statement of a report says: findings, each with its words, before they are weighed."""

import re
from dataclasses import dataclass, replace

from biomarkers.domain.proposal import Words

from .tokens import HEDGE, NEGATION

_DOUBT = re.compile(rf"(?<!\w)(?:{HEDGE}|{NEGATION})", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:history\s{1,3}of|in\s{1,3}(?:19|20)\d\d|previous(?:ly)?|prior|earlier|outside|refer\s{1,3}to|from(?=[\s.]{0,3}(?:$|[A-Z$S]?\d\d-))"
    r"|see\s{1,3}(?:the\s{1,3})?(?:report|case)|see\s{1,3}specimen(?!s?\s{1,3}\W?[a-z]\b)|other\s{1,3}institution|elsewhere"
    r"|biops(?:y|ies)\s{1,3}(?:of|from|dated)\s{1,3}(?:\w{1,9}\s{1,3}){0,2}(?:19|20)\d\d)\b"
    r"|\b(?:performed|done|evaluated|reported)\s{1,3}(?:on|in|from)\s{1,3}(?:the\s{1,3}|a\s{1,3})?core\b",
    re.IGNORECASE,
)
_ALSO_HERE = re.compile(r"\b(?:confirmed|repeated)\s{1,3}on\b", re.IGNORECASE)


_CONDITION = re.compile(
    r"\b(?:if|when|whenever|whether|unless|should|exclude|rule\s{1,3}out)\b[^,:.]{0,60}$"
    r"|\bcontrols?(?:\s{1,3}(?:for|of|is|was))?[\s:]{0,3}$|\?\s{0,2}$"
    r"|\b(?:mother|father|sister|brother|daughter|aunt|famil|relative)[^.;]{0,60}$"
    r"|\b(?:no|not|nor|never|without)\s{1,3}$|\b(?:dcis|in[\s-]situ)\b[^.]{0,30}$",
    re.IGNORECASE,
)
# “negative for translocation”, “negative control”, “low is defined”, “positive tumors respond”: the
# words before it were no result.
_OF_ANOTHER = re.compile(
    r"\W{0,3}(?:for\b(?!\s{1,3}(?:her-?2|gene|over|amplif|protein|expression))"
    r"|(?:controls?|cancers?|tumou?rs|patients?|disease|therap\w{1,4}|targeted|breast|is|are|means"
    r"|refers|includes)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """A column with its value; without a value `unclear` says why."""

    name: str
    value: str
    words: Words
    unclear: str = ""

    def doubted(self, because: str) -> "Finding":
        return replace(self, value="", unclear=because)


@dataclass(frozen=True)
class Statement:
    """Findings from `start` to `end`; `earlier` if they are quoted from a specimen taken before."""

    start: int
    end: int
    findings: tuple[Finding, ...]
    notes: tuple[tuple[str, Words], ...] = ()
    earlier: bool = False

    @property
    def words(self) -> Words:
        return Words(self.start, self.end)


def doubt_in(rest: str) -> str:
    """The word that puts the value before it in doubt, or nothing."""
    found = _OF_ANOTHER.match(rest) or _DOUBT.search(rest)
    return found[0].strip() if found else ""


def doubt_before(sentence: str) -> str:
    """The word before a label that makes a condition or a denial of what follows."""
    found = _CONDITION.search(sentence)
    return found[0].strip() if found else ""


def is_earlier(words: str) -> bool:
    return bool(_EARLIER.search(words)) and not _ALSO_HERE.search(words)
