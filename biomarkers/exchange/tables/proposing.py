"""From names and values of a table to what its columns probably mean; the unsure stay unmapped."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from biomarkers.exchange.records.encoding import NotATable, decoded
from biomarkers.exchange.records.faults import Fault, Refused

from .cells import PLAIN_WAYS, NotMapped
from .mapping import DELIMITERS
from .meanings import ACCESSION, BY_CODE, MEANINGS, NO_READING, NOT_KNOWN_WORDS, Meaning
from .wide import WideTable, read_wide

UNDECIDED = "?"  # a word of which nobody has said what it means
MOST_WORDS = 60
_ENOUGH = 0.5  # of the rows in which something is known
_WORD = re.compile(r"[a-z]+\d*|\d+")


@dataclass(frozen=True)
class Proposed:
    """One column: its meaning, empty where it has none, and why; `words` still to be told apart.

    `words` translates what the way of the meaning does not read by itself; of "" not known.
    """

    source: str
    counts: Mapping[str, int]  # of each value that says something
    meaning: str = ""
    why: str = ""
    words: Mapping[str, str] = None  # type: ignore[assignment]

    @property
    def undecided(self) -> list[str]:
        return [word for word, code in (self.words or {}).items() if code == UNDECIDED]


def table_of(name: str, data: bytes) -> tuple[WideTable, str, str]:
    """The table with its delimiter and comment sign, as its first lines show. Raises Refused."""
    try:
        lines = decoded(data).splitlines()
    except NotATable as error:
        raise Refused([Fault(name, None, None, str(error))]) from None
    comment = "#" if lines[0].startswith("#") else ""
    header = next((line for line in lines if not comment or not line.startswith(comment)), "")
    delimiter = max(DELIMITERS, key=lambda word: header.count(DELIMITERS[word]))
    table = read_wide(name, data, delimiter=DELIMITERS[delimiter], comment=comment)
    return table, delimiter, comment


def propose(table: WideTable) -> list[Proposed]:
    """Each column of the table, in its order."""
    proposed = [_column(name, _counts(table, name)) for name in table.header]
    if any(column.meaning == ACCESSION for column in proposed):
        proposed = [_not_of_diagnosis(column) for column in proposed]
    claims: dict[str, list[str]] = {}
    for column in proposed:
        claims.setdefault(column.meaning, []).append(column.source)
    return [_alone(column, claims[column.meaning]) for column in proposed]


def with_meaning(column: Proposed, code: str) -> Proposed:
    """The same column read as somebody says."""
    meaning = BY_CODE.get(code)
    if meaning is None:
        return replace(column, meaning="", words={}, why="")
    return replace(column, meaning=code, words=_words(meaning, column.counts), why="")


def is_not_known(cell: str) -> bool:
    return not cell or cell.casefold() in NOT_KNOWN_WORDS


def _counts(table: WideTable, name: str) -> Mapping[str, int]:
    return Counter(row.cells[name] for row in table.rows if not is_not_known(row.cells[name]))


def _column(name: str, counts: Mapping[str, int]) -> Proposed:
    named = [meaning for meaning in MEANINGS if _is_named(name, meaning)]
    column = Proposed(name, counts, words={})
    if not named:
        return replace(column, why=_no_reading(name))
    if not counts:
        return replace(column, why="no row says anything here")
    share, meaning = max(
        ((_share(meaning, counts), meaning) for meaning in named), key=lambda found: found[0]
    )
    if share < _ENOUGH:
        return replace(column, why=f"the name is like {meaning.label}, the values are not")
    words = _words(meaning, counts)
    if len(words) > MOST_WORDS:
        return replace(column, why=f"{len(words)} different words: more than a person decides")
    return replace(column, meaning=meaning.code, words=words, why="by its name and values")


def _no_reading(name: str) -> str:
    """HER2 by a copy number from an array, or by expression, is no reading of a specimen."""
    said = _said(name)
    is_her2 = said & {"her2", "erbb2"} and said & NO_READING
    return "no reading of a specimen by IHC or ISH" if is_her2 else ""


def _said(name: str) -> frozenset[str]:
    plain = name.casefold().replace("her-2", "her2").replace("ki-67", "ki67")
    return frozenset(_WORD.findall(plain))


def _is_named(name: str, meaning: Meaning) -> bool:
    said = _said(name)
    if meaning.whole_name:
        return said in meaning.names
    return not said & meaning.never and any(words <= said for words in meaning.names)


def _share(meaning: Meaning, counts: Mapping[str, int]) -> float:
    """Of the rows in which something is known, those that can be read so."""
    read = sum(count for cell, count in counts.items() if _read(meaning, cell) != UNDECIDED)
    return read / sum(counts.values())


def _read(meaning: Meaning, cell: str) -> str:
    """What the cell means; UNDECIDED where nothing here says so."""
    if meaning.words is not None:
        return meaning.words.get(cell.casefold(), UNDECIDED)
    if meaning.way:
        try:
            return PLAIN_WAYS[meaning.way](cell)
        except NotMapped:
            return UNDECIDED
    return cell


def _words(meaning: Meaning, counts: Mapping[str, int]) -> dict[str, str]:
    """Every word where words decide; else those that the way cannot read."""
    if meaning.words is None and not meaning.way:
        return {}
    found = {cell: _read(meaning, cell) for cell in counts}
    if meaning.words is not None:
        return found
    return {cell: code for cell, code in found.items() if code == UNDECIDED}


def _not_of_diagnosis(column: Proposed) -> Proposed:
    """Rows are samples: what speaks of the diagnosis is of another specimen."""
    meaning = BY_CODE.get(column.meaning)
    said = _WORD.findall(column.source.casefold())
    if meaning and meaning.of_specimen and any(word.startswith("diagnos") for word in said):
        return replace(
            column, meaning="", words={}, why="is about the diagnosis, and the rows are samples"
        )
    return column


def _alone(column: Proposed, claims: list[str]) -> Proposed:
    if column.meaning and len(claims) > 1:
        label = BY_CODE[column.meaning].label
        others = ", ".join(name for name in claims if name != column.source)
        return replace(column, meaning="", words={}, why=f"may be {label}, and so may {others}")
    return column
