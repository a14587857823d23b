"""The report made readable: the borders of cells (tabs, pipes, leaders, wide gaps) become one sign,
and words that a line end tore are whole again.
"""

import html
import re

from .boxes import ticked
from .capitals import capitalized
from .layout import even
from .letters import BORDER, Letters, plain
from .lookalikes import mended
from .messages import in_cells
from .records import written_out

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
# “"value": 45, "unit": "%"”, “<value>45</value><unit>%</unit>”: the unit belongs to the number.
_UNIT = re.compile(
    r"(?<=\d)(?:\"|\s{1,3})?\s{0,3}[,|;]?\s{0,40}\"?units?\"?\s{0,2}[:=]\s{0,2}\"?%\"?",
    re.IGNORECASE,
)
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


def in_plain_layout(text: str) -> Letters:
    """A report in plain layout and characters, and of boxes only what is ticked."""
    return ticked(mended(readable(even(capitalized(written_out(plain(text)))))))


def readable(letters: Letters) -> Letters:
    """Plain characters with one sign for every kind of border, and with whole words."""
    letters = letters.replaced(_GLUED, lambda names: re.sub(r"([+-])(?=\w)", r"\1 ", names[0]))
    letters = letters.replaced(_JOINT, lambda sign: " ")
    letters = letters.replaced(_COUNTED, _in_digits)
    letters = letters.replaced(_ARROW, lambda sign: "→".ljust(len(sign[0])))
    letters = letters.replaced(_PERCENT, lambda word: "%")
    letters = letters.replaced(_TAG, _label)
    letters = letters.replaced(_UNIT, lambda unit: "%".ljust(len(unit[0])))
    letters = letters.replaced(_ENTITY, lambda found: html.unescape(found[0].lower()))
    letters = letters.replaced(_TORN, _whole)
    letters = in_cells(letters)
    letters = letters.replaced(_LISTED, _rows)
    letters = letters.replaced(_COMMAS, _cells_of_values)
    letters = letters.replaced(_RULED, lambda line: re.sub(r"[^\n]", " ", line[0]))
    letters = letters.replaced(_LEADER, lambda dots: BORDER.center(len(dots[0])))
    return letters.replaced(_GAP, lambda gap: BORDER.center(len(gap[0])))


def _in_digits(words: re.Match[str]) -> str:
    said = [words[name].lower() for name in ("tens", "unit") if words[name]]
    return str(sum(_NUMBERS[word] for word in said)) if said else words[0]


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


def _whole(torn: re.Match[str]) -> str:
    """“amplifi-” and “cation” are one word; “non-” and “amplified” keep the hyphen."""
    begins, ends = (part for part in torn.groups() if part)
    hyphen = "-" if begins.lower() in _KEEPS_HYPHEN else ""
    return f"{begins}{hyphen}{ends}"
