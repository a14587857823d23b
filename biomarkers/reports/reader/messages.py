"""HL7, version 2: the segments of a message as the lines of a report."""

import re

from .items import ER, HER2, KI67, PR
from .letters import BORDER, Letters
from .pattern import compiled

_MESSAGE = re.compile(
    r"^[ ]{0,8}(?:MSH|PID|PV1|OBR|OBX|NTE|SPM|ORC)\|.*$", re.MULTILINE
)  # HL7, version 2
# From the flags of one to the value of the next
_NEXT_OBX = re.compile(
    r"(?:\|[^|\n]{0,8}){3,8}\n[ ]{0,8}OBX\|\d{0,4}\|[A-Z]{2}\|(?P<name>[^|\n]{1,60})\|[^|\n]{0,8}\|"
)
_OBX = re.compile(
    r"(?<=\n)[ ]{0,8}OBX\|\d{0,4}\|[A-Z]{2}\|(?P<name>[^|\n]{1,80})\|(?P<part>[^|\n]{0,8})\|"
)
_BEFORE_OBX = re.compile(r"(?<=\n)(?=[ ]{0,8}OBX\|)")
# Before the name of an observation, between it and the value, and in its last fields.
_BLANKS = re.compile(
    r"^[ ]{7,90}(?=\S)|(?<=[^\s|])[ ]{1,90}(?=\|)|(?:\|[ ]{0,8}){4,12}[A-Z]?[ ]?$", re.MULTILINE
)
# “Specimens|A. Left breast”, the first of a list
_LIST = re.compile(r"(?<=[a-z])\|(?=[A-H][.):]\s)")
_ITEM = re.compile(r"(?:[A-H]|\d{1,2})[.):]\s")
_PART = re.compile(r"[A-H]|[1-9]")
_MARKER = compiled(ER, PR, KI67, HER2)
# Name, number, type and part of the segment, reference range, flags.
_NO_RESULT_OF_OBX = (0, 1, 2, 4, 7, 8)
_NAME, _FLAGS = 3, 8
_CODED = re.compile(r"^([^^]*)\^([^^]+)(.*)$")
_NOTE = re.compile(r"[ ]{0,8}NTE\|\d{0,3}\|[A-Z]{0,2}\|")
_ESCAPED = re.compile(r"\\\.(?:br|sp|ce)\d{0,2}\\|\\[TFSRE]\\")  # within a text of HL7
_OF_ESCAPE = {"T": "&", "F": "|", "S": "^", "R": "~", "E": "\\"}


def in_cells(letters: Letters) -> Letters:
    """The text with the fields of every segment as cells, below the part that each is of."""
    has_rows = _OBX.search(letters.text)
    letters = _under_parts(letters)
    letters = letters.replaced(_NEXT_OBX, _goes_on_in_message)
    letters = letters.replaced(_MESSAGE, _cells_of_message)
    if has_rows:
        letters = letters.replaced(_BLANKS, lambda blanks: "")
        letters = letters.replaced(_LIST, lambda border: ":\n")
    return letters.replaced(_ESCAPED, lambda sign: _OF_ESCAPE.get(sign[0][1], "\n"))


def _blanks(signs: re.Match[str]) -> str:
    return " " * len(signs[0])


def _under_parts(letters: Letters) -> Letters:
    """With a heading wherever the number of an observation turns to another part: “OBX|8|ST|ER|A|”
    stands below “Part A:”, and what has none of these numbers below a heading of the report."""
    rows = list(_OBX.finditer(letters.text))
    parts = _parts(rows)
    heads: dict[int, str] = {}
    before = ""
    for row in rows if parts else ():
        part = row["part"].strip() if row["part"].strip() in parts else ""
        if part != before:
            heads[row.start()] = f"\nPart {part}:\n" if part else "\nSummary:\n"
        before = part
    return letters.replaced(_BEFORE_OBX, lambda place: heads.get(place.start(), ""))


def _parts(rows: list[re.Match[str]]) -> set[str]:
    """The numbers that name specimens, and no lines of one text or items of one specimen: the same
    marker stands under several of them."""
    numbers = [row["part"].strip() for row in rows]
    named: dict[str, set[str]] = {}
    for row, number in zip(rows, numbers, strict=True):
        if _PART.fullmatch(number) and _MARKER.search(row["name"]):
            named.setdefault(row["name"], set()).add(number)
    are_parts = any(len(parts) > 1 for parts in named.values())
    return {number for number in numbers if are_parts and _PART.fullmatch(number)}


def _goes_on_in_message(border: re.Match[str]) -> str:
    """A value that an observation of the same name goes on with is one text."""
    begins = border.string.rfind("\n", 0, border.start()) + 1
    is_same = f"|{border['name']}|" in border.string[begins : border.start()]
    if is_same and _ITEM.match(border.string, border.end()):
        return "\n".ljust(len(border[0]))
    return _blanks(border) if is_same else border[0]


def _cells_of_message(line: re.Match[str]) -> str:
    """Without the names of code systems; as long as it was."""
    words = line[0]
    if words.lstrip().startswith("OBX|"):
        words = _observed(words)
    elif note := _NOTE.match(words):
        words = _blanks(note) + words[note.end() :]
    words = re.sub(r"\^(?:LN|SCT|L)(?=[|^])", _blanks, words)
    return words.replace("^", BORDER)


def _observed(row: str) -> str:
    """Name, value and unit of an observation."""
    fields = row.split("|")
    for place in _NO_RESULT_OF_OBX:
        if place < len(fields):
            fields[place] = " " * len(fields[place])
    fields[_FLAGS:] = (re.sub(r"^[A-Z]$", " ", one) for one in fields[_FLAGS:])
    if len(fields) > _NAME:
        fields[_NAME] = _CODED.sub(_its_name, fields[_NAME])
    name, value = " ".join(fields[: _NAME + 2]), "|".join(fields[_NAME + 2 :])
    return f"{name}|{value}"


def _its_name(coded: re.Match[str]) -> str:
    """“Estrogen receptor” of “16112-5^Estrogen receptor^LN”."""
    before, name, after = coded.groups()
    return " " * (len(before) + 1) + name + " " * len(after)
