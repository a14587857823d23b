"""Forms with boxes to tick: only what is ticked is said."""

import re

from .letters import BORDER, Letters

_EMPTY = r"\[[ _]?\]|[☐□❏❑]"
_TICKED = r"\[ ?[xX✓✔*] ?\]|[☑☒■✓✔]"
_NOT_TICKED = re.compile(rf"(?:{_EMPTY})(?:(?!{_EMPTY}|{_TICKED})[^\n{BORDER}])*")
_TICK = re.compile(_TICKED)


def ticked(letters: Letters) -> Letters:
    """The text without what is not ticked, at equal length, and without the ticks."""
    for pattern in (_NOT_TICKED, _TICK):
        letters = letters.replaced(pattern, lambda found: " " * len(found[0]))
    return letters
