"""Characters: the report made readable, and where each character of it came from.

Ligatures, dashes and full-width signs become plain ones, the borders of cells (tabs, pipes,
leaders, wide gaps) become one sign, and words that a line end tore are whole again.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from .proposal import Words

BORDER = "|"

_PLAIN = {
    odd: plain
    for plain, odds in {
        "-": "‐‑‒–—−",
        " ": "\f\v\u00a0\u2007\u2009\u202f\ufeff",
        "%": "٪％",
        "'": "‘’",
        '"': "“”",
        "ti": "Ɵ",  # ligatures as fonts of PDFs name them
        "tt": "Ʃ",
        "i": "İı",  # lower-casing the first would make two characters of one
        BORDER: "\t│┃¦‖",
        "": "\u00ad\u200b\u200c\u200d",
    }.items()
    for odd in odds
}
_ENTITY = re.compile(r"&(?:lt|gt|amp|nbsp|quot|#\d{2,5});", re.IGNORECASE)
_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w.-]{0,40})(?P<about>(?:\s[^<>\n]{0,200})?)/?>")
_LAYOUT = {
    **dict.fromkeys("b i u em strong span sup sub font small a".split(), " "),
    **dict.fromkeys("td th".split(), f" {BORDER} "),
    **dict.fromkeys("p br tr li div table ul ol h1 h2 h3 h4 body html".split(), "\n"),
}
_QUOTED = re.compile(r"\"([^\"\n]*)\"")
_TORN = re.compile(
    r"([A-Za-z]{2,20})-\n[ \t]{0,20}([a-z]{3})|([A-Z]{3,20})-\n[ \t]{0,20}([A-Z]{3})"
)
_KEEPS_HYPHEN = {"non", "low", "ultra", "pre", "post", "semi", "triple", "half", "single", "dual"}
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
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
)
_UNITS += " sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_NUMBERS = {word: number for number, word in enumerate(_UNITS.split())}
_NUMBERS |= {word: number for number, word in zip(range(20, 101, 10), _TENS.split(), strict=True)}
_COUNTED = re.compile(  # “ninety-five percent”, as it is dictated
    rf"\b(?:one )?(?P<tens>{_TENS.replace(' ', '|')})?[\s-]{{0,2}}"
    rf"(?P<unit>{_UNITS.replace(' ', '|')})?"
    r"(?=\s{1,3}per\s?cent\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<=\d)\s{0,2}(?:per\s?cent|pct\.?)(?!\w)", re.IGNORECASE)
_RULED = re.compile(r"^(?=.*[-=_+|*]{3})[\s|+:=_*.-]{4,}$", re.MULTILINE)
_LISTED = re.compile(r"(?:^(?:[^;\n]*;){2,12}[^;\n]*(?:\n|$)){3,}", re.MULTILINE)
_FIELD = r"(?:\"[^\"\n]*\"|[^\",\n]*)"
_COMMAS = re.compile(  # lines of a file of values, no prose: no blank after a comma
    rf"(?:^{_FIELD}(?:,(?![ ]){_FIELD}){{3,20}}(?:\n|\Z)){{3,}}", re.MULTILINE
)
_COMMA = re.compile(rf"(?P<field>{_FIELD})(?P<comma>,|\n|\Z)")
_ARROW = re.compile(r"-{1,3}>")  # no bound: “90% -> 60%”
_LEADER = re.compile(r"(?<=[\w)%]) ?(?:\.{3,}|(?: \.){3,}|_{3,}|(?:\. ){3,}) ?")
_GLUED = re.compile(  # “ER+PR-HER2-”; not “ER-PR status”
    r"(?<![\w+-])(?:(?:ER|PR|PgR|HER-?2)[+-]){2,3}(?!\w)", re.IGNORECASE
)
_JOINT = re.compile(r"(?<=[A-Za-z0-9])_(?=[A-Za-z])")  # “ER_PERCENT=80”, of an extract
_GAP = re.compile(r"(?<=[^\s|]) {3,}(?=[^\s|])")


@dataclass(frozen=True)
class Letters:
    """Readable text; origin[i] is the offset in the report of its character i."""

    text: str
    origin: list[int]

    def words(self, start: int, end: int) -> Words:
        """The place in the report that text[start:end] came from."""
        places = self.origin[start:end] or self.origin[start - 1 : start] or [0]
        return Words(min(places), max(places) + 1)

    def part(self, start: int, end: int) -> "Letters":
        return Letters(self.text[start:end], self.origin[start:end])

    def replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> "Letters":
        """Each match replaced; a replacement of another length lies where the match lay."""
        texts: list[str] = []
        origin: list[int] = []
        place = 0
        for match in pattern.finditer(self.text):
            start, end, new = match.start(), match.end(), by(match)
            texts += (self.text[place:start], new)
            origin += self.origin[place:start]
            last = end - start - 1
            origin += [self.origin[start + min(step, last)] for step in range(len(new))]
            place = end
        return Letters("".join([*texts, self.text[place:]]), origin + self.origin[place:])


def joined(pieces: list[Letters]) -> Letters:
    origin = [place for piece in pieces for place in piece.origin]
    return Letters("".join(piece.text for piece in pieces), origin)


def readable(letters: Letters) -> Letters:
    """Plain characters with one sign for every kind of border, and with whole words."""
    letters = letters.replaced(_GLUED, lambda names: re.sub(r"([+-])(?=\w)", r"\1 ", names[0]))
    letters = letters.replaced(_JOINT, lambda sign: " ")
    letters = letters.replaced(_COUNTED, _in_digits)
    letters = letters.replaced(_ARROW, lambda sign: "→".ljust(len(sign[0])))
    letters = letters.replaced(_PERCENT, lambda word: "%")
    letters = letters.replaced(_TAG, _label)
    letters = letters.replaced(_ENTITY, lambda found: html.unescape(found[0].lower()))
    letters = letters.replaced(_TORN, _whole)
    letters = letters.replaced(_NEXT_OBX, _goes_on_in_message)
    letters = letters.replaced(_MESSAGE, _cells_of_message)
    letters = letters.replaced(_ESCAPED, lambda sign: _OF_ESCAPE.get(sign[0][1], "\n"))
    letters = letters.replaced(_LISTED, _rows)
    letters = letters.replaced(_COMMAS, _cells_of_values)
    letters = letters.replaced(_RULED, lambda line: re.sub(r"[^\n]", " ", line[0]))
    letters = letters.replaced(_LEADER, lambda dots: BORDER.center(len(dots[0])))
    return letters.replaced(_GAP, lambda gap: BORDER.center(len(gap[0])))


def _blanks(signs: re.Match[str]) -> str:
    return " " * len(signs[0])


def _in_digits(words: re.Match[str]) -> str:
    said = [words[name].lower() for name in ("tens", "unit") if words[name]]
    return str(sum(_NUMBERS[word] for word in said)) if said else words[0]


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


def _rows(lines: re.Match[str]) -> str:
    """Lines of as many semicolons are rows of a table; others are prose."""
    counts = {line.count(";") for line in lines[0].splitlines()}
    return lines[0].replace(";", BORDER) if len(counts) == 1 else lines[0]


def _cells_of_values(lines: re.Match[str]) -> str:
    """Lines of as many fields are rows of a table; a comma within quotes is of its field."""
    rows = [list(_COMMA.finditer(line)) for line in lines[0].splitlines()]
    if len({sum(one["comma"] == "," for one in row) for row in rows}) > 1:
        return lines[0]
    return _COMMA.sub(_cell_of_value, lines[0])


def _cell_of_value(found: re.Match[str]) -> str:
    """As long as it was."""
    field = found["field"].replace('"', " ")
    return field + (BORDER if found["comma"] == "," else found["comma"])


def _label(tag: re.Match[str]) -> str:
    """Of a tag of markup its name, or what its attributes say, is the label of what follows; but
    for tags of layout."""
    name = tag["name"].lower()
    if name in _LAYOUT:
        return _LAYOUT[name]
    if tag[0].startswith("</"):
        return " "
    return f" {' '.join(_QUOTED.findall(tag['about'])) or tag['name']}: "


def plain(report: str) -> Letters:
    """The report in plain characters; every line ends alike."""
    text: list[str] = []
    origin: list[int] = []
    for place, odd in enumerate(report):
        if odd == "\r":  # before a line end, or one itself
            odd = "" if report[place + 1 : place + 2] == "\n" else "\n"
        seen = odd if odd.isascii() and odd not in _PLAIN else _PLAIN.get(odd)
        if seen is None:
            seen = unicodedata.normalize("NFKC", odd)
        text.append(seen)
        origin += [place] * len(seen)
    return Letters("".join(text), origin)


def _whole(torn: re.Match[str]) -> str:
    """“amplifi-” and “cation” are one word; “non-” and “amplified” keep the hyphen."""
    begins, ends = (part for part in torn.groups() if part)
    hyphen = "-" if begins.lower() in _KEEPS_HYPHEN else ""
    return f"{begins}{hyphen}{ends}"
