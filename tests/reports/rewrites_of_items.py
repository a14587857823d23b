"""Blocks of items said in another form by rule: as prose, as a table, as one sentence.

Only a block of which every line is understood is rewritten: a marker as label, and of its value a
word, a percent, a score and nothing else. So the truth stays the same.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from .items_said import PROSE
from .rewrites_of_layout import Rewrite

_NAMES = {
    "ER": r"(?:o?estrogen receptors?(?: \(ER\))?|ER)",
    "PR": r"(?:progesterone receptors?(?: \(Pg?R\))?|PgR|PR)",
    "HER2": r"HER-?2(?:[ /-]?neu)?(?: (?:by IHC|IHC|\(IHC\)|by immunohistochemistry))?",
    "KI67": r"Ki-?67(?: (?:labell?ing|proliferation) index)?",
}
_NAMED = "|".join(f"(?P<{marker}>{name})" for marker, name in _NAMES.items())
_WORDS = {"pos": "positive", "neg": "negative"}
_LINE = re.compile(
    rf"[ ]*(?:[-*•] )?(?:{_NAMED})"
    r"(?: \((?:SP1|6F11|1E2|PgR ?636|4B5|30-9|MIB-?1)\))?(?: status)?\s*[: ]\s*"
    r"(?:(?P<word>positive|negative|equivocal|pos|neg)\b\.?[ ,;:(/-]*)?"
    r"(?:(?P<percent>[<>]?\d{1,3}) ?%[ ,;)(]*"
    r"(?:of (?:the )?(?:tumou?r )?(?:cells|nuclei))?[ ,;)]*)?"
    r"(?:(?:IHC )?(?:score )?(?P<score>[0-3]\+?)[ ,;)(:/-]*)?"
    r"(?:(?P<behind>positive|negative|equivocal|pos|neg)\b[ )]*)?"
    r"(?:strong|moderate|weak)?(?: intensity| staining)?[ .;)]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    marker: str
    word: str
    percent: str
    score: str

    @property
    def short(self) -> str:
        return "Ki-67" if self.marker == "KI67" else self.marker

    @property
    def name(self) -> str:
        return _LONG[self.marker]

    @property
    def title(self) -> str:
        return self.name[0].upper() + self.name[1:]


def item_of(line: str) -> Item | None:
    found = _LINE.fullmatch(line)
    if found is None or not line.strip():
        return None
    marker = next(m for m in _NAMES if found[m])
    word = (found["word"] or found["behind"] or "").lower()
    word = _WORDS.get(word, word)
    score = found["score"] or ""
    if (marker == "HER2") != bool(score) or (found["percent"] and score):
        return None
    if marker != "HER2" and not found["percent"] and (marker == "KI67" or not word):
        return None
    return Item(marker, word, found["percent"] or "", score)


def blocks(say: Callable[[list[Item]], Iterator[str]], least: int = 1) -> Rewrite:
    def rewritten(text: str) -> str:
        lines: list[str] = []
        for is_item, block in groupby(text.split("\n"), key=lambda line: item_of(line) is not None):
            rows = list(block)
            items = [one for row in rows if (one := item_of(row))]
            lines += say(items) if is_item and len(items) >= least else rows
        return "\n".join(lines)

    return rewritten


def sentence_each(receptor: str, her2: str, only: str, ki67: str) -> Rewrite:
    """A sentence for each item: `receptor` with a word and a percent, `only` with one of them."""

    def say(items: list[Item]) -> Iterator[str]:
        yield " ".join(_said(one, receptor, her2, only, ki67) for one in items)

    return blocks(say)


_LONG = {"ER": "estrogen receptor", "PR": "progesterone receptor", "HER2": "HER2", "KI67": "Ki-67"}


def _said(one: Item, receptor: str, her2: str, only: str, ki67: str) -> str:
    name, number = one.name, f"{one.percent}%"
    if one.marker == "HER2":
        form = her2 if one.word else "The HER2 score is {score}."
    elif one.marker == "KI67":
        form = ki67
    else:
        form = receptor if one.word and one.percent else only
    said = form.format(
        name=name,
        short=one.short,
        word=one.word,
        number=number,
        score=one.score,
        one=one.word or number,
    )
    return said[0].upper() + said[1:]


def _as_value(one: Item) -> str:
    return " ".join(
        filter(
            None,
            [
                one.word,
                one.score,
                f"({one.percent}%)" if one.percent and one.word else "",
                f"{one.percent}%" if one.percent and not one.word else "",
            ],
        )
    )


def _one_sentence(items: list[Item]) -> Iterator[str]:
    said = [f"{one.short} {_as_value(one)}" for one in items]
    yield f"Receptors: {', '.join(said[:-1])} and {said[-1]}."


def _slashed(items: list[Item]) -> Iterator[str]:
    yield " / ".join(f"{one.short} {_as_value(one)}" for one in items)


def _key_values(items: list[Item]) -> Iterator[str]:
    """As an extract of a database holds them."""
    for one in items:
        said = {"percent": one.percent, "status": one.word, "score": one.score}
        yield from (
            f"{one.marker.lower()}_{name} = {value}" for name, value in said.items() if value
        )


def _stacked(items: list[Item]) -> Iterator[str]:
    """A cell a line, as a table is copied out of a page."""
    for one in items:
        yield from filter(None, [one.title, one.word, one.score, one.percent and f"{one.percent}%"])


def _in_signs(items: list[Item]) -> Iterator[str]:
    """“ER+ (90%), PR- (0%), HER2 1+”."""
    signs = {"positive": "+", "negative": "-"}
    said = []
    for one in items:
        value = one.percent and f"{one.percent}%"
        sign = signs.get(one.word, "") if value else ""
        said.append(f"{one.short}{sign} ({value})" if sign else f"{one.short} {_as_value(one)}")
    yield ", ".join(said).strip()


def _table(cells: list[list[str]], border: str) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    yield ""
    for row in cells:
        if border.isspace() and border != "\t":
            yield "".join(
                cell.ljust(width + 4) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
        else:
            yield border.join(row).rstrip(" ") if border == "\t" else border.join(row)
    yield ""


def _by_rows(items: list[Item]) -> list[list[str]]:
    rows = [["Marker", "Result", "Percent", "Score"]]
    return [
        *rows,
        *(
            [
                one.title,
                one.word or "-",
                f"{one.percent}%" if one.percent else "-",
                one.score or "-",
            ]
            for one in items
        ),
    ]


def _bare(items: list[Item]) -> list[list[str]]:
    """Percents as bare numbers below a head with the sign."""
    rows = [["Antibody", "% positive", "Interpretation"]]
    return [
        *rows,
        *([one.short, one.score or one.percent or "-", one.word or "-"] for one in items),
    ]


def _values_first(items: list[Item]) -> list[list[str]]:
    return [[_as_value(one), one.short] for one in items]


def _by_columns(items: list[Item]) -> list[list[str]]:
    return [[one.short for one in items], [_as_value(one) for one in items]]


def _titled_columns(items: list[Item]) -> list[list[str]]:
    return [
        ["", *(one.short for one in items)],
        ["Result", *(one.word or "-" for one in items)],
        [
            "Value",
            *(one.score or f"{one.percent}%" if one.score or one.percent else "-" for one in items),
        ],
    ]


def _form(items: list[Item]) -> Iterator[str]:
    """A heading each, with its answers as lines of their own below."""
    for one in items:
        yield f"{one.title}"
        if one.word:
            yield f"  Result: {one.word.capitalize()}"
        if one.percent:
            yield f"  Percentage of positive cells: {one.percent}%"
        if one.score:
            yield f"  Score: {one.score}"


def _boxes(items: list[Item]) -> Iterator[str]:
    for one in items:
        words = ["positive", "negative"] + (["equivocal"] if one.marker == "HER2" else [])
        ticks = "  ".join(
            f"[{'x' if word == one.word else ' '}] {word.capitalize()}" for word in words
        )
        value = one.score or (f"{one.percent}%" if one.percent else "")
        yield f"{one.short}: {ticks}  {value}".rstrip() if one.word else f"{one.short}: {value}"


def _lines(items: list[Item]) -> Iterator[str]:
    """Label and value on lines of their own, with blank lines between the pairs."""
    for one in items:
        yield from (f"{one.short}", _as_value(one), "")


_TABLES = {
    "by rows": _by_rows,
    "of bare percents": _bare,
    "with values first": _values_first,
    "by columns": _by_columns,
    "by titled columns": _titled_columns,
}
_BORDERS = {"gaps": "    ", "pipes": " | ", "tabs": "\t"}


def _tabled(cells: Callable[[list[Item]], list[list[str]]], border: str) -> Rewrite:
    return blocks(lambda items: _table(cells(items), border), 2)


OF_ITEMS: dict[str, Rewrite] = {
    **{f"prose: {name}": sentence_each(*forms) for name, forms in PROSE.items()},
    "one sentence": blocks(_one_sentence, 2),
    "with slashes": blocks(_slashed, 2),
    "a form": blocks(_form),
    "boxes": blocks(_boxes),
    "keys and values": blocks(_key_values),
    "a cell a line": blocks(_stacked, 2),
    "with signs": blocks(_in_signs, 2),
    "label above value": blocks(_lines, 2),
    **{
        f"table {name}, {said}": _tabled(cells, border)
        for name, cells in _TABLES.items()
        for said, border in _BORDERS.items()
    },
}
