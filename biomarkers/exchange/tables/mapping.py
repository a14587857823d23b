"""A mapping: which column of another's table feeds which column of the contract's files."""

import tomllib
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from biomarkers.exchange.records.columns import FILES, File
from biomarkers.exchange.records.faults import Fault, Refused, quoted
from patients.dates import PartialDate

DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";", "vertical bar": "|"}
WAYS = (
    "number",
    "percent",
    "date",
    "days",
    "months",
    "base_date",
    "ihc_score",
    "zero_staining",
    "as_written",
)
_FILES = {file.name: file for file in FILES}
_TOP = {"delimiter", "comment", "not_known", "base_date", "words", "records"}
_RECORD = {"file", "table", "only", "when_any", "when_known", "columns"}
_CELL = {"from", "as", "words", "value", "otherwise", "read_on"}


class BadMapping(ValueError):
    """The mapping says something that cannot be done; the message says what."""


@dataclass(frozen=True)
class CellRule:
    """How one column of the contract is filled.

    `sources` are names for the same column: the first that the table has. `otherwise` is the cell
    where nothing is known, and gives way to what another row of the same key knows.
    """

    sources: tuple[str, ...] = ()
    way: str = ""
    words: Dict[str, str] | None = None
    value: str = ""
    otherwise: str = ""
    read_on: str = ""


@dataclass(frozen=True)
class RecordRule:
    """One row of `file` from one row of the table.

    `only`: by column of the table, the words of which one must stand there. `when_any`: columns of
    the contract of which one must be known. `when_known`: those that must all be.
    """

    file: File
    columns: Dict[str, CellRule]
    table: str = ""
    only: Dict[str, tuple[str, ...]] = field(default_factory=dict)
    when_any: tuple[str, ...] = ()
    when_known: tuple[str, ...] = ()


@dataclass(frozen=True)
class BaseDate:
    """Day 0 of every number of days: `nominal`, or of the row where `source` has a date."""

    nominal: PartialDate
    source: str = ""


@dataclass(frozen=True)
class Mapping:
    records: tuple[RecordRule, ...]
    delimiter: str = ","
    comment: str = ""
    not_known: frozenset[str] = frozenset()
    base: BaseDate | None = None

    @property
    def tables(self) -> list[str]:
        """The files of a folder that it reads, in order; of a mapping of one file, none."""
        return list(dict.fromkeys(record.table for record in self.records if record.table))


