"""From the TOML of a mapping to its rules."""

import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Any

from biomarkers.exchange.records.columns import FILES, File
from biomarkers.exchange.records.faults import Fault, Refused, quoted
from patients.dates import PartialDate

from .cells import WAYS
from .days import ORDERS, YEAR_FIRST, DayForm
from .rules import BaseDate, CellRule, Mapping, RecordRule
from .text import DELIMITERS, ENCODINGS, UTF_8

# These look beyond the cell: at day 0, at the day of the reading, at every column of the rule.
OF_THE_ROW = ("days", "months", "base_date", "zero_staining", "as_written")
_FILES = {file.name: file for file in FILES}
_TOP = set(
    """delimiter comment encoding sheet not_known base_date words records leave_out formulas
              for_many_tables descriptions""".split()
)
_RECORD = {"file", "table", "only", "when_any", "when_known", "columns", "stands_in",
           "when_said"}  # fmt: skip
_CELL = set("from as words value otherwise read_on order years_from decimal".split())


class BadMapping(ValueError):
    """The mapping says something that cannot be done; the message says what."""


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
        raise BadMapping("no [[records]]: nothing would be imported")
    delimiter = _one_of(found.get("delimiter", "comma"), DELIMITERS, "delimiter")
    mapping = Mapping(
        records,
        DELIMITERS[delimiter],
        _text(found.get("comment", ""), "comment"),
        _one_of(found.get("encoding", UTF_8), ENCODINGS, "encoding"),
        _text(found.get("sheet", ""), "sheet"),
        frozenset(map(same, _texts(found.get("not_known", []), "not_known"))),
        _base(found.get("base_date")),
        _yes(found.get("for_many_tables", False), "for_many_tables"),
        frozenset(_texts(found.get("formulas", []), "formulas")),
        _plain(found.get("descriptions", {}), "descriptions"),
        tuple(_plain(row, "leave_out") for row in _list(found.get("leave_out", []), "leave_out")),
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
        raise BadMapping("base_date.nominal: enter a full date, such as 2000-07-01")
    return BaseDate(nominal, _text(found.get("from", ""), "base_date.from"))


def _refuse_days_without_base(mapping: Mapping) -> None:
    counted = {"days", "months", "base_date"}
    if mapping.base is None:
        for record in mapping.records:
            for name, rule in record.columns.items():
                if counted & {alternative.way for alternative in rule}:
                    raise BadMapping(f"{record.file.name} {name}: add [base_date] to define day 0")


def _record(found: Any, shared: Dict[str, Dict[str, str]], where: str) -> RecordRule:
    _known(_table(found, where), _RECORD, where)
    name = _text(found.get("file", ""), f"{where} file")
    if name not in _FILES:
        raise BadMapping(f"{where}: {quoted(name)} is none of {', '.join(_FILES)}")
    file, where = _FILES[name], f"{where} ({name})"
    cells = _table(found.get("columns", {}), f"{where} columns")
    columns = {
        column: tuple(_cell(each, shared, f"{where} {column}") for each in _each(cell))
        for column, cell in cells.items()
        if _is_column(file, column, where)
    }
    for column in file.columns:
        if column.required and column.name not in columns:
            raise BadMapping(f"{where}: {column.name} is required; add its source")
    only = _table(found.get("only", {}), f"{where} only")
    return RecordRule(
        file,
        columns,
        _text(found.get("table", ""), f"{where} table"),
        {column: _texts(words, f"{where} only.{column}") for column, words in only.items()},
        _columns(file, found.get("when_any", []), f"{where} when_any"),
        _columns(file, found.get("when_known", []), f"{where} when_known"),
        _yes(found.get("stands_in", False), f"{where} stands_in"),
        _texts(found.get("when_said", []), f"{where} when_said"),
    )


def _each(cell: Any) -> list:
    """The rules of one column of the contract: of a list, the first that knows something."""
    return cell if isinstance(cell, list) and cell else [cell]


def _cell(found: Any, shared: Dict[str, Dict[str, str]], where: str) -> CellRule:
    if isinstance(found, str):
        return CellRule(sources=(found,))
    _known(_table(found, where), _CELL, where)
    source = found.get("from", [])
    way = found.get("as", "")
    rule = CellRule(
        (source,) if isinstance(source, str) else _texts(source, f"{where} from"),
        way and _one_of(way, (*WAYS, *OF_THE_ROW), f"{where} as"),
        _words(found["words"], shared, f"{where} words") if "words" in found else None,
        _text(found.get("value", ""), f"{where} value"),
        _text(found.get("otherwise", ""), f"{where} otherwise"),
        _text(found.get("read_on", ""), f"{where} read_on"),
        _days(found, where),
        _one_of(found.get("decimal", "point"), ("point", "comma"), f"{where} decimal"),
    )
    if bool(rule.sources) == (bool(rule.value) or way == "base_date"):
        raise BadMapping(f"{where}: give either from or value, not both")
    if way == "zero_staining" and not rule.read_on:
        raise BadMapping(f"{where}: zero_staining needs read_on, the column of the day")
    return rule


def _days(found: Dict[str, Any], where: str) -> DayForm:
    years_from = found.get("years_from", 0)
    if type(years_from) is not int or not (years_from == 0 or 1800 <= years_from <= 2100):
        raise BadMapping(f"{where} years_from: a year is wanted, such as 1930")
    return DayForm(_one_of(found.get("order", YEAR_FIRST), ORDERS, f"{where} order"), years_from)


def _words(found: Any, shared: Dict[str, Dict[str, str]], where: str) -> Dict[str, str]:
    if isinstance(found, str):
        if found not in shared:
            raise BadMapping(f"{where}: [words.{found}] is not defined")
        return shared[found]
    words = _table(found, where)
    return {word.strip().casefold(): _text(means, where) for word, means in words.items()}


def same(word: str) -> str:
    """Equal for “NOT_FOUND_IN_RECORD” and “not found in record”."""
    return " ".join(word.casefold().replace("_", " ").split())


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
        raise BadMapping(f"{where}: must be a TOML table")
    return found


def _list(found: Any, where: str) -> list:
    if not isinstance(found, list):
        raise BadMapping(f"{where}: must be a list")
    return found


def _plain(found: Any, where: str) -> Dict[str, str]:
    return {name: _text(text, f"{where}.{name}") for name, text in _table(found, where).items()}


def _yes(found: Any, where: str) -> bool:
    if not isinstance(found, bool):
        raise BadMapping(f"{where}: true or false is wanted")
    return found


def _one_of(found: Any, words: Iterable[str], where: str) -> str:
    if not isinstance(found, str) or found not in words:
        raise BadMapping(f"{where}: {quoted(str(found))} is none of {', '.join(words)}")
    return found


def _text(found: Any, where: str) -> str:
    if not isinstance(found, str):
        raise BadMapping(f"{where}: must be a text in quotation marks")
    return found


def _texts(found: Any, where: str) -> tuple[str, ...]:
    return tuple(_text(word, where) for word in _list(found, where))
