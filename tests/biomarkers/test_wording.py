"""No code without words: every code list, and every table of words, is asked of the program."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from types import ModuleType

import pytest

import biomarkers
import patients
from biomarkers.domain.actions import MOLECULAR_TESTS
from biomarkers.domain.answer_codes import ActionCode
from biomarkers.domain.work import WHY_OF_ACTION, Why
from biomarkers.wording.codes import missing_words
from biomarkers.wording.next_steps import NEXT_STEP_WORDS
from biomarkers.wording.waiting import waited
from patients.codes import Code

# Steps of the medicine on the way to a code that people read.
NEVER_SHOWN = {"GroundCode", "ISH", "Kind", "TreatmentHistory"}
OF_SETTINGS = {"DateForm", "Theme"}  # choices of a person's settings, with their words in the model
A_TABLE_OF_WORDS = re.compile(r"_?[A-Z0-9_]*(WORDS|SENTENCES|BADGES|SHORT)")


def _modules() -> Iterator[ModuleType]:
    for package in (patients, biomarkers):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def _named(module: ModuleType) -> Iterator[tuple[str, object]]:
    yield from vars(module).items()


CODE_LISTS = sorted(
    {
        value
        for module in _modules()
        for _, value in _named(module)
        if isinstance(value, type) and issubclass(value, StrEnum)
        if value.__module__.startswith(("biomarkers.", "patients."))
    }
    - {Code},
    key=lambda codes: codes.__qualname__,
)
TABLES = {
    f"{module.__name__}.{name}": value
    for module in _modules()
    for name, value in _named(module)
    if isinstance(value, dict) and A_TABLE_OF_WORDS.fullmatch(name)
}
OF_ONE_LIST = {
    name: (next(iter({type(code) for code in table})), table)
    for name, table in TABLES.items()
    if len({type(code) for code in table}) == 1 and isinstance(next(iter(table)), StrEnum)
}


def test_the_lists_and_tables_are_found():
    assert len(CODE_LISTS) > 40
    assert len(OF_ONE_LIST) > 10


@pytest.mark.parametrize("codes", CODE_LISTS, ids=lambda codes: codes.__name__)
def test_every_code_has_words(codes):
    tables = [table for of, table in OF_ONE_LIST.values() if of is codes]

    for code in codes:
        assert (
            codes.__name__ in NEVER_SHOWN | OF_SETTINGS
            or (isinstance(code, Code) and code.words)
            or any(table.get(code) for table in tables)
        )


@pytest.mark.parametrize("name", OF_ONE_LIST)
def test_a_table_of_words_leaves_no_code_out(name):
    codes, table = OF_ONE_LIST[name]

    assert set(table) == set(codes)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("germline_brca", "Germline BRCA1/2"),
        ("germline_palb2", "Germline PALB2"),
        ("somatic_brca1", "Somatic BRCA1"),
        ("fgfr2", "FGFR2"),
        ("kras", "KRAS"),
        ("esr1", "ESR1"),
    ],
)
def test_what_is_missing_is_named_by_its_gene(code, words):
    assert missing_words(code) == words


def test_every_task_names_its_next_step():
    """A task is named by its action, or by its reason where no action or several lead to it."""
    by_reason = set(Why) - set(WHY_OF_ACTION.values())
    named = {str(task) for task in set(WHY_OF_ACTION) | by_reason | {"specimens_differ"}}

    assert named == set(NEXT_STEP_WORDS)
    assert set(ActionCode) - set(WHY_OF_ACTION) == set(MOLECULAR_TESTS)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (89, "89 days"),
        (90, "2 months"),
        (729, "23 months"),
        (730, "2 years"),
        (4605, "12 years"),
    ],
)
def test_a_wait_is_told_as_one_says_it(days, words):
    assert waited(days) == words
