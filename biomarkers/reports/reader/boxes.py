"""Forms with boxes to tick: only what is ticked is said."""

import re

from .letters import BORDER, Letters

_EMPTY = r"\[[ _]?\]|[☐□❏❑]"
_TICKED = r"\[ ?[xX✓✔*] ?\]|[☑☒■✓✔]"
_NOT_TICKED = re.compile(rf"(?:{_EMPTY})(?:(?!{_EMPTY}|{_TICKED})[^\n{BORDER}])*")
_TICK = re.compile(_TICKED)
_BOX = re.compile(rf"{_EMPTY}|{_TICKED}")
_OPTION = re.compile(
    r"\b(?:positive|negative|equivocal|amplified|detected|(?:ultra)?low|pos|neg)\b"
    r"|(?<![\w.])[0-3](?![\w.])",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")


def ticked(letters: Letters) -> Letters:
    """The text without what is not ticked, at equal length, and without the ticks.

    A line whose first box follows an option (“Positive [ ] Negative [x]”) is left as it is: to
    which option a box belongs is not sure there, and its options contradict each other.
    """
    return letters.replaced(_LINE, _ticked_line)


def _ticked_line(found: re.Match[str]) -> str:
    line, box = found[0], _BOX.search(found[0])
    if box is None or _OPTION.search(line[: box.start()]):
        return line
    for pattern in (_NOT_TICKED, _TICK):
        line = pattern.sub(lambda part: " " * len(part[0]), line)
    return line
