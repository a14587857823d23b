"""Every code of the answers with its words on the page, as docs/answers.md explains them.

The code lists are asked of the program: every enum of the domain but those of the record, which
docs/record-format.md shows. A new list or a new code fails the test until the page explains it.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from types import ModuleType

from biomarkers import domain, wording
from biomarkers.domain import codes
from patients.codes import Code

from .page import Table

# Lists that never leave the program, with the reason.
INSIDE = {
    "GroundCode": "what stored rows rest on; a page makes the sentence",
    "ISH": "evidence of one specimen, on the way to its category",
    "Lane": "what of the drawing is shown, chosen in the address of a chart",
    "TreatmentHistory": "how much of it is on record; a note says so",
}


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def _leaves(kind: type[StrEnum]) -> bool:
    return kind.__module__ not in (codes.__name__, Code.__module__) and kind is not StrEnum


def _enums() -> dict[str, type[StrEnum]]:
    return {
        name: kind
        for module in _modules(domain)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and _leaves(kind)
    }


def _words_of(kind: type[StrEnum]) -> dict[str, str]:
    """Of the list itself, or of its first table of words."""
    if issubclass(kind, Code):
        return {code: code.words for code in kind}
    return next(
        (
            words
            for module in _modules(wording)
            for name, words in vars(module).items()
            if not name.startswith("_")
            and isinstance(words, dict)
            and {type(code) for code in words} == {kind}
        ),
        {},
    )


def _table(kind: type[StrEnum], words: dict[str, str]) -> Table:
    rows = tuple((f"`{code}`", words.get(code, "–").replace("|", r"\|")) for code in kind)
    return Table(("code", "on the page", "means"), rows, explained=True)


def tables() -> dict[str, Table]:
    lists = {name: kind for name, kind in _enums().items() if name not in INSIDE}
    return {name: _table(kind, _words_of(kind)) for name, kind in lists.items()}


TABLES = tables()
