"""Lines and sentences: where one statement ends and the next begins.

A line that merely goes on on the next one is not ended by its line break. The end of a line, a full
stop and a border separate what is said; whether they end it, the labels decide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .items import ER, HER2, KI67, PR
from .letters import BORDER, Letters
from .pattern import pattern

_GOES_ON = re.compile(
    r"(?:[,(/&]|(?<![|:=]\s)(?<!\|\s\s)-|\b(?:and|or|of|by|in|on|for|with|the|(?<!n/)(?-i:a)|an|is"
    r"|was|are|were|at|to|from|as|than|per"
    r"|average|mean|estrogen|oestrogen|progesterone|HER-?2|ratio|score|were|an))[ ]*$",
    re.IGNORECASE,
)
_STARTS_SMALL = re.compile(r"\s*[a-z(%]")
# “(2) Axillary lymph node”: below “(1) Right breast”.
_STARTS_BRACKETED = re.compile(r"\s*\((?:[A-Ha-h]|\d{1,2}|i{1,3})\)\s{1,4}[A-Z0-9]")
_STARTS_ITEM = re.compile(r"\s*(?:[-*•+>]\s|[A-H0-9][.)]\s|[^\n:|]{2,60}[:|=])")
# “No NTRK1 fusion was found.”, below a list that was full
_STARTS_DENIAL = re.compile(r"\s*(?:No|None)\s[A-Za-z]")
# “lt breast core; idc” is a line of its own also where nothing begins with a capital.
_STARTS_PLACE = re.compile(
    r"\s*(?:lt|rt|left|right)\.?\s{1,2}(?:breast|axill\w{1,3})\b(?=[^.\n]{0,40}[-:;=])"
    r"|\s*(?:er|pr|pgr|her-?2|ki-?67)\b[\w ]{0,20}[:=|]"  # of an extract, in small letters
    r"|\s*(?:part|specimen|block|tumou?r|lesion|focus)\s#?(?:[A-Ha-h]\d?|\d)\s?[:(-]"
)
# “germline (blood): BRCA1 neg” is an item of its own below a line that was not full.
_SMALL_ITEM = re.compile(
    r"\s*(?!(?:per|of|in|on|by|for|to|with|and|or|receptors?|cells?|nucle\w{1,3}|signals?)\b)"
    r"[a-z][^\n:|;.=]{1,40}(?::| =)[ ]{1,9}\S"
)
_WRAP = re.compile(r"(?<! )[ ]*\n[ ]*(?=\S)")
# Behind a value the name of a marker begins the next item: “ER (0%)”, and “PR, negative” below.
_MARKER = re.compile(rf"\s*(?:{pattern(ER, PR, KI67, HER2)})[\s,;(=:-]", re.IGNORECASE)
_AFTER_VALUE = re.compile(r"(?:[)%+]|\b(?:positive|negative|pos|neg|equivocal))\s*$", re.IGNORECASE)
_ENDED = re.compile(r"[.:;|!?]\s*$")
_LONGEST = 1_500  # characters of a sentence; a longer one is cut, so that time stays in bounds
# “RECEPTORS AND HER2”, “PRE-TREATMENT CORE BIOPSY (left breast, 3 March)”, a title: several words
# and no value
_IN_CAPITALS = re.compile(
    r"(?!.*\b(?:POSITIVE|NEGATIVE)\b)[A-Z]{2,}(?:[ ,/&-]{1,2}[A-Z0-9]{2,}){2,6}"
    r"(?: \((?![^()\n]*\d\s?[%+])[^()\n]{2,100}\))?:?"
)
# “1. RIGHT”, “B) Left breast”: an item of a list
_STARTS_NUMBERED = re.compile(r"\s*(?:[A-H]|\d{1,2})[.)]\s{1,4}[A-Z]")
_LONG_LINE = 70  # characters; a shorter one was ended on purpose
_NARROW = 40, 85  # the widths of a report at which shorter lines than that go on
_RAGGED = 12  # characters that a line is shorter than the widest, as its next word did not fit

# After these a stop ends nothing: a title, an abbreviation, a line that a scanner cut.
_GOES_ON_AFTER = (
    "Dr Mr Mrs Ms Prof No vs approx ca cf St Fig avg e.g i.e cm mm incl Chr Rt Lt"
    " for of by the no and with to in is was were are"
).split()
_NOT_AFTER = "".join(rf"(?<!\b{re.escape(word)})" for word in _GOES_ON_AFTER)
# Not after one letter (“A. Breast”) or the number of an item (“3b. Status”), nor within a number
# (“1. 4”, “1 . 4”).
_NOT_WITHIN = (
    r"(?<!\b\d[a-z])(?<![\s(.&,/][A-Za-z])(?<!^[A-Za-z])(?<!\d\s)(?:(?<!\d)|(?!.\s{1,9}\d))"
)
_NOT_ABBREVIATED = r"(?!(?<=\bpos)\.\s[(\d<>]|(?<=\bneg)\.\s[(\d<>])"  # “PR Neg. (0%)”
_NOT_BEFORE = r"(?!(?-i:FOR|OF|AND|OR|WITH|BY|IN|ON)\b)"
_BEGINS = r"""[A-Z0-9("'<>+%-]"""
_STOP, _STOP_IN_SMALL = (
    re.compile(
        rf"""(?=[.!?]){_NOT_AFTER}{_NOT_WITHIN}{_NOT_ABBREVIATED}[.!?][)"']?\s+{_NOT_BEFORE}(?={case}{_BEGINS}))""",
        re.IGNORECASE,
    )
    for case in ("(?-i:", "(?:")
)


# What stands behind a border and is of its own: another part, and what is told and not found.
_OWN_CELL = re.compile(
    r";\s{0,3}(?=(?-i:[B-H])(?:\s?[).:]|\s-)\s{1,3}[A-Za-z])|\|\s{0,60}(?=[A-H]\s?[).:]\s{0,3}[A-Za-z]"
    r"|(?:(?:clinical|patient|medical)\s{1,2}(?:history|indication|information|details)"
    r"|indications?|history|disease|(?:submitted|submitting|referring|referral|clinical)\s{1,2}"
    r"diagnosis|requisition|reason\s{1,2}for\s{1,2}(?:referral|test\w{0,3}))\s{0,2}:)",
    re.IGNORECASE,
)


# “3. Left mastectomy”: the stop behind the number of an item ends nothing.
_NUMBER_OF_ITEM = re.compile(r"[\W_]{0,6}\d{1,2}\.\s+(?=[A-Z])")


@dataclass(frozen=True)
class Sentence:
    """text[start:end]. `opens_line`: nothing stands before it in its line; `after_gap`: a blank
    line does; `line`: the number of the (joined) line that it stands in."""

    start: int
    end: int
    opens_line: bool
    after_gap: bool
    line: int


def sentences(text: str) -> Iterator[Sentence]:
    stop = _STOP_IN_SMALL if text == text.lower() else _STOP
    for number, (start, end, after_gap) in enumerate(_lines(text)):
        place = start
        item = _NUMBER_OF_ITEM.match(text, start, end)
        stops = {
            found.end()
            for rule in (stop, _OWN_CELL)
            for found in rule.finditer(text, item.end() if item else start, end)
        }
        for upto in sorted(stops | {end}):
            while place < upto:
                until = min(upto, place + _LONGEST)
                words = text[place:until]
                if words.strip():
                    is_first = place == start
                    begins = place + len(words) - len(words.lstrip())
                    yield Sentence(begins, until, is_first, after_gap and is_first, number)
                place = until


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line with those that merely go on joined to it, and whether a blank
    line stands before."""
    start, end, gap, before_gap = 0, 0, False, False
    width, widest = _width(text), max(map(len, text.split("\n")))
    for line in re.finditer(r"[^\n]*\n?", text):
        if not line[0]:
            break
        if not line[0].strip():
            gap = True
            continue
        if (
            not gap
            and end > start
            and _continues(
                text[max(start, text.rfind("\n", start, end - 1) + 1) : end], line[0], width, widest
            )
        ):
            end = line.end()
            continue
        if end > start:
            yield start, end, before_gap
        start, end, before_gap, gap = line.start(), line.end(), gap, False
    if end > start:
        yield start, end, before_gap


def unwrapped(letters: Letters) -> Letters:
    """Each line of prose that merely goes on on the next one is one line with it; rows stay, but
    for a bracket that a row opens and the line below it closes."""
    inner = {
        end.start()
        for start, stop, _ in _lines(letters.text)
        for end in _WRAP.finditer(letters.text, start, stop - 1)
        if BORDER not in letters.text[start:stop] or _is_cell_open(letters.text, end.start())
    }
    return letters.replaced(_WRAP, lambda end: " " if end.start() in inner else end[0])


def _is_cell_open(text: str, at: int) -> bool:
    """“HER2 | 3+ (membrane staining in”, and below it “85% of cells)”."""
    before, (_, _, after) = text[text.rfind("\n", 0, at) + 1 : at], text[at:].partition("\n")
    return _is_in_brackets(before, after.partition("\n")[0])


def _width(text: str) -> int:
    """The width that the report is wrapped at, if it is a narrow one; else none."""
    lengths = [len(line.rstrip()) for line in text.split("\n") if "|" not in line]
    widest = max(lengths, default=0)
    are_full = sum(widest - _RAGGED <= length for length in lengths)
    least, most = _NARROW
    return widest if least <= widest <= most and are_full > 2 else 0


def _is_full(before: str, line: str, width: int) -> bool:
    """Whether a line was ended by its width: the next word would not have fit."""
    if len(before) >= _LONG_LINE:
        return True
    following = line.split(maxsplit=1)[0]
    return bool(width) and len(before) + 1 + len(following) > width


def _is_in_brackets(before: str, line: str) -> bool:
    """“The first tumor (S15-6213, left breast:”, and below it “ER 90%, HER2 1+).”: whatever ends
    the line, a bracket that opens in it and closes in the next goes on."""
    cell = before.rpartition(BORDER)[2]
    opens = cell.rfind("(") > cell.rfind(")")
    closes = 0 <= line.find(")") < (line.find("(") if "(" in line else len(line))
    return opens and closes and BORDER not in line


def _continues(before: str, line: str, width: int, widest: int) -> bool:
    """Whether a line goes on with the sentence of the one before it."""
    is_next = not line.isupper() or _STARTS_NUMBERED.match(line)
    if is_next and _IN_CAPITALS.fullmatch(before.strip()):
        return False
    if _GOES_ON.search(before.rstrip()) or _is_in_brackets(before, line):
        return True
    if _STARTS_BRACKETED.match(line):
        return False
    if _ENDED.search(before) and not before.rstrip().endswith(";"):
        return False
    if _STARTS_SMALL.match(line):
        is_ended = len(before) < widest - _RAGGED or _SMALL_ITEM.match(before)
        is_small_item = _SMALL_ITEM.match(line) and is_ended
        return not (is_small_item or _STARTS_PLACE.match(line))
    if _STARTS_DENIAL.match(line):
        return False
    is_row = before.count("|") > 1  # of a table
    is_item = _MARKER.match(line) and _AFTER_VALUE.search(before)
    if is_row or is_item or _STARTS_ITEM.match(line):
        return False
    return _is_full(before.rstrip(), line, width)
