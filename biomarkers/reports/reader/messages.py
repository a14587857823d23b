"""HL7, version 2: the segments of a message as the lines of a report."""

import re

from .letters import BORDER, Letters

_MESSAGE = re.compile(
    r"^[ ]{0,8}(?:MSH|PID|PV1|OBR|OBX|NTE|SPM|ORC)\|.*$", re.MULTILINE
)  # HL7, version 2
# From the flags of one to the value of the next
_NEXT_OBX = re.compile(
    r"(?:\|[^|\n]{0,8}){3,8}\n[ ]{0,8}OBX\|\d{0,4}\|[A-Z]{2}\|(?P<name>[^|\n]{1,60})\|[^|\n]{0,8}\|"
)
# Name, number, type and part of the segment, reference range, flags.
_NO_RESULT_OF_OBX = (0, 1, 2, 4, 7, 8)
_ESCAPED = re.compile(r"\\\.(?:br|sp|ce)\d{0,2}\\|\\[TFSRE]\\")  # within a text of HL7
_OF_ESCAPE = {"T": "&", "F": "|", "S": "^", "R": "~", "E": "\\"}


def in_cells(letters: Letters) -> Letters:
    """The text with the fields of every segment as cells."""
    letters = letters.replaced(_NEXT_OBX, _goes_on_in_message)
    letters = letters.replaced(_MESSAGE, _cells_of_message)
    return letters.replaced(_ESCAPED, lambda sign: _OF_ESCAPE.get(sign[0][1], "\n"))


def _blanks(signs: re.Match[str]) -> str:
    return " " * len(signs[0])


def _goes_on_in_message(border: re.Match[str]) -> str:
    """A value that an observation of the same name goes on with is one text."""
    begins = border.string.rfind("\n", 0, border.start()) + 1
    is_same = f"|{border['name']}|" in border.string[begins : border.start()]
    return _blanks(border) if is_same else border[0]


def _cells_of_message(line: re.Match[str]) -> str:
    """Without the names of code systems."""
    words = line[0]
    if words.lstrip().startswith("OBX|"):
        fields = words.split("|")
        for place in _NO_RESULT_OF_OBX:
            if place < len(fields):
                fields[place] = " " * len(fields[place])
        if len(fields) > 3:  # the code that stands before the name of an observation
            fields[3] = re.sub(r"^[^^]*(?=\^)", _blanks, fields[3])
        words = "|".join(fields)
    words = re.sub(r"\^(?:LN|SCT|L)(?=[|^])", _blanks, words)
    return words.replace("^", BORDER)
