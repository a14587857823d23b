"""The layout made even before anything is read: what a page, a mail or a printer adds to the text,
and says nothing, is taken away.

So the rules that come after lean on the words: a report with a blank line after each, indented or
quoted as a whole, or torn apart by the foot of a page, reads like any other.
"""

import re
from collections import Counter
from itertools import pairwise

from .anatomy import SITE
from .items import ER, HER2, KI67, PR
from .letters import Letters
from .pattern import compiled

_LINE_END = re.compile(r"(?<! )(?:[ ]*<br ?/?>)?[ ]+(?=\n|\Z)|<br ?/?>(?=[ ]*\n)", re.IGNORECASE)
_MAIL = re.compile(
    r"(?:^[ ]{0,8}>{1,3}(?:[ ][^\n]*)?(?:\n|\Z)){3,}", re.MULTILINE
)  # quoted in an e-mail
_QUOTE = re.compile(r"^ *>{1,3}", re.MULTILINE)
_MARKED = re.compile(r"^[ ]{0,3}#{1,6}[ ](?=[A-Za-z*])", re.MULTILINE)  # “## Results”
# The bullets of a word processor, as two lines or more begin with one: “o  ER: positive”.
_BULLET = re.compile(
    r"^(?P<blanks>[ ]{0,16})[o·▪▫◦‣►▸➢➤§\uf0b7\uf0a7\uf0d8][ ]{1,4}(?=\S)", re.MULTILINE
)
# The foot of a page, alone in its line, or the head of a further one, with blank lines around.
_OF = r"\s{0,2}(?:of|/)\s{0,2}\d{1,2}\b"
_PAGE = re.compile(
    rf"\n(?:[ \t]*\n){{0,3}}(?:[ \t-]{{0,100}}page\s{{1,3}}\d{{1,2}}{_OF}[ \t-]{{0,40}}"
    rf"|[^\n]{{0,160}}\bpage\s{{1,3}}(?:[2-9]|\d\d){_OF}[^\n]{{0,80}})\n"
    r"(?:[ \t]*\n){0,3}(?=(?P<title>[A-Z](?![^\n]*(?:[:|%]|\d\+|\S {3,}\S|\.{3}))[^\n]*$)?)",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"^[^\n]*$", re.MULTILINE)
