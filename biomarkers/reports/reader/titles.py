"""Lines that head what stands below them."""

import re

from .agreement import is_of
from .dates import DAY
from .earlier import QUOTED
from .entries import begins_with_number
from .parts import Part
from .reach import SAYS_RESULT
from .references import references
from .sentences import Sentence

_SHORT = 120  # characters of a heading
# “A (DCIS), block A3.”, “Part B.”: a label that ends in a stop.
_LABEL = re.compile(
    r"(?:(?:part|specimen|block|site|sample)\s{0,2}#?)?(?:[A-H]\d{0,2}|\d{1,2})"
    r"(?:\s?\([\w\s-]{2,30}\))?(?:,?\s(?:blocks?|slide)\s[A-H]?\d{1,2})?\s?\.",
    re.IGNORECASE,
)

# “performed on the previous biopsy, with the following results: …”
_LEADS_ON = re.compile(r"(?:(?!positive|negative|\d\s?[%+])[^:]){0,90}:", re.IGNORECASE)

# “1. Part A, HER2: The stain was repeated. The score is 2+.”
_ITEM_OF_PART = re.compile(
    r"\W{0,4}(?:\d{1,2}[.)]\s{0,3})?(?:part|specimen)\s{1,3}[A-H]\b[^:.\n]{0,40}:", re.IGNORECASE
)
_LABEL_WITH_PART = re.compile(
    r"[^:.\n]{3,50}\b(?:part|specimen|tumou?r)\s(?:[A-H]|\d)\b[^:.\n]{0,30}:", re.IGNORECASE
)
_DATED = re.compile(rf"\W{{0,6}}(?:{DAY})", re.IGNORECASE)
# “A  Right, DCIS  |  B  Left, invasive”
_LETTER_OF_CELL = re.compile(
    r"\W{0,4}(?:(?:part|specimen|block)\s{1,2})?(?P<letter>[A-H])(?:\d{0,2}\s|[.:)(])"
)

# “Part B (right axillary lymph node): not amplified”
_LABEL_OF_PART = re.compile(
    r"\W{0,4}(?:(?:part|specimen|site|sample|tumou?r)\s{1,2}#?)?(?:[A-H]\d{0,2}|\d)"
    r"\s{0,2}(?:\([^()\n|:]{3,60}\)|[,-]\s{0,2}[^()\n|:.;+%]{3,50})\s?:(?=\s{0,3}\S)",
    re.IGNORECASE,
)


def after_part(words: str, marker_at: int) -> int:
    """Where, behind a label that names a part with its place and nothing else, what is said of it
    begins: what such a place is called (a node) is no label of a result."""
    label = _LABEL_OF_PART.match(words)
    return label.end() if label and label.end() <= marker_at else 0


def names_ahead(words: str, sentence: Sentence, marker_at: int) -> bool:
    """Whether what is named before the first marker holds for what follows."""
    if marker_at >= len(words):
        return is_short_heading(words, sentence)
    return ":" in words[:marker_at] or bool(_ITEM_OF_PART.match(words))


def names_upto(words: str, sentence: Sentence, marker_at: int) -> int:
    """Up to where what is named heads the lines below: all of a title, and of a label that names
    its part behind the marker (“HER2 FISH, specimen A: not amplified”), else up to the marker."""
    if is_title(words, sentence):
        return len(words)
    label = _LABEL_WITH_PART.match(words) if sentence.opens_line else None
    return max(marker_at, label.end()) if label and not SAYS_RESULT.search(label[0]) else marker_at


def heads_several(words: str, letters: set[str]) -> bool:
    """Whether the cells of a line name several parts: what follows, if it was no table that could
    be read by columns, may be of each."""
    named = (_LETTER_OF_CELL.match(cell.strip()) for cell in words.split("|"))
    return len({found["letter"] for found in named if found} & letters) > 1


def names_two(
    words: str, parts: dict[str, Part], letters: set[str], letters_here: set[str]
) -> bool | None:
    """Whether a letter or block and a side or site of one heading are of different parts, so that
    what follows is of neither for sure; None where it names no part."""
    if heads_several(words, letters):
        return True
    named = {letter for _, _, letter in references(words, letters_here)} - {""}
    if not named:
        return None
    return not all(is_of(words, parts[letter]) for letter in named if letter in parts)


def is_title(words: str, sentence: Sentence) -> bool:
    """“HER2 dual in situ hybridization, block A3”: the markers that it names have their results
    below it."""
    return is_short_heading(words, sentence) and not (SAYS_RESULT.search(words) or "|" in words)


def is_short_heading(words: str, sentence: Sentence) -> bool:
    """A line of its own that is no sentence, or one that ends in a colon."""
    line = words.strip()
    if line.endswith(":") or not sentence.opens_line or len(line) >= _SHORT:
        return line.endswith(":")
    return not line.endswith(".") or bool(_LABEL.fullmatch(line))


def heads_earlier(words: str, sentence: Sentence, after: int, marker_at: int) -> bool:
    """Whether such words head the results that follow, and are not said of one alone."""
    if marker_at < len(words):
        return bool(_LEADS_ON.match(words, after))
    label, colon, _ = words.partition(":")
    if sentence.opens_line and begins_with_number(words):
        return not SAYS_RESULT.search(words)
    is_entry = sentence.opens_line and colon and _DATED.match(label) and after <= len(label)
    if is_entry and QUOTED.search(label) and not SAYS_RESULT.search(words):
        return True  # “06/11/2019, left breast, lumpectomy (SL19-10236): carcinoma, grade 3.”
    is_aside = words.count("(") != words.count(")")  # “(history of … 2014)” over two lines
    return is_short_heading(words, sentence) and not (is_aside or SAYS_RESULT.search(words))
