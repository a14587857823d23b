"""Where a report names a marker."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A scanner may lose the H of “HER-2-NEU”.
HER2 = (
    r"\b(?:her[\s-]{0,2}2(?:[\s/-]{0,3}neu\b)?|er[\s-]{0,2}2[\s/-]{0,3}neu\b|c?-?erb[\s-]?b-?2\b)"
)
ISH = (
    r"\b(?:[fcsd]?ish|dd-?ish"
    r"|(?:(?:fluorescen\w{1,3}|chromogenic|silver|dual)[\s-]{1,3})?"
    r"in[\s-]{1,3}situ[\s.-]{1,3}hybridi[sz]ation)\b"
)
ER = r"\b(?:o?estrogen(?:\s{1,3}receptors?)?|östrojen(?:\s{1,3}reseptörü)?|er)\b"
PR = r"\b(?:progesterone?(?:\s{1,3}(?:receptors?|reseptörü))?|pg?r)\b"
HORMONE = r"\bhormone?\s{1,3}receptors?\b"
KI67 = r"\bki[\s-]{0,2}67\b"

_LABEL = re.compile(
    rf"(?P<her2>{HER2})|(?P<er>{ER})|(?P<pr>{PR})|(?P<hormone>{HORMONE})|(?P<ki67>{KI67})"
    rf"|(?P<ish>{ISH})",
    re.IGNORECASE,
)
# Between labels that share one value: “ER/PR are negative”, “estrogen and progesterone receptors”.
# Names that merely stand side by side or below each other may be the head of a table.
_JOINT = re.compile(
    r" {0,2}(?:(?:receptors?|\))[ ]{0,2})?(?:\(|[/,;&](?:\s{0,2}and\b)?|\s?and\b)\s{0,2}"
    r"(?:the\s)?|\(",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mention:
    """One marker, or several that are named together; `start` and `end` are offsets."""

    markers: frozenset[str]
    start: int
    end: int


def mentions(text: str) -> Iterator[Mention]:
    """In the order of the text. Hormone receptors are ER and PR."""
    current: Mention | None = None
    for match in _LABEL.finditer(text):
        kind = match.lastgroup or ""
        markers = frozenset({"er", "pr"} if kind == "hormone" else {kind})
        if current and kind != "ish" and _is_joint(text, current, match.start()):
            current = Mention(current.markers | markers, current.start, match.end())
            continue
        if current:
            yield current
        current = Mention(markers, match.start(), match.end())
    if current:
        yield current


def _is_joint(text: str, before: Mention, start: int) -> bool:
    """A closing bracket joins only if the names opened it: “estrogen receptor (ER) and”."""
    if ")" in text[before.end : start] and "(" not in text[before.start : before.end]:
        return False
    return bool(_JOINT.fullmatch(text, before.end, start))
