"""Forms with boxes to tick: only what is ticked is said."""

import re

from .letters import BORDER, Letters

_EMPTY = r"\[[ _]?\]|[☐□❏❑]"
_TICKED = r"\[ ?[xX✓✔*] ?\]|[☑☒■✓✔]"
# Behind the last option, and apart from it: “[x] Positive  [ ] Negative  90%”.
_VALUE = r"(?<=[A-Za-z)]) {2,}(?:\d{1,3} ?%|[0-3] ?\+)\s*$"
_NOT_TICKED = re.compile(
    rf"(?:{_EMPTY})(?:(?!{_EMPTY}|{_TICKED}|{_VALUE})[^\n{BORDER}])*", re.MULTILINE
)
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

    A box before its option is the rule. One that follows it is read only where every option has
    one and the last box ends the line; any other line whose first box follows an option is left as
    it is: to which option a box belongs is not sure there, and its options contradict each other.
    """
    return letters.replaced(_LINE, _ticked_line)


def _ticked_line(found: re.Match[str]) -> str:
    line, box = found[0], _BOX.search(found[0])
    if box is None:
        return line
    if _OPTION.search(line[: box.start()]):
        return _ticked_after(line)
    for pattern in (_NOT_TICKED, _TICK):
        line = pattern.sub(lambda part: " " * len(part[0]), line)
    return line


def _ticked_after(line: str) -> str:
    """“Positive [ ] Negative [x]”: each box is that of the option right before it."""
    boxes = list(_BOX.finditer(line))
    starts = [0, *(box.end() for box in boxes[:-1])]
    options = [
        _option_before(line, start, box.start()) for start, box in zip(starts, boxes, strict=True)
    ]
    if len(boxes) < 2 or None in options or line[boxes[-1].end() :].strip(f" {BORDER}"):
        return line
    blanked = [box.span() for box in boxes]
    blanked += [
        option
        for option, box in zip(options, boxes, strict=True)
        if option and not _TICK.match(box[0])
    ]
    for start, end in blanked:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _option_before(line: str, start: int, end: int) -> tuple[int, int] | None:
    """The only option of a piece, right before its end."""
    options = list(_OPTION.finditer(line, start, end))
    if not options or line[options[-1].end() : end].strip(f" +{BORDER}"):
        return None
    if start and len(options) > 1:
        return None
    return options[-1].start(), end
