"""The table of what labels want before the start, and how long a result counts.

The rows are content that staff keep (docs/contract/clinical-content.md); this holds only how their
words are read, once a version.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from .once import once
from .spans import months_after
from .thresholds import TableFault

_SPAN = re.compile(r"(\d+) (day|week|month)s?")
_WITHOUT_END = ("for life", "always", "once")
_DAYS = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True)
class Validity:
    """How long a result counts; `number` 0: for life."""

    number: int = 0
    unit: str = ""

    def holds(self, on: date, as_of: date) -> bool:
        if not self.number:
            return True
        if self.unit == "month":
            return as_of <= months_after(on, self.number)
        return as_of <= on + timedelta(days=self.number * _DAYS[self.unit])

    @property
    def days(self) -> float:
        """For comparison only."""
        return self.number * _DAYS[self.unit] if self.number else float("inf")


def read_validity(words: str) -> Validity:
    if words in _WITHOUT_END:
        return Validity()
    found = _SPAN.fullmatch(words)
    if found is None:
        raise TableFault(f"no time is written “{words}”")
    return Validity(int(found[1]), found[2])


@dataclass(frozen=True)
class CheckRow:
    """One row: what an agent, or any agent of a class, wants before the start."""

    agent_or_class: str
    check: str
    says: str
    valid_for: str
    source: str = ""
    address: str = ""
    verified_on: date | None = None


@dataclass(frozen=True)
class CheckRule:
    row: CheckRow
    validity: Validity
    position: int


@dataclass(frozen=True)
class CheckTable:
    """All rows of a version, read when it is made and found by agent and class."""

    rows: tuple[CheckRow, ...] = ()
    _by_subject: dict[str, tuple[CheckRule, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[CheckRule, ...]] = {}
        for place, row in enumerate(self.rows):
            rule = CheckRule(row, _read(row), place)
            found[row.agent_or_class] = (*found.get(row.agent_or_class, ()), rule)
        object.__setattr__(self, "_by_subject", found)

    def rules_for(self, subjects: frozenset[str]) -> tuple[CheckRule, ...]:
        """Each check once, in the order of the table: the row whose result counts the shortest."""
        if subjects not in self._asked:
            self._asked[subjects] = self._rules_for(subjects)
        return self._asked[subjects]

    @once
    def _asked(self) -> dict[frozenset[str], tuple[CheckRule, ...]]:
        """By what an option is about: many options ask the same."""
        return {}

    def _rules_for(self, subjects: Iterable[str]) -> tuple[CheckRule, ...]:
        shortest: dict[str, CheckRule] = {}
        asked = [rule for name in subjects for rule in self._by_subject.get(name, ())]
        for rule in sorted(asked, key=lambda rule: (rule.validity.days, rule.position)):
            shortest.setdefault(rule.row.check, rule)
        return tuple(sorted(shortest.values(), key=lambda rule: rule.position))


def _read(row: CheckRow) -> Validity:
    try:
        return read_validity(row.valid_for)
    except TableFault as fault:
        place = f"{row.agent_or_class}, {row.check}, valid_for"
        raise TableFault(f"{place}: {fault}") from None
