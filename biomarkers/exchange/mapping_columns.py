"""One column of the mapping page: what may be chosen for it, and what was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from patients.language import say, to_say

from .records.cells import Choice
from .records.columns import FILES
from .tables.composing_cells import ISH_STATES
from .tables.days import DAY_FIRST, MONTH_FIRST, SERIAL, YEAR_FIRST
from .tables.meanings import MEANINGS
from .tables.proposed import UNDECIDED, Proposed, with_days, with_meaning, years_of
from .tables.rules import LEAVE_OUT
from .tables.vocabulary import SITES

_FILES = {file.name: file for file in FILES}
_DECIDE = (UNDECIDED, to_say("decide…"))
_ORDERS = (
    (YEAR_FIRST, to_say("year first, 2016-05-09")),
    (DAY_FIRST, to_say("day first, 9.5.2016 or 09/05/2016")),
    (MONTH_FIRST, to_say("month first, 5/9/2016")),
    (SERIAL, to_say("days as numbers of a spreadsheet, 42499")),
    ("days", to_say("days after the nominal day")),
    ("months", to_say("months after the nominal day")),
)


@dataclass(frozen=True)
class Word:
    """One value of a column, how often it stands there, and what it is taken to mean."""

    field: str
    value: str
    count: int
    code: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """One column of the table on the page."""

    number: int
    column: Proposed
    words: list[Word]
    choices: list[tuple[str, str]]
    orders: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str], ...]
    takes_formulas: bool

    @property
    def examples(self) -> str:
        ranked = sorted(self.column.counts.items(), key=lambda item: -item[1])
        return ", ".join(f"{value} ({count})" for value, count in ranked[:4])


def line_of(number: int, column: Proposed, *, posted: Mapping[str, str], others: list[str]) -> Line:
    """`others`: what the other specimens of the table are called."""
    is_date = column.of is not None and column.of.way == "date"
    asks_years = is_date and (bool(column.years) or f"years_{number}" in posted)
    since = years_of(timezone.localdate().year)
    hundred = (str(since), say("{since} to {until}").format(since=since, until=since + 99))
    return Line(
        number,
        column,
        list(_words(number, column)),
        _choices(others),
        (_DECIDE, *_ORDERS) if is_date else (),
        (_DECIDE, hundred, ("", "not known")) if asks_years else (),
        takes_formulas(number, posted),
    )


def takes_formulas(number: int, posted: Mapping[str, str]) -> bool:
    return f"formulas_{number}" in posted


def as_posted(number: int, column: Proposed, posted: Mapping[str, str]) -> Proposed:
    """With the meaning that was chosen; words are those posted where it is still the same."""
    code = posted.get(f"meaning_{number}", "")
    chosen = column if code == column.meaning else with_meaning(column, code)
    if code != posted.get(f"was_{number}", ""):
        return chosen
    if chosen.of is not None and chosen.of.way == "date":
        orders = dict(_ORDERS)
        order = posted.get(f"order_{number}", chosen.order)
        years = posted.get(f"years_{number}", chosen.years)
        chosen = with_days(
            chosen,
            order if order in orders else UNDECIDED,
            years if years.isdigit() or years == UNDECIDED else "",
        )
    allowed = {code for code, _ in _codes(chosen)}
    words = {word: posted.get(_field(number, chosen, word), code)
             for word, code in chosen.words.items()}  # fmt: skip
    return replace(chosen, words={w: c if c in allowed else UNDECIDED for w, c in words.items()})


def _field(number: int, column: Proposed, word: str) -> str:
    """By its place among all values of the column, which stays where other words come and go."""
    return f"word_{number}_{list(column.counts).index(word)}"


def _words(number: int, column: Proposed) -> Iterator[Word]:
    codes = _codes(column)
    for word, code in column.words.items():
        yield Word(_field(number, column, word), word, column.counts[word], code, codes)


def _choices(others: list[str]) -> list[tuple[str, str]]:
    """Every meaning, and those of the other specimens."""
    own = [(m.code, m.label) for m in MEANINGS]
    of_other = say("of the {specimen}: {meaning}")
    of_others = [(f"{label} {m.code}", of_other.format(specimen=say(label), meaning=say(m.label)))
                 for label in others for m in MEANINGS if m.of_specimen]  # fmt: skip
    return [("", to_say("skip this column")), *own, *of_others]


def _codes(column: Proposed) -> tuple[tuple[str, str], ...]:
    plain = (_DECIDE, ("", "not known"), (LEAVE_OUT, to_say("leave these rows out")))
    meaning = column.of
    file = _FILES.get(meaning.file) if meaning else None
    if file is None or meaning is None or meaning.column not in file.by_name:
        return plain
    if meaning.way in ("number", "ratio"):
        return plain + tuple((text, text) for word in column.words for text in _numbers(word))
    kind = file.by_name[meaning.column].kind
    if meaning.column == "site":
        sites = {*SITES, *column.words.values(), *column.words} - {UNDECIDED, LEAVE_OUT, ""}
        return plain + tuple((site, site) for site in sorted(sites))
    if meaning.column == "ish_result":
        plain += tuple((state, state.replace("_", " ")) for state in ISH_STATES)
    return plain + tuple((word, word) for word in kind.words) if isinstance(kind, Choice) else plain


def _numbers(word: str) -> list[str]:
    """What “1,234” may be."""
    return [text for text in (word.replace(",", "."), word.replace(",", ""))
            if text.replace(".", "", 1).isdigit()]  # fmt: skip