def read_mapping(path: Path) -> Mapping:
    """Raises Refused."""
    try:
        return mapping_of(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        wrong = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError:
        wrong = "is not UTF-8"
    except BadMapping as error:
        wrong = str(error)
    raise Refused([Fault(path.name, None, None, wrong)])


def mapping_of(text: str) -> Mapping:
    """Raises BadMapping, at the first thing that is wrong."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadMapping(f"is not TOML: {error}") from None
    _known(found, _TOP, "the mapping")
    shared = {
        name: _words(words, {}, f"words.{name}")
        for name, words in _table(found.get("words", {}), "words").items()
    }
    records = tuple(
        _record(record, shared, f"record {number}")
        for number, record in enumerate(_list(found.get("records", []), "records"), start=1)
    )
    if not records:
        raise BadMapping("no [[records]]: it would read nothing")
    delimiter = found.get("delimiter", "comma")
    if delimiter not in DELIMITERS:
        raise BadMapping(f"delimiter: {quoted(str(delimiter))} is none of {', '.join(DELIMITERS)}")
    mapping = Mapping(
        records,
        DELIMITERS[delimiter],
        _text(found.get("comment", ""), "comment"),
        frozenset(word.casefold() for word in _texts(found.get("not_known", []), "not_known")),
        _base(found.get("base_date")),
    )
    _refuse_days_without_base(mapping)
    return mapping


def _base(found: Any) -> BaseDate | None:
    if found is None:
        return None
    _known(_table(found, "base_date"), {"nominal", "from"}, "base_date")
    try:
        nominal = PartialDate(_text(found.get("nominal", ""), "base_date.nominal"))
    except ValueError as error:
        raise BadMapping(f"base_date.nominal: {error}") from None
    if nominal.is_partial:
        raise BadMapping("base_date.nominal: write a whole day, such as 2000-07-01")
    return BaseDate(nominal, _text(found.get("from", ""), "base_date.from"))


def _refuse_days_without_base(mapping: Mapping) -> None:
    counted = {"days", "months", "base_date"}
    if mapping.base is None:
        for record in mapping.records:
            for name, rule in record.columns.items():
                if rule.way in counted:
                    raise BadMapping(f"{record.file.name} {name}: say [base_date], day 0")


def _record(found: Any, shared: Dict[str, Dict[str, str]], where: str) -> RecordRule:
    _known(_table(found, where), _RECORD, where)
    name = _text(found.get("file", ""), f"{where} file")
    if name not in _FILES:
        raise BadMapping(f"{where}: {quoted(name)} is none of {', '.join(_FILES)}")
    file, where = _FILES[name], f"{where} ({name})"
    cells = _table(found.get("columns", {}), f"{where} columns")
    columns = {
        column: _cell(cell, shared, f"{where} {column}")
        for column, cell in cells.items()
        if _is_column(file, column, where)
    }
    for column in file.columns:
        if column.required and column.name not in columns:
            raise BadMapping(f"{where}: {column.name} is required, say where it comes from")
    only = _table(found.get("only", {}), f"{where} only")
    return RecordRule(
        file,
        columns,
        _text(found.get("table", ""), f"{where} table"),
        {column: _texts(words, f"{where} only.{column}") for column, words in only.items()},
        _columns(file, found.get("when_any", []), f"{where} when_any"),
        _columns(file, found.get("when_known", []), f"{where} when_known"),
    )


def _cell(found: Any, shared: Dict[str, Dict[str, str]], where: str) -> CellRule:
    if isinstance(found, str):
        return CellRule(sources=(found,))
    _known(_table(found, where), _CELL, where)
    source = found.get("from", [])
    way = _text(found.get("as", ""), f"{where} as")
    if way and way not in WAYS:
        raise BadMapping(f"{where}: as {quoted(way)} is none of {', '.join(WAYS)}")
    rule = CellRule(
        (source,) if isinstance(source, str) else _texts(source, f"{where} from"),
        way,
        _words(found["words"], shared, f"{where} words") if "words" in found else None,
        _text(found.get("value", ""), f"{where} value"),
        _text(found.get("otherwise", ""), f"{where} otherwise"),
        _text(found.get("read_on", ""), f"{where} read_on"),
    )
    if bool(rule.sources) == (bool(rule.value) or way == "base_date"):
        raise BadMapping(f"{where}: say either from or value")
    if way == "zero_staining" and not rule.read_on:
        raise BadMapping(f"{where}: zero_staining needs read_on, the column of the day")
    return rule


def _words(found: Any, shared: Dict[str, Dict[str, str]], where: str) -> Dict[str, str]:
    if isinstance(found, str):
        if found not in shared:
            raise BadMapping(f"{where}: there is no [words.{found}]")
        return shared[found]
    words = _table(found, where)
    return {_same(word): _text(means, where) for word, means in words.items()}


def _same(word: str) -> str:
    return word.strip().casefold()


def _is_column(file: File, column: str, where: str) -> bool:
    if column not in file.by_name:
        raise BadMapping(f"{where}: {quoted(column)} is none of {', '.join(file.by_name)}")
    return True


def _columns(file: File, found: Any, where: str) -> tuple[str, ...]:
    names = _texts(found, where)
    return tuple(name for name in names if _is_column(file, name, where))


def _known(found: Dict[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(found.keys() - known):
        one, all_ = quoted(unknown[0]), ", ".join(sorted(known))
        raise BadMapping(f"{where}: {one} is none of {all_}")


def _table(found: Any, where: str) -> Dict[str, Any]:
    if not isinstance(found, dict):
        raise BadMapping(f"{where}: a table is wanted")
    return found


def _list(found: Any, where: str) -> list:
    if not isinstance(found, list):
        raise BadMapping(f"{where}: a list is wanted")
    return found


def _text(found: Any, where: str) -> str:
    if not isinstance(found, str):
        raise BadMapping(f"{where}: a text in quotation marks is wanted")
    return found


def _texts(found: Any, where: str) -> tuple[str, ...]:
    return tuple(_text(word, where) for word in _list(found, where))