_PAGE_NUMBER = re.compile(rf"\bpage\s{{1,3}}\d{{1,2}}{_OF}", re.IGNORECASE)
_NAMED = compiled(ER, PR, KI67, HER2)  # a result is no head of a page
_TOP = 3  # lines in which a report tells whose it is
_MARGIN = re.compile(r"^[ ]*(?=[^ \n])", re.MULTILINE)
_RUN = re.compile(r"\n+")
_LEAST = 6  # line ends that say how a report is spaced
# A sentence or a table that goes on behind a blank line says it as well.
_CELLS = r"[^\n]*\S(?:[ ]{3,}|[ ]?[|\t][ ]?)\S"
_GOES_ON = re.compile(
    rf"[a-z,]\n\n+[ ]*[a-z]|^{_CELLS}[^\n]*\n\n{_CELLS}",
    re.MULTILINE,
)
_MOST = 0.9  # of the line ends that have a blank line
# Not between “Tumor” and “B: left breast”.
_NO_NAME = "".join(
    rf"(?<!{word})"
    for word in "tumor tumour part specimen lesion focus mass block site core biopsy sample".split()
)
# A part or tumor that is headed within a line, behind what is said of another: “(0) Specimen B:”
_HEAD_WITHIN = re.compile(
    r"(?<=[.;)%+])[ ]{1,2}(?=(?:specimen|part|tumou?r|lesion|focus|mass|block)[ ]#?"
    r"(?:[A-H]\d{0,2}|\d|I{1,3})[ ]?(?:\([^()\n]{1,40}\)[ ]?)?(?::|-[ ]))"
    rf"|(?<=[a-z.;)]){_NO_NAME}[ ]{{1,2}}"
    rf"(?=(?-i:[B-H])[.:)][ ](?:{SITE.pattern}|left\b|right\b|lt\b|rt\b))",
    re.IGNORECASE,
)
# “Part A:” alone, and what it is in the item below: “Specimen | Left breast, core”.
_TITLE_BELOW = re.compile(
    r"(?<=^)(?P<head>[ ]{0,8}(?:part|specimen|sample|biopsy)[ ]#?(?:[A-H]|\d{1,2}))[ ]?:?[ ]*\n"
    r"[ ]{0,8}(?:specimens?|sample|material|tissue|site|source|location|procedure|nature)"
    r"(?:[ ](?:type|site|source|submitted))?\s{0,3}[:|]\s{0,3}(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_INDENT = re.compile(r"^[ ]{3,12}(?=\S)(?![^\n]*(?:[|\t]|\S {3,}\S|\.{3}))", re.MULTILINE)

_CELL_GAP = re.compile(r"(?<=\S)[ ]{3,}(?=\S)")


def even(letters: Letters) -> Letters:
    """The same words in plain layout. The foot of a page ends nothing, but before a title."""
    letters = letters.replaced(_LINE_END, lambda blanks: "")
    letters = letters.replaced(_MAIL, lambda lines: _QUOTE.sub(_blanks, lines[0]))
    letters = letters.replaced(_MARKED, lambda sign: "")
    letters = _without_running_heads(letters)
    if len(_BULLET.findall(letters.text)) > 1:
        letters = letters.replaced(_BULLET, lambda sign: f"{sign['blanks']}- ")
    letters = letters.replaced(_PAGE, lambda page: "\n\n" if page["title"] else "\n")
    letters = _without_double_spacing(_without_margin(letters))
    letters = letters.replaced(_HEAD_WITHIN, lambda blanks: "\n")
    return letters.replaced(_INDENT, lambda one: one[0] if _is_below_cell(one) else "  ")


def _is_below_cell(blanks: re.Match[str]) -> bool:
    """Whether what follows stands below the second or a further cell of the line above, and so may
    go on with it."""
    above = blanks.string[: max(blanks.start() - 1, 0)].rpartition("\n")[2]
    return any(abs(gap.end() - len(blanks[0])) <= 1 for gap in _CELL_GAP.finditer(above))


def _without_running_heads(letters: Letters) -> Letters:
    """Without the line that is next to the number of a page wherever the report holds it, but for
    its first lines: one that is elsewhere too can be the title of a part."""
    lines = list(_LINE.finditer(letters.text))
    pairs = [*pairwise(lines), *((after, before) for before, after in pairwise(lines))]
    beside = {
        other.start(): other[0].strip() for line, other in pairs if _PAGE_NUMBER.search(line[0])
    }
    top = {line.start() for line in lines[:_TOP]}
    elsewhere = {line[0].strip() for line in lines if line.start() not in top | beside.keys()}
    times = Counter(line[0].strip() for line in lines)
    repeated = {words for words in beside.values() if times[words] > 1} - elsewhere
    heads = {at for at, words in beside.items() if words in repeated and not _NAMED.search(words)}
    return letters.replaced(_LINE, lambda line: "" if line.start() in heads - top else line[0])


def titled(letters: Letters) -> Letters:
    """The item that says what a part is, as the title behind its letter."""
    return letters.replaced(_TITLE_BELOW, lambda found: f"{found['head']}: ")


def _without_margin(letters: Letters) -> Letters:
    """Without the blanks that every line begins with."""
    margin = min((len(one[0]) for one in _MARGIN.finditer(letters.text)), default=0)
    if not margin:
        return letters
    return letters.replaced(_MARGIN, lambda blanks: blanks[0][margin:])


def _without_double_spacing(letters: Letters) -> Letters:
    """Where nearly each line is followed by a blank one, one blank line says nothing."""
    runs = [run[0] for run in _RUN.finditer(letters.text.strip())]
    spaced = sum(len(run) > 1 for run in runs)
    if not runs or spaced < _MOST * len(runs):
        return letters
    if len(runs) < _LEAST and not _GOES_ON.search(letters.text):
        return letters
    return letters.replaced(_RUN, lambda run: run[0][1:] or run[0])


def _blanks(signs: re.Match[str]) -> str:
    return " " * len(signs[0])
