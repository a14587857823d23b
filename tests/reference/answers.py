"""Every code of the answers with its words on the page, as docs/answers.md explains them.

The code lists are asked of the program: every enum of the domain, and every table of words that
is keyed by plain codes. A new list or a new code fails the test until the page explains it.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from enum import StrEnum
from types import ModuleType

from biomarkers import domain, wording

from .page import Table

# Lists that never leave the program, with the reason.
INSIDE = {
    "ISH": "evidence of one specimen, on the way to its category",
}


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def _enums() -> dict[str, type[StrEnum]]:
    return {
        name: kind
        for module in _modules(domain)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }


def _word_tables() -> dict[str, dict[str, str]]:
    """The tables of words of one code list each, by name."""
    return {
        name: words
        for module in _modules(wording)
        for name, words in vars(module).items()
        if not name.startswith("_") and isinstance(words, dict) and _is_words(words)
    }


def _is_words(words: dict) -> bool:
    return bool(words) and all(isinstance(part, str) for pair in words.items() for part in pair)


def _table(codes: Iterable[str], words: dict[str, str]) -> Table:
    rows = tuple((f"`{code}`", words.get(code, "–").replace("|", r"\|")) for code in codes)
    return Table(("code", "on the page", "means"), rows, explained=True)


def tables() -> dict[str, Table]:
    worded = _word_tables()
    lists = {name: kind for name, kind in _enums().items() if name not in INSIDE}
    found = {}
    for name, kind in lists.items():
        words = [table for table in worded.values() if {type(code) for code in table} == {kind}]
        found[name] = _table((code.value for code in kind), dict(words[0]) if words else {})
    plain = {name: table for name, table in worded.items() if {type(c) for c in table} == {str}}
    return found | {name: _table(table, table) for name, table in plain.items()}


TABLES = tables()
