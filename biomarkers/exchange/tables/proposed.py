"""One column of another's table as it is proposed to be read: its meaning, its words, its days."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from biomarkers.exchange.records.cells import BadCell
from biomarkers.exchange.records.columns import FILES

from . import vocabulary as known
from .cells import WAYS, NotMapped, number_of
from .days import DAY_FIRST, ORDERS, DayForm, has_two_digit_years, order_of
from .headers import OTHER_SPECIMENS, said_by
from .meanings import BY_CODE, FULL_NAME, Meaning
from .rules import CellRule

UNDECIDED = "?"  # a word, an order or a century of which nobody has said what it means
COUNTED = ("days", "months")  # after day 0
_FILES = {file.name: file for file in FILES}
_UNITS = {"days": {"days", "tage"}, "months": {"months", "monate"}}
_DIGITS = {"0": "0", "1": "1+", "2": "2+", "3": "3+"}
_HUNDRED_YEARS = 99


@dataclass(frozen=True)
class Proposed:
    """One column: its meaning, empty where it has none, and why; `words` still to be told apart.

    `words` translates what the way of the meaning does not read by itself; of "" not known.
    `order` and `years` say how days are written, `decimal` how numbers are. Before the code of the
    meaning stands the specimen that it is about, where that is not the one of the row: “primary
    her2_readings.csv ihc_score”.
    """

    source: str
    counts: Mapping[str, int]  # of each value that says something
    meaning: str = ""
    why: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    years: str = ""
    decimal: str = "point"
    computed: int = 0
    blank: int = 0  # rows that say nothing here
    description: str = ""

    @property
    def undecided(self) -> list[str]:
        open_ones = [word for word, code in self.words.items() if code == UNDECIDED]
        return open_ones + [each for each in (self.order, self.years) if each == UNDECIDED]

    @property
    def of(self) -> Meaning | None:
        return BY_CODE.get(self.meaning.removeprefix(f"{self.other} "))

    @property
    def other(self) -> str:
        """“primary”, “diagnosis” or “surgery”; “” of the specimen of the row."""
        label = self.meaning.partition(" ")[0]
        return label if label in OTHER_SPECIMENS else ""

    @property
    def rule(self) -> CellRule:
        """As its cells are read, and where the order is not said, as if it were."""
        order = self.order if self.order in ORDERS else DAY_FIRST
        years = int(self.years) if self.years.isdigit() else 0
        return CellRule(
            (self.source,), self.of.way if self.of else "", days=DayForm(order, years),
            decimal=self.decimal,
        )  # fmt: skip


def with_meaning(column: Proposed, code: str) -> Proposed:
    """The same column read as somebody says."""
    plain = replace(column, meaning=code, why="", words={}, order="", years="", decimal="point")
    return with_words(plain) if plain.of else replace(plain, meaning="")


def with_days(column: Proposed, order: str, years: str) -> Proposed:
    """With the order and the century as somebody says, and the words that are left then."""
    said = replace(column, order=order, years=years)
    return replace(said, words=_words(said))


def with_words(column: Proposed) -> Proposed:
    """With the form of its days and numbers as the values show it, and the words that are left."""
    assert column.of is not None
    if column.of.way == "date":
        order = _counted_in(column) or order_of(column.counts) or UNDECIDED
        years = UNDECIDED if has_two_digit_years(column.counts) else ""
        column = replace(column, order=order, years=years)
    if column.of.way in ("number", "ratio") and any("," in cell for cell in column.counts):
        column = replace(column, decimal="comma")
    return replace(column, words=_words(column))


def _counted_in(column: Proposed) -> str:
    """“days” or “months” where the header says so and the cells are numbers."""
    said = said_by(f"{column.source} {column.description}")
    unit = next((unit for unit in COUNTED if said & _UNITS[unit]), "")
    return unit if unit and all(map(_is_number, column.counts)) else ""


def _is_number(cell: str) -> bool:
    try:
        number_of(cell)
    except NotMapped:
        return False
    return True


def read_as(column: Proposed, cell: str) -> str:
    """What the cell means; UNDECIDED where nothing here says so, or where no record can hold it."""
    code = _read(column, cell)
    return code if code in (UNDECIDED, "") or _can_be_held(column, code) else UNDECIDED


def _can_be_held(column: Proposed, code: str) -> bool:
    """324 copies of a gene are the total of a count: the door would refuse the whole row."""
    file = _FILES.get(column.of.file) if column.of else None
    if file is None or column.of is None or column.of.column not in file.by_name:
        return True
    if column.order in COUNTED or (column.of.column == "ish_result" and code == "pending"):
        return True
    try:
        file.by_name[column.of.column].kind.value_of(code)
    except BadCell:
        return False
    return True


def _read(column: Proposed, cell: str) -> str:
    meaning = column.of
    assert meaning is not None
    if cell in known.DASHES:
        return UNDECIDED if meaning.is_result else ""
    if meaning.code == FULL_NAME:
        return read_by(column, cell, "family_name")
    if meaning.words is not None:
        return _word_of(meaning, known.plain_word(cell))
    if meaning.read is not None:
        return meaning.read(cell) or UNDECIDED
    if column.order in COUNTED:
        return cell if _is_number(cell) else UNDECIDED
    if meaning.column == "ihc_score" and cell in _DIGITS and _are_scores(column):
        return _DIGITS[cell]
    return read_by(column, cell, meaning.way) if meaning.way else cell


def _word_of(meaning: Meaning, word: str) -> str:
    assert meaning.words is not None
    if meaning.column == "ish_result" and word in known.PENDING:
        return "pending"
    return meaning.words.get(word, UNDECIDED)


def _are_scores(column: Proposed) -> bool:
    """Digits alone, in a column that says that it is of scores."""
    said = said_by(f"{column.source} {column.description}")
    return bool(said & {"score", "ihc"}) and all(
        cell in _DIGITS for cell in column.counts if cell not in known.DASHES
    )


def read_by(column: Proposed, cell: str, way: str) -> str:
    try:
        return WAYS[way](cell, column.rule)
    except NotMapped:
        if column.years == UNDECIDED:
            return read_by(replace(column, years="1930"), cell, way)
        return UNDECIDED


def _words(column: Proposed) -> dict[str, str]:
    """Every word where words decide; else those that the way does not read as they stand."""
    meaning = column.of
    if meaning is None or not (meaning.is_words or meaning.way or meaning.code == FULL_NAME):
        return {}
    found = {cell: read_as(column, cell) for cell in column.counts}
    if meaning.is_words:
        return {cell: code for cell, code in found.items() if code or cell not in known.DASHES}
    return {
        cell: code
        for cell, code in found.items()
        if code == UNDECIDED or (cell in _DIGITS and code == _DIGITS[cell] != cell)
    }


def years_of(today_year: int) -> int:
    """Two digits are a year of the last hundred, this one among them."""
    return today_year - _HUNDRED_YEARS
