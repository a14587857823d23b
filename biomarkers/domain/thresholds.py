"""From which strength a hazard counts: how the words of the safety table are read.

Each kind of hazard has a small vocabulary of its own (docs/contract/clinical-content.md).
`read_…` turns the words into a value once a catalog version and refuses what is not in the
vocabulary.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import ge, gt, le, lt

from .record import AdverseEvent, Alteration, Condition
from .spans import months_after

SEVERITIES = ("mild", "moderate", "severe")
# How long a state lasts that ends by itself, in months from the day it was noted.
MONTHS_CURRENT = {"pregnancy": 10, "breastfeeding": 24}


class TableFault(ValueError):
    """A word that no table of the catalog has; the sentence names the place."""


# Adverse events.

_EVENT = re.compile(
    r"(any grade|grade>=(?P<least>[1-5])|grade=(?P<exact>[1-5])"
    r"|(?P<unmeasured>grade unknown and not hospitalised))"
    r"(?P<stay> or hospitalised)?"
    r"( and (?P<open>not resolved)| and resolved after more than (?P<days>\d+) days)?"
)


@dataclass(frozen=True)
class EventThreshold:
    """An event without a grade meets only any grade, unmeasured, or a hospital stay."""

    grades: frozenset[int | None]
    unmeasured: bool = False  # a grade and a stay would settle it
    or_hospitalised: bool = False
    not_resolved: bool = False
    resolved_after_days: int | None = None

    def is_met_by(self, event: AdverseEvent) -> bool:
        return self._is_strong(event) and self._has_lasted(event)

    def _is_strong(self, event: AdverseEvent) -> bool:
        if self.unmeasured:
            return event.grade is None and not event.hospitalised
        return event.grade in self.grades or (self.or_hospitalised and bool(event.hospitalised))

    def _has_lasted(self, event: AdverseEvent) -> bool:
        if self.not_resolved:
            return event.resolved_on is None
        if self.resolved_after_days is None:
            return True
        if event.resolved_on is None:
            return False
        return (event.resolved_on.last - event.onset_on.first).days > self.resolved_after_days


def read_event_threshold(words: str) -> EventThreshold:
    found = _EVENT.fullmatch(words)
    if found is None:
        raise TableFault(f"no strength of an adverse event is written “{words}”")
    least, exact, days = found["least"], found["exact"], found["days"]
    grades: frozenset[int | None] = frozenset({None, *range(1, 6)})
    if least or exact:
        grades = frozenset(range(int(least), 6) if least else {int(exact)})
    return EventThreshold(
        grades,
        unmeasured=bool(found["unmeasured"]),
        or_hospitalised=bool(found["stay"]),
        not_resolved=bool(found["open"]),
        resolved_after_days=int(days) if days else None,
    )


# Conditions.

_RECENT = re.compile(r"within (\d+) months or date unknown")


@dataclass(frozen=True)
class ConditionThreshold:
    """`severities` empty: of any severity. `recent_months`: noted so recently, or perhaps so."""

    must_last: bool = True  # what is resolved does not count
    severities: tuple[str, ...] = ()
    unstated_is_enough: bool = True
    recent_months: int | None = None

    def is_met_by(self, condition: Condition, as_of: date) -> bool | None:
        """None: it asks for a severity and none is stated."""
        if self.recent_months is not None:
            return as_of <= months_after(condition.noted_on.last, self.recent_months)
        if not self.must_last:
            return True
        if not is_current(condition, as_of):
            return False
        if not self.severities or condition.severity in self.severities:
            return True
        if condition.severity is None:
            return True if self.unstated_is_enough else None
        return False


def is_current(condition: Condition, as_of: date) -> bool:
    """Not resolved, nor over by itself as a pregnancy is."""
    return condition.resolved_on is None and not is_out_of_date(condition, as_of)


def is_out_of_date(condition: Condition, as_of: date) -> bool:
    """A state that ends by itself was noted so long ago that it must have ended."""
    months = MONTHS_CURRENT.get(condition.condition)
    return months is not None and as_of > months_after(condition.noted_on.first, months)


_CONDITION_WORDS = {
    "any": ConditionThreshold(must_last=False),
    "current": ConditionThreshold(),
    "mild or more": ConditionThreshold(severities=SEVERITIES),
    "moderate": ConditionThreshold(severities=("moderate",), unstated_is_enough=False),
    "moderate or more": ConditionThreshold(
        severities=("moderate", "severe"), unstated_is_enough=False
    ),
    "severe": ConditionThreshold(severities=("severe",), unstated_is_enough=False),
}


def read_condition_threshold(words: str) -> ConditionThreshold:
    if words in _CONDITION_WORDS:
        return _CONDITION_WORDS[words]
    found = _RECENT.fullmatch(words)
    if found is None:
        raise TableFault(f"no strength of a condition is written “{words}”")
    return ConditionThreshold(recent_months=int(found[1]))


# Measured values: LVEF in percent, ECOG 0 to 4.

_COMPARE: dict[str, Callable[[int, int], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_LIMIT = re.compile(r"(<=|>=|<|>)(\d+)")
_EARLY = "early setting"


@dataclass(frozen=True)
class Limits:
    """All comparisons hold; `early_only`: on rows of another setting than advanced."""

    comparisons: tuple[tuple[str, int], ...]
    early_only: bool = False

    def are_met_by(self, value: int) -> bool:
        return all(_COMPARE[sign](value, limit) for sign, limit in self.comparisons)


def read_limits(words: str) -> Limits:
    parts = words.split(" and ")
    limits = [_LIMIT.fullmatch(part) for part in parts if part != _EARLY]
    if not limits or None in limits:
        raise TableFault(f"no limit is written “{words}”")
    comparisons = tuple((found[1], int(found[2])) for found in limits if found)
    return Limits(comparisons, early_only=_EARLY in parts)


# Alterations, the menopause, agents given.

_ALTERATION = re.compile(r"germline detected(, words: (?P<words>.+)|, otherwise)?")
COMPOUND = "compound"


@dataclass(frozen=True)
class AlterationThreshold:
    """Detected, of germline or unstated origin. `words`: one of them is in the alteration."""

    words: tuple[str, ...] = ()
    otherwise: bool = False  # no row of the gene has a word that another row of the table asks for


def read_alteration_threshold(words: str) -> AlterationThreshold:
    found = _ALTERATION.fullmatch(words)
    if found is None:
        raise TableFault(f"no strength of an alteration is written “{words}”")
    listed = tuple(found["words"].casefold().split("|")) if found["words"] else ()
    return AlterationThreshold(listed, otherwise=words.endswith(", otherwise"))


def is_germline_detection(test: Alteration) -> bool:
    return test.result == "detected" and test.origin in (None, "", "germline")


def has_word(tests: list[Alteration], words: tuple[str, ...]) -> bool:
    """One of the words is in an alteration; two different ones of a gene are compound."""
    named = {"".join(test.alteration.casefold().split()) for test in tests if test.alteration}
    if COMPOUND in words and len(named) > 1:
        return True
    return any(word in name for name in named for word in words)


MENOPAUSE_WORDS = {
    "pre or peri, no GnRH agonist being given": "pre or peri",
    "sex male, no GnRH agonist being given": "male",
}


def read_menopause(words: str) -> str:
    if words not in MENOPAUSE_WORDS:
        raise TableFault(f"nothing of the menopause is written “{words}”")
    return MENOPAUSE_WORDS[words]


_GIVEN = re.compile(r"being given or ended within (\d+) months")


def read_given_months(words: str) -> int:
    found = _GIVEN.fullmatch(words)
    if found is None:
        raise TableFault(f"no time since an agent is written “{words}”")
    return int(found[1])


def read_any(words: str) -> None:
    if words != "any":
        raise TableFault(f"it counts at “any” strength, and not at “{words}”")
